// Whoever writes a command has its answer, whatever GitHub fails at meanwhile.
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop());

afterEach(() => {
  scene.github.clearFaults();
  expect(scene.github.violations).toEqual([]);
});

afterAll(() => scene.close());

describe("a command is answered within a minute of GitHub answering again", () => {
  const MANY = 1_000;
  const permission = { method: "GET", path: /\/collaborators\/ada\/permission$/ };

  it.each([
    ["its author's permission cannot be read", [{ ...permission, status: 403, times: MANY }]],
    ["GitHub says once that its author is nobody", [{ ...permission, status: 404 }]],
    ["its origin cannot be read", [{ method: "GET", path: /\/issues\/comments\/\d+$/, status: 403, times: MANY }]],
    [
      "a page of a proxy takes the place of the reaction",
      [{ method: "POST", path: /\/reactions$/, status: 200, body: "<html>Sign in</html>", times: MANY }],
    ],
    ["the comment to react to seems to be gone", [{ method: "POST", path: /\/reactions$/, status: 404, times: MANY }]],
    ["the check cannot be written", [{ method: "PATCH", path: /\/check-runs\//, status: 502, times: MANY }]],
  ])("although %s", async (_name, faults) => {
    const pull = await agentOpens(scene);
    await scene.settle();
    for (const fault of faults) scene.github.fail(fault);
    const comment = scene.github.comment(pull, "ada", "/countersign override the shop is down, this is the fix");
    await scene.settle();

    scene.github.clearFaults();
    scene.advance(60);
    await scene.settle();

    expect(comment.reactions.map(({ content }) => content)).toEqual(["+1"]);
    expect(scene.replies(pull).filter((body) => body.includes("overridden"))).toHaveLength(1);
    const issues = [...scene.github.world.repository(scene.repo).issues.values()];
    expect(issues.filter(({ title }) => title.includes("overridden"))).toHaveLength(1);
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("although somebody deleted the briefing", async () => {
    const pull = await agentOpens(scene);
    await scene.settle();
    const briefing = pull.comments.find(({ body }) => body.includes("countersign:briefing"));
    if (briefing) scene.github.deleteComment(briefing, "alice");
    await scene.settle();
    scene.github.comment(pull, "ada", "/countersign override the shop is down, this is the fix");
    await scene.settle();

    expect(scene.replies(pull).filter((body) => body.includes("overridden"))).toHaveLength(1);
    expect(scene.briefings(pull)).toHaveLength(1);
  });
});
