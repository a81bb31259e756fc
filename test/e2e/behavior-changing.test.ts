// The main job: an agent's change of behavior is held until a real review by an independent person is in.

import { type Scene, startScene } from "./support/scene.js";
import {
  ANOTHER_GOOD_FORM,
  ASKS_NOBODY,
  agentOpens,
  ciPasses,
  DISCOUNT_V2,
  GOOD_FORM,
  reviews,
} from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop(ASKS_NOBODY));

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

/** As the agent states it. */
const INTENT = "Give a discount of ten percent on carts above one hundred euros.";
const ADDRESS = "https://ci.example/runs/12345678/attempts/1";

async function anOpenPull() {
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

it("waits for a review when checks are green, and turns green after a good one", async () => {
  const pull = await anOpenPull();

  expect(scene.check(pull)).toMatchObject({ status: "in_progress", conclusion: null });
  expect(scene.json(pull)).toMatchObject({
    countersign: 1,
    tier: "behavior-changing",
    head_sha: pull.head.sha,
    conclusion: null,
    agent: { name: "copilot", operator: ["alice"] },
  });
  expect(scene.briefings(pull)).toHaveLength(1);

  await reviews(scene, pull, "robin");

  expect(scene.check(pull)).toMatchObject({ status: "completed", conclusion: "success" });
  expect(scene.requirement(pull, "structured_review").status).toBe("satisfied");
  expect(scene.briefings(pull)).toHaveLength(1);
});

it("says what is missing while the repository's own checks have not reported", async () => {
  const pull = await agentOpens(scene);
  await scene.settle();

  expect(scene.requirement(pull, "validation_green").status).toBe("unsatisfied");
  expect(scene.check(pull).conclusion).toBeNull();

  scene.github.reportCheck(scene.repo, pull.head.sha, "test", "failure");
  await scene.settle();

  expect(scene.check(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
});

it("refuses when a person refused, and lets the same person change their mind", async () => {
  const pull = await anOpenPull();

  await reviews(scene, pull, "robin", { verdict: "reject" });
  expect(scene.check(pull).conclusion).toBe("failure");

  await reviews(scene, pull, "robin", { verdict: "approve" });
  expect(scene.check(pull).conclusion).toBe("success");
});

describe("a review that is none", () => {
  it.each([
    ["LGTM in every field", GOOD_FORM.replace(/^[A-Z].*$/gm, "LGTM"), 120, /Intent.*stock phrase/is],
    [
      "LGTM spaced out and in other letters",
      GOOD_FORM.replace(/^[A-Z].*$/gm, "l o o k s  gооd, ＬＧＴＭ"),
      120,
      /stock phrase/i,
    ],
    ["a picture in a field", GOOD_FORM.replace(/^- floating.*$/m, `- ![a cent too much](${ADDRESS})`), 120, /Risks/],
    ["an address in a field", GOOD_FORM.replace(/^- floating.*$/m, `- ${ADDRESS}`), 120, /Risks/],
    [
      "the intent with its letters apart",
      GOOD_FORM.replace(/^Carts.*$/m, [...INTENT].join(" ")),
      120,
      /copy of the agent/,
    ],
    [
      "the intent in other letters",
      GOOD_FORM.replace(/^Carts.*$/m, INTENT.replaceAll("o", "о")),
      120,
      /copy of the agent/,
    ],
    ["half a form", "### Intent\nCarts above one hundred get ten percent off.\n", 120, /tests/i],
    ["a good form after twelve seconds", GOOD_FORM, 12, /90|seconds/i],
    ["two Intent headings", `${GOOD_FORM}\n### Intent\nSomething else that is long enough to count.\n`, 120, /intent/i],
    ["a form inside a code fence", `\`\`\`\n${GOOD_FORM}\n\`\`\``, 120, /intent/i],
  ])("is refused with its reason: %s", async (_name, form, seconds, reason) => {
    const pull = await anOpenPull();

    await reviews(scene, pull, "robin", { form, seconds });

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.requirement(pull, "structured_review").status).toBe("unsatisfied");
    expect(scene.replies(pull).at(-1)).toMatch(reason);
    const comment = pull.comments.findLast(({ author }) => author?.login === "robin");
    expect(comment?.reactions.map(({ content }) => content)).toEqual(["confused"]);
  });

  it.each([
    ["the operator", "alice", /operator|set .* to work/i],
    ["somebody with read access", "zoe", /permission|write/i],
  ])("is refused at start: %s", async (_name, login, reason) => {
    const pull = await anOpenPull();

    scene.github.comment(pull, login, "/countersign start");
    await scene.settle();

    expect(scene.replies(pull).at(-1)).toMatch(reason);
  });

  it("is a native approval without the form: it is answered once and listed as not counted", async () => {
    const pull = await anOpenPull();

    await scene.github.submitReview(pull, "robin", "APPROVED", "LGTM");
    await scene.settle();
    scene.github.comment(pull, "sam", "nice");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.replies(pull).filter((body) => body.includes("### Intent"))).toHaveLength(1);
    expect(scene.check(pull).summary).toMatch(/robin/);
  });

  it("is a bot's, or one that an App wrote in a person's name", async () => {
    const pull = await anOpenPull();
    scene.github.comment(pull, "robin", "/countersign start", { viaApp: "some-assistant" });
    scene.github.comment(pull, "Copilot", "/countersign start");
    await scene.settle();
    scene.advance(120);

    scene.github.comment(pull, "robin", `/countersign approve\n${GOOD_FORM}`);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
  });
});

it("counts a native approval whose body is the form", async () => {
  const pull = await anOpenPull();
  scene.github.comment(pull, "robin", "/countersign start");
  await scene.settle();
  scene.advance(120);

  await scene.github.submitReview(pull, "robin", "APPROVED", GOOD_FORM);
  await scene.settle();

  expect(scene.check(pull).conclusion).toBe("success");
});

it("keeps a review over a clean rebase and asks again after new code", async () => {
  const pull = await anOpenPull();
  await reviews(scene, pull, "robin");
  await scene.github.commit(scene.repo, "main", {
    files: { "docs/other.md": "x\n" },
    message: "Elsewhere",
    author: "ines",
  });
  await scene.github.rebase(scene.repo, pull.head.ref, "main", "Copilot");
  ciPasses(scene, pull);
  await scene.settle();

  expect(scene.check(pull).conclusion).toBe("success");

  await scene.github.pushTo(pull, {
    files: { "src/cart/total.ts": DISCOUNT_V2 },
    message: "Round the discount",
    author: "Copilot",
    by: "Copilot",
  });
  ciPasses(scene, pull);
  await scene.settle();

  expect(scene.check(pull).conclusion).toBeNull();
  expect(scene.check(pull).summary).toMatch(/robin.*earlier|earlier.*robin/is);
});

it("does not count whoever committed to the pull request, nor a reviewer who lost access", async () => {
  const pull = await anOpenPull();
  await reviews(scene, pull, "robin");
  expect(scene.check(pull).conclusion).toBe("success");

  scene.github.setPermission(scene.repo, "robin", "read");
  scene.github.comment(pull, "sam", "/countersign recheck");
  await scene.settle();

  expect(scene.check(pull).conclusion).toBeNull();
  expect(scene.check(pull).summary).toMatch(/robin/);
});

it("voids a review whose comment somebody else edited, and one that was deleted", async () => {
  const pull = await anOpenPull();
  await reviews(scene, pull, "robin");
  const approval = pull.comments.findLast(({ author }) => author?.login === "robin");
  if (approval === undefined) throw new Error("no approval");

  scene.github.editComment(approval, "maya", `${approval.body}\n`);
  await scene.settle();
  expect(scene.check(pull).conclusion).toBeNull();

  await reviews(scene, pull, "sam", { form: ANOTHER_GOOD_FORM });
  expect(scene.check(pull).conclusion).toBe("success");
  const second = pull.comments.findLast(({ author }) => author?.login === "sam");
  if (second === undefined) throw new Error("no approval");
  scene.github.deleteComment(second, "sam");
  await scene.settle();
  expect(scene.check(pull).conclusion).toBeNull();
});
