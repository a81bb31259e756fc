// What heads, bases, policies and other people's checks are made to do: a success never outlives what it was given for, and no
// check stays behind.
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import { ASKS_NOBODY, agentOpens, ciPasses, DISCOUNT, DISCOUNT_V2, reviews, STATEMENT } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop(ASKS_NOBODY));

afterEach(() => {
  scene.github.clearFaults();
  expect(scene.github.violations).toEqual([]);
});

afterAll(() => scene.close());

async function aWaitingPull(change: Parameters<typeof agentOpens>[1] = {}): Promise<Pull> {
  const pull = await agentOpens(scene, change);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

async function anApprovedPull(): Promise<Pull> {
  const pull = await aWaitingPull();
  await reviews(scene, pull, "robin");
  expect(scene.check(pull).conclusion).toBe("success");
  return pull;
}

async function basePolicy(branch: string, text: string | Buffer, mode?: string): Promise<void> {
  await scene.github.commit(scene.repo, branch, {
    files: { ".github/countersign.yml": text },
    ...(mode === undefined ? {} : { mode: { ".github/countersign.yml": mode } }),
    message: "Policy",
    author: "ada",
  } as Parameters<Scene["github"]["commit"]>[2]);
}

describe("a push after the review", () => {
  it("asks anew for another change, and not for the one that was reviewed", async () => {
    const pull = await anApprovedPull();
    const reviewed = pull.head.sha;

    await scene.github.pushTo(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot" });
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.check(pull).conclusion).toBeNull();

    await scene.github.forcePush(scene.repo, pull.head.ref, reviewed, "Copilot");
    await scene.settle();
    expect(pull.head.sha).toBe(reviewed);
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("does not keep a waiver or an override", async () => {
    await basePolicy("main", "version: 1\nsize:\n  max_changed_lines: 1\n");
    const pull = await aWaitingPull();
    scene.github.comment(pull, "maya", "/countersign waive reviewable_size it is one line, really");
    scene.github.comment(pull, "ada", "/countersign override production is down and this is the fix");
    await scene.settle();
    expect(scene.requirement(pull, "reviewable_size").status).toBe("waived");
    expect(scene.check(pull).conclusion).toBe("success");

    await scene.github.pushTo(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot" });
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.requirement(pull, "reviewable_size").status).toBe("unsatisfied");
    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

/** Gated by the default branch's policy, as few branches are. */
async function gatedBranch(name: string): Promise<void> {
  await basePolicy("main", `version: 1\nbranches: [${name}]\nreviewers:\n  assign: never\n`);
  await scene.github.createBranch(scene.repo, name);
}

describe("a gated base with a laxer policy", () => {
  beforeEach(async () => {
    await gatedBranch("lax");
    await basePolicy("lax", "version: 1\nmode: observe\n");
  });

  it("gives nothing to take back to the stricter base", async () => {
    const pull = await aWaitingPull();
    await scene.github.retarget(pull, "lax", "alice");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");

    await scene.github.retarget(pull, "main", "alice");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("does not make a merge into the stricter base look approved, when that was faster than the evaluation", async () => {
    const pull = await aWaitingPull();
    await scene.github.retarget(pull, "lax", "alice");
    await scene.settle();

    scene.github.webhooks.pause();
    await scene.github.retarget(pull, "main", "alice");
    await scene.github.mergePull(pull, { by: "alice" });
    scene.github.webhooks.release();
    await scene.settle();

    expect(scene.replies(pull).filter((body) => body.includes("countersign:bypass"))).toHaveLength(1);
  });
});

describe("two pull requests with one head", () => {
  async function aPair(): Promise<{ first: Pull; second: Pull }> {
    await gatedBranch("release");
    const first = await aWaitingPull();
    const second = await scene.github.openPull({
      repo: scene.repo,
      head: first.head.ref,
      base: "release",
      author: "Copilot",
      body: first.body,
    });
    await scene.settle();
    await reviews(scene, second, "robin");
    expect(scene.check(second).conclusion).toBeNull();
    return { first, second };
  }

  it("leave the check to the one that stays when the other is closed", async () => {
    const { first, second } = await aPair();

    await scene.github.closePull(first, "alice");
    await scene.settle();

    expect(scene.check(second).conclusion).toBe("success");
  });

  it("leave the check to the one that stays when the other is merged past the gate", async () => {
    const { first, second } = await aPair();

    await scene.github.mergePull(first, { by: "ada", bypass: true });
    await scene.settle();

    expect(scene.check(second).conclusion).toBe("success");
  });

  it("leave the check to the one that stays when the other gets a new head", async () => {
    await gatedBranch("release");
    const first = await aWaitingPull();
    await scene.github.createBranch(scene.repo, "copilot/twin", first.head.ref);
    const second = await scene.github.openPull({
      repo: scene.repo,
      head: "copilot/twin",
      base: "release",
      author: "Copilot",
      body: first.body,
    });
    await scene.settle();
    await reviews(scene, second, "robin");
    expect(scene.check(second).conclusion).toBeNull();

    await scene.github.pushTo(first, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot" });
    await scene.settle();

    expect(scene.check(second).conclusion).toBe("success");
  });

  it("never show the first one's success to a new one", async () => {
    await gatedBranch("release");
    const pull = await anApprovedPull();

    await scene.github.openPull({ repo: scene.repo, head: pull.head.ref, base: "release", author: "Copilot" });
    await scene.settle();

    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

describe("a fork", () => {
  async function fromFork(): Promise<Pull> {
    const owner = `outsider-${scene.organization}`;
    scene.github.createUser(owner);
    const fork = await scene.github.fork(scene.repo, owner);
    await scene.github.commit(fork, "copilot/fix", {
      files: { "src/cart/total.ts": DISCOUNT },
      message: "Discount",
      author: "Copilot",
    });
    const pull = await scene.github.openPull({
      repo: scene.repo,
      headRepo: fork,
      head: "copilot/fix",
      author: owner,
      body: `${STATEMENT}`,
    });
    await scene.settle();
    return pull;
  }

  it("is found by its commit when a check reports without naming it", async () => {
    const pull = await fromFork();
    expect(scene.requirement(pull, "validation_green").status).toBe("unsatisfied");

    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.requirement(pull, "validation_green").status).toBe("satisfied");
  });

  it("stays reviewable after it was deleted", async () => {
    const pull = await fromFork();
    ciPasses(scene, pull);
    await scene.settle();
    scene.github.deleteHeadRepository(pull);

    await reviews(scene, pull, "robin");

    expect(scene.check(pull).conclusion).toBe("success");
  });
});

describe("somebody else's report named countersign", () => {
  it("is no validation, and does not become ours", async () => {
    const pull = await agentOpens(scene, { files: { "docs/guide.md": "Hello!\n" } });
    scene.github.createBot(`fake-${scene.organization}`);
    await scene.github.setStatus(scene.repo, pull.head.sha, "countersign", "success");
    scene.github.reportCheck(scene.repo, pull.head.sha, "countersign", "success");
    await scene.settle();

    const ours = scene.checks(pull).filter(({ title }) => title.startsWith("Format-safe"));
    expect(ours.map(({ conclusion }) => conclusion)).toEqual([null]);
    expect(ours[0]?.summary).toContain("no check has passed on this commit yet");
  });
});

describe("the policy file", () => {
  it.each([
    ["is a symbolic link", "../docs/guide.md", "120000"],
    ["is binary", Buffer.from([0, 1, 2, 3, 0, 255]), undefined],
    ["is two megabytes long", `version: 1\n${"# x\n".repeat(500_000)}`, undefined],
    ["is empty of meaning", "[]\n", undefined],
  ] as const)("blocks when it %s", async (_name, text, mode) => {
    await basePolicy("main", text as string, mode);
    const pull = await aWaitingPull({ files: { "docs/guide.md": "Hello!\n" } });

    expect(scene.check(pull).conclusion).not.toBe("success");
    expect(["unsatisfied", "error"]).toContain(scene.requirement(pull, "policy_valid").status);
  });
});

describe("a rename", () => {
  it.each([
    ["out of a sensitive folder", "src/auth/login.ts", "src/misc/login.ts"],
    ["into a sensitive folder", "src/misc/login.ts", "src/auth/login.ts"],
  ])("%s is high-stakes when the text changes too", async (_name, from, to) => {
    const lines = Array.from({ length: 30 }, (_, index) => `export const line${index} = ${index};`);
    await scene.github.commit(scene.repo, "main", {
      files: { [from]: `${lines.join("\n")}\n` },
      message: "Before",
      author: "ada",
    });
    const pull = await aWaitingPull({
      files: { [from]: null, [to]: `${lines.join("\n").replace("= 7", "= 8")}\n` } as unknown as Record<string, string>,
    });

    expect(scene.json(pull).tier).toBe("high-stakes");
  });
});

it("finds the reviewer among more than 250 commits", async () => {
  const pull = await aWaitingPull();
  await scene.github.commitMany(
    scene.repo,
    pull.head.ref,
    Array.from({ length: 260 }, (_, index) => ({
      files: { "docs/guide.md": `${index}\n` },
      author: index === 255 ? "robin" : "Copilot",
      by: "Copilot",
      message: `Step ${index}`,
    })),
  );
  ciPasses(scene, pull);
  await scene.settle();

  await reviews(scene, pull, "robin");

  expect(scene.check(pull).conclusion).not.toBe("success");
});

it("asks the same of a draft", async () => {
  const pull = await aWaitingPull();
  await scene.github.convertToDraft(pull, "alice");
  await scene.settle();
  expect(scene.check(pull).conclusion).toBeNull();

  await reviews(scene, pull, "robin");
  expect(scene.check(pull).conclusion).toBe("success");
});

it("keeps apart pull requests of one number in two repositories and installations", async () => {
  const first = await anApprovedPull();
  const { repo } = scene;
  await scene.buildShop();
  const second = await aWaitingPull();

  expect(second.number).toBe(first.number);
  expect(scene.repo).not.toBe(repo);
  expect(scene.check(second).conclusion).toBeNull();
  expect(scene.check(first).conclusion).toBe("success");
});

it("follows a repository that is renamed", async () => {
  const pull = await aWaitingPull();
  const repository = pull.repo;
  scene.github.renameRepository(scene.repo, `moved-${scene.organization}`);
  await scene.settle();

  await reviews(scene, pull, "robin");

  expect(scene.checks({ ...pull, repo: repository } as Pull).map(({ conclusion }) => conclusion)).toEqual(["success"]);
});

it("does nothing new when all old deliveries are sent again", async () => {
  const pull = await anApprovedPull();
  const before = { replies: scene.replies(pull), check: scene.check(pull) };

  for (const delivery of [...scene.github.webhooks.deliveries]) await scene.github.webhooks.redeliver(delivery);
  await scene.settle();

  expect({ replies: scene.replies(pull), check: scene.check(pull) }).toEqual(before);
});

describe("a merge queue", () => {
  const groupChecks = (sha: string | undefined) =>
    scene.github.checkRuns(scene.repo, sha, "countersign").map(({ conclusion }) => conclusion);

  it("is answered although it does not show the group at first", async () => {
    const pull = await anApprovedPull();
    scene.github.webhooks.pause();
    const group = await scene.github.createMergeGroup(scene.repo, "main", [pull]);
    const hidden = group.repo.mergeGroups.splice(0);
    scene.github.webhooks.release();
    await scene.settle();

    group.repo.mergeGroups.push(...hidden);
    await scene.app.retryNow();
    await scene.settle();

    expect(groupChecks(group.entries.at(-1)?.headSha)).toEqual(["success"]);
  });

  it("does not let in what was pushed after it was queued", async () => {
    const pull = await anApprovedPull();
    scene.github.webhooks.pause();
    const group = await scene.github.createMergeGroup(scene.repo, "main", [pull]);
    await scene.github.pushTo(pull, { files: { "src/cart/total.ts": DISCOUNT_V2 }, author: "Copilot" });
    scene.github.webhooks.release();
    await scene.settle();

    expect(groupChecks(group.entries.at(-1)?.headSha)).not.toContain("success");
  });
});
