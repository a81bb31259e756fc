// Who reviews, and what is done to a review afterwards: no text of the agent's and no act of somebody else may turn a refusal
// or an involved person's approval into success.
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import {
  ANOTHER_GOOD_FORM,
  ASKS_NOBODY,
  agentOpens,
  ciPasses,
  DISCOUNT,
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
});

afterAll(() => scene.close());

async function aWaitingPull(): Promise<Pull> {
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

async function pushes(pull: Pull, commit: Parameters<Scene["github"]["pushTo"]>[1]): Promise<void> {
  scene.advance(5);
  await scene.github.pushTo(pull, { message: "Go on", ...commit });
  ciPasses(scene, pull);
  await scene.settle();
}

function lastComment(pull: Pull, login: string) {
  const found = pull.comments.filter(({ author }) => author?.login === login).at(-1);
  if (found === undefined) throw new Error(`${login} wrote nothing`);
  return found;
}

const noreply = (login: string) => `${scene.github.world.account(login).id}+${login}@users.noreply.github.com`;

describe("a rejection", () => {
  async function aRefusedPull(): Promise<Pull> {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin", { verdict: "reject" });
    await reviews(scene, pull, "sam", { form: ANOTHER_GOOD_FORM });
    expect(scene.check(pull).conclusion).toBe("failure");
    return pull;
  }

  it("stands when the agent names the reviewer as its operator afterwards", async () => {
    const pull = await aRefusedPull();

    await scene.github.editPull(pull, "Copilot", { body: pull.body.replace("operator: alice", "operator: robin") });
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("failure");
  });

  it("stands when an empty commit names the reviewer as its co-author", async () => {
    const pull = await aRefusedPull();

    await pushes(pull, {
      files: {},
      message: `Polish\n\nco-authored-by: R <${noreply("robin").toUpperCase()}>`,
      author: "Copilot",
    });

    expect(scene.check(pull).conclusion).toBe("failure");
  });

  it("stands when the comment is deleted, and the approval of the other does not turn it", async () => {
    const pull = await aRefusedPull();

    scene.github.deleteComment(lastComment(pull, "robin"), "alice");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("failure");
  });

  it("ends with the reviewer's right to review", async () => {
    const pull = await aRefusedPull();

    scene.github.setPermission(scene.repo, "robin", "read");
    scene.github.comment(pull, "ines", "/countersign recheck");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("by another person withdraws the success that an approval gave", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBe("success");

    await reviews(scene, pull, "sam", { form: ANOTHER_GOOD_FORM, verdict: "reject" });

    expect(scene.check(pull).conclusion).toBe("failure");
  });
});

describe("who had a hand in the change", () => {
  it.each([
    ["authored a later commit that changes nothing", () => ({ author: "robin" })],
    [
      "is a co-author in capitals of a later commit",
      () => ({ author: "Copilot", message: `Go on\n\nCO-AUTHORED-BY: x <${noreply("robin").toUpperCase()}>` }),
    ],
    [
      "is a co-author under the older address",
      () => ({ author: "Copilot", message: "Go on\n\nCo-authored-by: Robin <robin@users.noreply.github.com>" }),
    ],
    ["pushed last, under the agent's name", () => ({ author: "Copilot", by: "robin" })],
  ])("stops counting: %s", async (_name, commit) => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBe("success");

    await pushes(pull, { files: {}, ...commit() });

    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it.each(["before the squash is pushed", "only when it is gone"])(
    "stays an author when the commit is squashed away, looked at %s",
    async (looked) => {
      const pull = await agentOpens(scene);
      await scene.settle();
      const isSeen = looked === "before the squash is pushed";
      if (!isSeen) scene.github.webhooks.pause();
      const message = `Go on\n\nCo-authored-by: Robin <${noreply("robin")}>`;
      await scene.github.pushTo(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot", message });
      if (isSeen) await scene.settle();
      const squashed = await scene.github.commit(scene.repo, "squashed", {
        files: { "src/cart/total.ts": DISCOUNT_V2 },
        author: "Copilot",
      });
      await scene.github.forcePush(scene.repo, pull.head.ref, squashed, "Copilot");
      if (!isSeen) scene.github.webhooks.release();
      ciPasses(scene, pull);
      await scene.settle();

      await reviews(scene, pull, "robin");
      expect(scene.check(pull).conclusion).not.toBe("success");
      expect(scene.replies(pull).join("\n")).toContain("since rewritten");

      await reviews(scene, pull, "sam", { form: ANOTHER_GOOD_FORM });
      expect(scene.check(pull).conclusion).toBe("success");
    },
  );

  it("does not stop being the last pusher when somebody else closes and reopens", async () => {
    const pull = await aWaitingPull();
    await pushes(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot", by: "robin" });

    await scene.github.closePull(pull, "alice");
    await scene.settle();
    scene.advance(5);
    await scene.github.reopenPull(pull, "alice");
    await scene.settle();
    await reviews(scene, pull, "robin");

    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("does not stop being the last pusher when an older push is told late", async () => {
    const pull = await agentOpens(scene);
    await scene.settle();
    scene.github.webhooks.pause();
    await pushes(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot" });
    await pushes(pull, { files: { "src/cart/total.ts": DISCOUNT }, author: "Copilot", by: "robin" });
    scene.github.webhooks.release({ order: "reversed" });
    await scene.settle();

    await reviews(scene, pull, "robin");

    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

describe("a reviewer's account", () => {
  it("counts on under a new name, and nobody who takes the old one inherits it", async () => {
    const login = `nina${scene.organization}`;
    scene.github.createUser(login);
    scene.github.setPermission(scene.repo, login, "write");
    const pull = await aWaitingPull();
    await reviews(scene, pull, login);
    expect(scene.check(pull).conclusion).toBe("success");

    scene.github.renameUser(login, `${login}-new`);
    scene.github.comment(pull, "ines", "/countersign recheck");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");

    scene.github.setPermission(scene.repo, `${login}-new`, "none");
    scene.github.createUser(login);
    scene.github.setPermission(scene.repo, login, "admin");
    scene.github.comment(pull, "sam", "/countersign recheck");
    await scene.settle();
    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("stops counting when it leaves the policy's team", async () => {
    scene.github.createTeam(scene.organization, "shop-reviewers", ["robin"]);
    await scene.github.commit(scene.repo, "main", {
      files: {
        ".github/countersign.yml": `version: 1\nreviewers:\n  teams: ["${scene.organization}/shop-reviewers"]\n`,
      },
      message: "Policy",
      author: "ada",
    });
    const pull = await aWaitingPull();
    await reviews(scene, pull, "sam", { form: ANOTHER_GOOD_FORM });
    expect(scene.check(pull).conclusion).toBeNull();
    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBe("success");

    scene.github.removeMember(`${scene.organization}/shop-reviewers`, "robin");
    scene.github.comment(pull, "ines", "/countersign recheck");
    await scene.settle();

    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("does not count while its permission cannot be read", async () => {
    const pull = await aWaitingPull();
    scene.github.fail({ method: "GET", path: /\/collaborators\/robin\/permission$/, status: 500, times: 1000 });
    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).not.toBe("success");
    scene.github.clearFaults();
  });
});

describe("one person with two comments", () => {
  it("has one verdict, the later", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    await reviews(scene, pull, "robin", { form: ANOTHER_GOOD_FORM, verdict: "reject" });
    expect(scene.check(pull).conclusion).toBe("failure");

    scene.github.deleteComment(lastComment(pull, "robin"), "robin");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("failure");
  });
});

describe("an accepted comment", () => {
  const rewrites = async (comment: ReturnType<typeof lastComment>, verdict: string, editor = "robin") => {
    scene.github.editComment(comment, editor, `/countersign ${verdict}\n\n${GOOD_FORM}`);
    await scene.settle();
  };

  it("follows its author from approve to reject and back, with a start of its own for each", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    const comment = lastComment(pull, "robin");

    for (const [verdict, conclusion] of [
      ["reject", "failure"],
      ["approve", "success"],
    ] as const) {
      scene.advance(5);
      scene.github.comment(pull, "robin", "/countersign start");
      await scene.settle();
      scene.advance(120);
      await rewrites(comment, verdict);
      expect(scene.check(pull).conclusion).toBe(conclusion);
    }
  });

  it.each([
    ["an approval is gone", "approve", ["reject", "approve"], null],
    ["a rejection stands", "reject", ["approve", "reject", "approve"], "failure"],
  ] as const)("does not follow an edit without a start of its own: %s", async (_, given, edits, conclusion) => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin", { verdict: given });
    const comment = lastComment(pull, "robin");

    for (const verdict of edits) {
      scene.advance(5);
      await rewrites(comment, verdict);
      expect(scene.check(pull).conclusion).toBe(conclusion);
    }
  });

  it("is gone also when its author edits it within one second", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");

    await rewrites(lastComment(pull, "robin"), "reject");

    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("stays the review that it is when its author mends the white space", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    const before = scene.replies(pull).length;

    scene.advance(5);
    const spaced = `/countersign approve\n\n\n${GOOD_FORM.replaceAll("\n", "  \n")}`;
    scene.github.editComment(lastComment(pull, "robin"), "robin", spaced);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
    expect(scene.replies(pull)).toHaveLength(before);
  });

  it("is void once somebody else edits it, also within one second", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");

    scene.github.editComment(lastComment(pull, "robin"), "sam", `/countersign approve\n\n${GOOD_FORM} `);
    await scene.settle();

    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("is gone after thirty rapid edits, with one reply for each that was seen", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    const comment = lastComment(pull, "robin");

    for (let edit = 1; edit <= 30; edit++) {
      scene.advance(1);
      const verdict = edit % 2 === 0 ? "reject" : "approve";
      scene.github.editComment(comment, "robin", `/countersign ${verdict}\n\n${GOOD_FORM}`);
    }
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
    const markers = scene.replies(pull).map((body) => body.split("\n", 1)[0]);
    expect(new Set(markers).size).toBe(markers.length);
  });

  it("counts no more when it is deleted", async () => {
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");

    scene.github.deleteComment(lastComment(pull, "robin"), "sam");
    await scene.settle();

    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

it("takes back a native approval that is dismissed or edited by somebody else", async () => {
  const pull = await aWaitingPull();
  scene.github.comment(pull, "robin", "/countersign start");
  await scene.settle();
  scene.advance(120);
  const review = await scene.github.submitReview(pull, "robin", "APPROVED", GOOD_FORM);
  await scene.settle();
  expect(scene.check(pull).conclusion).toBe("success");

  scene.advance(5);
  await scene.github.dismissReview(review, "alice");
  await scene.settle();

  expect(scene.check(pull).conclusion).not.toBe("success");
});

it("refuses the commands of Apps, bots and deleted accounts", async () => {
  const pull = await aWaitingPull();
  scene.github.createBot(`helper-${scene.organization}`);
  scene.github.setPermission(scene.repo, `helper-${scene.organization}[bot]`, "admin");
  scene.github.comment(pull, "ada", "/countersign override the fix has to go out right now", {
    viaApp: `tool-${scene.organization}`,
  });
  scene.github.comment(
    pull,
    `helper-${scene.organization}[bot]`,
    "/countersign override the fix has to go out right now",
  );
  await scene.settle();

  expect(scene.check(pull).conclusion).toBeNull();
  expect(scene.replies(pull)).toHaveLength(2);
});
