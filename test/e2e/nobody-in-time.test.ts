// What happens when whoever was asked for a review does not begin in time.
import { aPull, asked, policy, rowOf, STAKES, say, theOneAsked } from "./support/asking.js";
import { SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses, reviews } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

describe("nobody in time", () => {
  it("asks the next one and the escalation teams, then denies, until a review comes in after all", async () => {
    await scene.buildShop();
    const leads = scene.github.createTeam(scene.organization, "leads", ["ada"]);
    scene.github.setTeamPermission(scene.repo, leads, "write");
    const queue = "queue: { behavior_changing: { on_timeout: deny } }\n";
    const escalation = `reviewers: { escalation: { teams: [${scene.organization}/leads] } }\n`;
    await scene.github.commit(scene.repo, "main", { author: "ada", files: policy(queue + escalation) });
    const pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();
    const first = theOneAsked(pull);

    await scene.pass(7.9);
    expect(asked(pull)).toEqual([first]);
    await scene.pass(0.2);
    const second = theOneAsked(pull);
    expect(second).not.toBe(first);
    expect([...pull.requestedTeams]).toEqual([leads]);
    expect(rowOf(scene, pull)).toContain(`Before: \`${first}\` did not begin in time.`);
    expect(scene.check(pull).conclusion).toBeNull();

    await scene.pass(8.1);
    expect(scene.check(pull)).toMatchObject({
      conclusion: "failure",
      title: "Behavior-changing · nobody reviewed in time",
    });
    expect(scene.requirement(pull, "structured_review").detail).toMatch(
      /nobody reviewed in time \(asked were .*`deny`/,
    );
    expect(asked(pull)).toEqual([]);

    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("lets a behavior-changing change pass where the policy says so, loudly, and a late rejection stops it", async () => {
    const pull = await aPull(scene, policy("queue: { behavior_changing: { on_timeout: approve-with-log } }\n"));
    await scene.pass(8.1);
    expect(scene.check(pull).conclusion).toBeNull();
    await scene.pass(8.1);

    expect(scene.check(pull)).toMatchObject({
      conclusion: "success",
      title: "Behavior-changing · NOT REVIEWED · nobody reviewed in time, and the policy lets it pass",
    });
    expect(scene.check(pull).summary).toContain("### ⚠ Not reviewed");
    expect(scene.briefings(pull).at(-1)).toContain("NOT REVIEWED");

    await reviews(scene, pull, "robin", { verdict: "reject" });
    expect(scene.check(pull).conclusion).toBe("failure");
  });

  it("goes on asking where the policy escalates, and lets whoever has begun finish", async () => {
    const pull = await aPull(scene);
    const first = theOneAsked(pull);
    await scene.pass(8.1);
    const second = theOneAsked(pull);
    await say(scene, pull, second, "/countersign start");
    await scene.pass(10);
    expect(asked(pull)).toEqual([second]);

    await scene.pass(24);
    const third = theOneAsked(pull);
    expect([first, second]).not.toContain(third);
  });

  it("is not put off by somebody who was not asked and begins again and again", async () => {
    const pull = await aPull(scene, policy("queue: { behavior_changing: { on_timeout: deny } }\n"));
    // Whoever is away is not asked, and may review all the same.
    await say(scene, pull, "sam", "/countersign away 3d");
    const first = theOneAsked(pull);
    for (const hours of [4, 4.1]) {
      await say(scene, pull, "sam", "/countersign start");
      await scene.pass(hours);
    }
    expect(["sam", first]).not.toContain(theOneAsked(pull));

    await say(scene, pull, "sam", "/countersign start");
    await scene.pass(8.1);
    expect(scene.check(pull)).toMatchObject({ conclusion: "failure" });
  });

  it("denies a high-stakes change whose second reviewer never comes, and never lets it pass", async () => {
    const pull = await aPull(
      scene,
      { CODEOWNERS: "* @robin\n", ...policy("queue: { high_stakes: { escalate_after: 8h, on_timeout: deny } }\n") },
      STAKES,
    );
    await sealsReview(scene, pull, "robin");
    await scene.pass(8.1);
    expect(scene.check(pull).conclusion).toBeNull();
    await scene.pass(8.1);

    expect(scene.check(pull)).toMatchObject({ conclusion: "failure", title: "High-stakes · nobody reviewed in time" });
    expect(scene.requirement(pull, "blind_reviews").detail).toMatch(/^1 of 2 blind reviews, nobody reviewed in time/);

    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });
    expect(scene.check(pull).conclusion).toBe("success");
  });
});
