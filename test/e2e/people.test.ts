// Nobody is pushed off a panel by a text, and an operator whom nobody knows is not taken for none.
import { agentChangesLogin, LOGIN, SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop({ "src/auth/login.ts": LOGIN }));

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

const UNSIGNED =
  "```countersign\nagent: copilot\nintent: Refuse to sign anybody in whose stored hash is empty.\ncontext: []\n```\n";
const ISSUE = "Nobody whose stored hash is empty may sign in. The answer is the one for a wrong password.";

const THIRD_FORM = SECOND_FORM.replaceAll("hash", "digest of the password").replaceAll("verify", "the comparison");

/** robin refused the change, sealed; then its author names them as operator. */
async function aPullThatNamesItsReviewer() {
  const pull = await agentChangesLogin(scene);
  await sealsReview(scene, pull, "robin", { verdict: "reject" });
  expect(scene.check(pull).title).toContain("1 of 2 blind reviews");

  await scene.github.editPull(pull, "Copilot", { body: pull.body.replace("operator: alice", "operator: robin") });
  await scene.settle();

  expect(scene.check(pull).conclusion).toBeNull();
  expect(scene.requirement(pull, "facts_complete")).toMatchObject({
    status: "unsatisfied",
    who: "maintainer",
    detail: expect.stringContaining("`@robin` is named as operator since their review began"),
  });
  expect(scene.requirement(pull, "blind_reviews").detail).toContain("1 of 2 blind reviews");
  expect(scene.replies(pull).at(-1)).toContain("@robin, since you began your review");
  return pull;
}

it("keeps the seat of a reviewer whom the description names, until a maintainer calls that wrong", async () => {
  const pull = await aPullThatNamesItsReviewer();
  await sealsReview(scene, pull, "sam", { form: SECOND_FORM });
  expect(scene.replies(pull).join("\n")).toContain("⛔ Refused by `robin`");
  expect(scene.check(pull).conclusion).not.toBe("success");

  scene.github.comment(pull, "maya", "/countersign waive facts_complete:@robin Robin only reads it, I asked them.");
  await scene.settle();

  expect(scene.requirement(pull, "facts_complete").status).toBe("waived");
  expect(scene.requirement(pull, "agreement").status).toBe("unsatisfied");
  expect(scene.replies(pull).at(-1)).toContain("@robin, your seat stands");
});

it("frees the seat where a maintainer finds it true, and shows the refusal of whoever sat there", async () => {
  const pull = await aPullThatNamesItsReviewer();

  scene.github.comment(pull, "maya", "/countersign exclude @robin Robin asked the agent for this in the chat.");
  await scene.settle();

  expect(scene.requirement(pull, "facts_complete").status).toBe("satisfied");
  expect(scene.check(pull).title).toContain("0 of 2 blind reviews");
  expect(scene.check(pull).summary).toContain("`robin`: sealed a review, but");
  await sealsReview(scene, pull, "sam", { form: SECOND_FORM });
  await sealsReview(scene, pull, "ines", { form: THIRD_FORM });

  expect(scene.check(pull).conclusion).toBe("success");
  expect(scene.replies(pull).join("\n")).toContain("⛔ Refused by `robin` · not counted");
});

it("holds a bot's pull request as long as nobody is known to have set it to work", async () => {
  const issue = scene.github.createIssue({ repo: scene.repo, author: "ines", title: "Empty hash", body: ISSUE });
  const pull = await agentChangesLogin(scene, { body: `${UNSIGNED}\nFixes #${issue.number}\n` });
  const { facts, who } = { facts: () => scene.requirement(pull, "facts_complete"), who: () => scene.json(pull).agent };
  expect(facts()).toMatchObject({ status: "unsatisfied", who: "maintainer" });
  expect(facts().detail).toContain("nobody is known to have set the agent to work");
  expect(scene.briefings(pull)[0]).toContain("nobody is known to have set it to work");

  scene.github.comment(pull, "maya", "/countersign waive facts_complete:operator @alice asked for it in the chat.");
  await scene.settle();
  expect(facts().status).toBe("waived");
  expect(scene.briefings(pull)[0]).toContain("set to work by `alice`");
  scene.github.comment(pull, "alice", "/countersign start");
  await scene.settle();
  expect(scene.replies(pull).at(-1)).toContain("set the agent to work, says a waiver");

  // What GitHub shows needs no maintainer: who assigned the agent to the issue, and who is assigned to the pull request.
  await scene.github.assign(issue, "sam", "Copilot");
  await scene.github.assign(pull, "Copilot", "robin");
  await scene.settle();
  expect(who()).toMatchObject({ operator: ["robin", "sam"] });
  await scene.github.unassign(pull, "robin", "robin");
  await scene.settle();
  scene.github.comment(pull, "robin", "/countersign start");
  await scene.settle();
  expect(scene.replies(pull).at(-1)).toContain("`robin` set the agent to work");
});
