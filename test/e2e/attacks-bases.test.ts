// A commit is made to turn green on the way to a branch that its author owns, and then aimed at one that is gated.
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import { ASKS_NOBODY, agentOpens, ciPasses, reviews, STATEMENT } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

afterEach(() => {
  scene.github.webhooks.release();
  expect(scene.github.violations).toEqual([]);
});

afterAll(() => scene.close());

const EVIL = "export const login = (user: string) => user.length > 0;\n";
const POLICY = (text: string) => ({ ".github/countersign.yml": `version: 1\nreviewers:\n  assign: never\n${text}` });

/** Every run of ours on a commit, as `name: conclusion`; the newest of a name is what GitHub goes by. */
function runsOn(sha: string): string[] {
  return scene.github
    .checkRuns(scene.repo, sha)
    .filter(({ app }) => app.slug === "countersign")
    .map(({ name, conclusion }) => `${name}: ${conclusion}`)
    .sort();
}

/** Was a success under the name that rules require ever written, for however short a time? */
const wasEverGreen = () =>
  scene.github
    .findRequests({ path: /check-runs/ })
    .map(({ body }) => body as { name?: string; conclusion?: string } | null)
    .some((body) => body?.name === "countersign" && body.conclusion === "success");

async function opens(head: string, base: string): Promise<Pull> {
  const pull = await scene.github.openPull({ repo: scene.repo, head, base, author: "Copilot", body: STATEMENT });
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

/** `stage` holds the evil commit already; `copilot/x` adds one line of prose to it. */
async function evilOnStage(): Promise<void> {
  await scene.github.createBranch(scene.repo, "stage");
  const change = { author: "Copilot", by: "Copilot" };
  await scene.github.commit(scene.repo, "stage", { files: { "src/auth/login.ts": EVIL }, message: "Login", ...change });
  await scene.github.createBranch(scene.repo, "copilot/x", "stage");
  await scene.github.commit(scene.repo, "copilot/x", {
    files: { "docs/guide.md": "Hi.\n" },
    message: "Prose",
    ...change,
  });
}

describe("a branch without a gate", () => {
  beforeEach(async () => {
    await scene.buildShop(ASKS_NOBODY);
    await evilOnStage();
    scene.github.clearRequests();
  });

  it("turns no commit green, and neither does the way from it to a gated one", async () => {
    const first = await opens("copilot/x", "stage");
    const sha = first.head.sha;
    expect(runsOn(sha)).toEqual(["countersign (preview): success"]);

    const second = await opens("copilot/x", "main");
    expect(runsOn(sha)).toEqual(["countersign (preview): success", "countersign: null"]);

    await scene.github.mergePull(first, { by: "alice" });
    await scene.settle();
    await scene.github.closePull(second, "alice");
    await opens("copilot/x", "main");

    expect(wasEverGreen()).toBe(false);
    expect(scene.replies(first)).toEqual([]);
  });

  it("has no policy of its own", async () => {
    await scene.github.commit(scene.repo, "stage", {
      files: { ".github/countersign.yml": "version: 1\nmode: observe\nbranches: [stage]\n" },
      message: "Policy",
      author: "alice",
    });
    const pull = await agentOpens(scene);
    await scene.settle();
    await scene.github.retarget(pull, "stage", "alice");
    await scene.settle();
    expect(runsOn(pull.head.sha)).toEqual(["countersign (preview): null", "countersign: cancelled"]);

    await scene.github.retarget(pull, "main", "alice");
    await scene.settle();

    expect(runsOn(pull.head.sha)).toEqual(["countersign (preview): cancelled", "countersign: null"]);
    expect(wasEverGreen()).toBe(false);
  });
});

describe("a success for one gated branch", () => {
  beforeEach(async () => {
    await scene.buildShop(POLICY("branches: [stage]\n"));
    await scene.github.createBranch(scene.repo, "stage");
    await scene.github.commit(scene.repo, "stage", {
      files: POLICY("mode: observe\n"),
      message: "Policy",
      author: "ada",
    });
  });

  it("is taken back when the pull request is aimed at another, although GitHub answers nothing else", async () => {
    const pull = await agentOpens(scene);
    await scene.github.retarget(pull, "stage", "alice");
    await scene.settle();
    expect(runsOn(pull.head.sha)).toEqual(["countersign: success"]);

    scene.github.fail({ path: /graphql$/, status: 502, times: 1_000 });
    scene.github.fail({ method: "GET", path: /pulls/, status: 502, times: 1_000 });
    await scene.github.retarget(pull, "main", "alice");
    await scene.settle();
    scene.github.clearFaults();

    expect(runsOn(pull.head.sha)).toEqual(["countersign: cancelled"]);
  });

  it("does not outlive the merge, so that no other pull request from the commit is born green", async () => {
    const pull = await agentOpens(scene);
    await scene.github.retarget(pull, "stage", "alice");
    await scene.settle();
    await scene.github.mergePull(pull, { by: "alice" });
    await scene.settle();

    expect(runsOn(pull.head.sha)).toEqual(["countersign (merged): success"]);
  });

  it("is given by rules that require the check as well as by the policy", async () => {
    await scene.github.createBranch(scene.repo, "release");
    scene.github.requireChecks(scene.repo, "release", ["countersign"], scene.github.app.id);
    const pull = await agentOpens(scene, { branch: "copilot/ruled" });
    await scene.github.retarget(pull, "release", "alice");
    ciPasses(scene, pull);
    await scene.settle();
    await reviews(scene, pull, "robin");

    expect(runsOn(pull.head.sha)).toEqual(["countersign: success"]);
  });
});
