// Who is asked for a review: by name, one after the other, and somebody else when they hand it back.
import { aPull, asked, policy, rowOf, STAKES, say, theOneAsked } from "./support/asking.js";
import { SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses, DISCOUNT_V2, reviews } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

describe("who is asked", () => {
  it("is one person by name, never the operator, and the briefing says why", async () => {
    const pull = await aPull(scene);

    expect(["robin", "sam", "maya", "ada", "ines"]).toContain(theOneAsked(pull));
    expect(rowOf(scene, pull)).toMatch(new RegExp(`^\`${theOneAsked(pull)}\`, since .* UTC: .*chosen among 5`));
    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("is who owns the files by CODEOWNERS, before everybody else", async () => {
    const pull = await aPull(scene, { CODEOWNERS: "* @ada\n/src/cart/ @sam\n" });

    expect(theOneAsked(pull)).toBe("sam");
    expect(rowOf(scene, pull)).toContain("owns 1 of 1 changed file");
  });

  it("is who changed these files lately", async () => {
    await scene.buildShop();
    for (const [index, text] of ["// a\n", "// b\n"].entries()) {
      const content = `${text}export const total = ${index};\n`;
      await scene.github.commit(scene.repo, "main", { author: "ines", files: { "src/cart/total.ts": content } });
    }
    const pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();

    expect(theOneAsked(pull)).toBe("ines");
    expect(rowOf(scene, pull)).toContain("wrote 2 recent commits to these files");
  });

  it("is nobody while the author has something to do, on a draft, and where the policy asks nobody", async () => {
    const silent = await aPull(scene, {}, { body: "" });
    expect(scene.check(silent).conclusion).toBe("action_required");
    expect(asked(silent)).toEqual([]);

    const never = await aPull(scene, policy("reviewers: { assign: never }\n"));
    expect(asked(never)).toEqual([]);

    const turned = await aPull(scene);
    await scene.github.convertToDraft(turned, "alice");
    const draft = await agentOpens(scene, { branch: "copilot/other", files: { "src/cart/x.ts": "export {};\n" } });
    await scene.github.convertToDraft(draft, "alice");
    await scene.settle();
    expect(asked(turned)).toEqual([]);
    expect(asked(draft)).toEqual([]);
  });

  it("is whom somebody has asked on GitHub already, if they may review", async () => {
    scene.github.webhooks.pause();
    await scene.buildShop();
    const pull = await agentOpens(scene);
    await scene.github.requestReviewers(pull, "alice", ["maya"]);
    ciPasses(scene, pull);
    scene.github.webhooks.release();
    await scene.settle();

    expect(asked(pull)).toEqual(["maya"]);
    expect(rowOf(scene, pull)).toMatch(/^`maya`, since .*: was asked on GitHub already/);
  });

  it("is nobody new once somebody has begun, and nobody at all once the review is there", async () => {
    const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" });
    await reviews(scene, pull, "robin");

    expect(scene.check(pull).conclusion).toBe("success");
    expect(asked(pull)).toEqual([]);
    expect(rowOf(scene, pull)).toBe("Before: `robin` reviewed.");
  });

  it("is said to be nobody, with the reason and the way on, where nobody is suitable", async () => {
    const pull = await aPull(scene, policy("reviewers: { teams: [acme/nobody] }\n"));

    expect(asked(pull)).toEqual([]);
    expect(rowOf(scene, pull)).toMatch(
      /^nobody since .*, because nobody with the right to review is known\. To go on: /,
    );
  });
});

describe("a panel", () => {
  it("is asked one after the other: an expert first, the second only after the first is sealed", async () => {
    await scene.buildShop({ "src/auth/login.ts": "export {};\n" });
    const { organization } = scene;
    scene.github.createTeam(organization, "security", ["sam"]);
    const experts = `reviewers: { experts: [{ paths: ["src/auth/**"], teams: [${organization}/security] }] }\n`;
    await scene.github.commit(scene.repo, "main", { author: "ada", files: policy(experts) });
    const pull = await agentOpens(scene, STAKES);
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.json(pull).tier).toBe("high-stakes");
    expect(theOneAsked(pull)).toBe("sam");
    expect(rowOf(scene, pull)).toMatch(/^`sam` \(first of two\), since .*is in `acme\d+\/security`/);

    await sealsReview(scene, pull, "sam");

    const second = theOneAsked(pull);
    expect(second).not.toBe("sam");
    expect(rowOf(scene, pull)).toMatch(new RegExp(`^\`${second}\` \\(second of two\\), .*Before: \`sam\` reviewed`));

    await sealsReview(scene, pull, second, { form: SECOND_FORM });

    expect(scene.check(pull).conclusion).toBe("success");
    expect(asked(pull)).toEqual([]);
  });

  it("shows the same whatever the sealed verdict is", async () => {
    const seen: string[][] = [];
    for (const verdict of ["approve", "reject"] as const) {
      const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" }, STAKES);
      await sealsReview(scene, pull, "robin", { verdict });
      seen.push([theOneAsked(pull), rowOf(scene, pull).replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "then")]);
    }

    expect(seen[0]).toEqual(seen[1]);
  });
});

describe("handing back", () => {
  it("asks the next one, never somebody who was asked before, and keeps the reason out of the records", async () => {
    const pull = await aPull(scene);
    const first = theOneAsked(pull);
    const reply = await say(scene, pull, first, "/countersign reassign I do not know this part of the code");

    expect(reply).toContain("**You are not asked any more.**");
    const second = theOneAsked(pull);
    expect(second).not.toBe(first);
    expect(rowOf(scene, pull)).toContain(`Before: \`${first}\` handed back.`);

    for (let again = 0; again < 4; again++) {
      const [current] = asked(pull);
      if (current !== undefined)
        await say(scene, pull, current, "/countersign reassign I do not know this part either");
    }
    expect(asked(pull)).toEqual([]);
    expect(rowOf(scene, pull)).toMatch(/5 were asked about this version before/);
  });

  it.each([
    ["the operator", "alice", "/countersign reassign somebody else should do this one", /set the agent to work/],
    ["somebody without the right", "zoe", "/countersign reassign somebody else should do this one", /maintain/],
  ])("is refused to %s", async (_who, login, text, reason) => {
    const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" });

    expect(await say(scene, pull, login, text)).toMatch(reason);
    expect(asked(pull)).toEqual(["robin"]);
  });

  it("needs a reason", async () => {
    const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" });

    expect(await say(scene, pull, "robin", "/countersign reassign")).toMatch(/expected a reason/i);
    expect(asked(pull)).toEqual(["robin"]);
  });
});

describe("out of office", () => {
  it("is said with a command, holds in every repository, and ends with another", async () => {
    const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" });
    const reply = await say(scene, pull, "robin", "/countersign away 3d");
    expect(reply).toMatch(/\*\*You are away until .* UTC\*\*.*somebody else now/s);
    expect(asked(pull)).not.toContain("robin");

    const later = await agentOpens(scene, { branch: "copilot/b", files: { "src/cart/total.ts": "export {};\n" } });
    await scene.settle();
    expect(asked(later)).toHaveLength(1);
    expect(asked(later)).not.toContain("robin");

    await say(scene, pull, "robin", "/countersign back");
    const last = await agentOpens(scene, {
      branch: "copilot/c",
      files: { "src/cart/total.ts": "export const c = 1;\n" },
    });
    await scene.settle();
    expect(asked(last)).toEqual(["robin"]);
  });

  it("is listed in a file, and a broken file is told of and takes nobody out", async () => {
    const owned = { CODEOWNERS: "* @robin\n" };
    const listed = await aPull(scene, {
      ...owned,
      ".github/countersign-away.yml": "away: [{ login: Robin, until: 2999-01-01 }]\n",
    });
    expect(asked(listed)).toHaveLength(1);
    expect(asked(listed)).not.toContain("robin");

    const broken = await aPull(scene, {
      ...owned,
      ".github/countersign-away.yml": "away:\n  - login: robin\n    till: soon\n",
    });
    expect(asked(broken)).toEqual(["robin"]);
    expect(rowOf(scene, broken)).toMatch(/countersign-away\.yml` was not used: line 2 is not as expected/);
  });
});

it("asks whoever was asked about the version before, when the agent pushes", async () => {
  const pull = await aPull(scene, { CODEOWNERS: "* @robin\n" });
  const before = rowOf(scene, pull);

  await scene.github.pushTo(pull, { author: "Copilot", files: { "src/cart/total.ts": DISCOUNT_V2 } });
  ciPasses(scene, pull);
  await scene.settle();

  expect(asked(pull)).toEqual(["robin"]);
  expect(rowOf(scene, pull)).not.toBe(before);
  expect(rowOf(scene, pull)).toMatch(/^`robin`, since/);
});

it("neither fails nor delays the gate when the lists of people cannot be read", async () => {
  scene.github.fail({ path: /\/collaborators$/, status: 502, times: 1000 });
  const pull = await aPull(scene);

  expect(scene.check(pull)).toMatchObject({ status: "in_progress" });
  expect(asked(pull)).toEqual([]);
  scene.github.clearFaults();
  await scene.app.retryNow();
  await scene.settle();
  expect(asked(pull)).toHaveLength(1);
});
