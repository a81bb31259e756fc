// What whoever had a hand in a change does to look validated: the checks are green only by the word of others.
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  scene.github.createBot("jenkins");
});

afterEach(() => {
  scene.github.clearFaults();
  expect(scene.github.violations).toEqual([]);
});

afterAll(() => scene.close());

/** A change to a document, which needs nothing but green checks. */
async function aHarmlessPull(validation: string): Promise<Pull> {
  await scene.buildShop({ ".github/countersign.yml": `version: 1\nvalidation:\n${validation}` });
  const pull = await agentOpens(scene, { files: { "docs/guide.md": "Hello!\n" } });
  await scene.settle();
  return pull;
}

async function reports(pull: Pull, creator: string, context = "build"): Promise<void> {
  await scene.github.setStatus(pull.repo, pull.head.sha, context, "success", { creator });
  await scene.settle();
}

describe("validation that is reported by those who made the change", () => {
  it.each(["alice", "Copilot"])("is not the required check when %s reports it while CI is silent", async (who) => {
    const pull = await aHarmlessPull("  required: [build]\n");

    await reports(pull, who);

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.requirement(pull, "validation_green")).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining(`\`build\` was reported by \`${who}\``),
    });

    ciPasses(scene, pull, "build");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("is nothing that passed where no check is required by name", async () => {
    const pull = await aHarmlessPull("  required: []\n");

    await reports(pull, "alice", "anything");
    expect(scene.check(pull).conclusion).toBeNull();

    await reports(pull, "jenkins[bot]", "ci");
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("takes the green away that CI had given, when it is reported over CI's", async () => {
    const pull = await aHarmlessPull("  required: [build]\n");
    await reports(pull, "jenkins[bot]");
    expect(scene.check(pull).conclusion).toBe("success");

    await reports(pull, "alice");

    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("is as little by REST, when GraphQL is down", async () => {
    const pull = await aHarmlessPull("  required: [build]\n");
    scene.github.fail({ path: /graphql/, status: 502, times: 500 });

    await reports(pull, "alice");

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.requirement(pull, "validation_green").detail).toContain("`build` was reported by `alice`");
  });

  it("is no report of the App that the check is bound to", async () => {
    const pull = await aHarmlessPull("  required: [{ name: build, app: github-actions }]\n");

    await reports(pull, "robin");
    await reports(pull, "jenkins[bot]");
    expect(scene.check(pull).conclusion).toBeNull();

    ciPasses(scene, pull, "build");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("is of no kind that is expected", async () => {
    const pull = await aHarmlessPull("  expect: [lint, security]\n");
    ciPasses(scene, pull, "CI / eslint (20)");
    await scene.settle();
    await reports(pull, "alice", "security scan");
    expect(scene.check(pull).conclusion).toBeNull();

    scene.github.reportCheck(pull.repo, pull.head.sha, "CodeQL", "success", "github-advanced-security");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
  });
});
