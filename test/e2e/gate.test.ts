// What the gate does around reviews: who is gated, policy, waivers, overrides, shared heads, merge queue, bypass.

import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses, GOOD_FORM, reviews } from "./support/stories.js";

const POLICY = ".github/countersign.yml";

let scene: Scene;

beforeAll(async () => {
  // What most installations begin with.
  scene = await startScene({ kind: "embedded" });
});

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

async function aWaitingPull() {
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

describe("who is gated", () => {
  it("lets a format-safe change pass on green checks, without a person", async () => {
    await scene.buildShop();
    const pull = await agentOpens(scene, { files: { "docs/guide.md": "Hello, world.\n" }, branch: "copilot/docs" });
    await scene.settle();
    expect(scene.check(pull).conclusion).toBeNull();

    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.json(pull)).toMatchObject({ tier: "format-safe", conclusion: "success" });
  });

  it("reports success on a person's own pull request, and gates it once an agent pushes to it", async () => {
    await scene.buildShop();
    await scene.github.commit(scene.repo, "feature", {
      files: { "src/a.ts": "export const a = 1;\n" },
      message: "A",
      author: "alice",
    });
    const pull = await scene.github.openPull({ repo: scene.repo, head: "feature", author: "alice", title: "A" });
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");

    await scene.github.pushTo(pull, {
      files: { "src/a.ts": "export const a = 2;\n" },
      message: "B",
      author: "Copilot",
    });
    await scene.settle();
    expect(scene.check(pull).conclusion).not.toBe("success");
    expect(scene.json(pull).agent).toMatchObject({ name: "copilot" });
  });

  it("keeps a high-stakes change blocked whatever is said in comments", async () => {
    await scene.buildShop();
    const pull = await agentOpens(scene, { files: { "src/auth/login.ts": "export const login = () => true;\n" } });
    ciPasses(scene, pull);
    await scene.settle();

    await reviews(scene, pull, "robin");
    await reviews(scene, pull, "sam");

    expect(scene.json(pull).tier).toBe("high-stakes");
    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

describe("the policy", () => {
  it("is read from the base branch: a laxer file on the head changes nothing and is high-stakes", async () => {
    await scene.buildShop();
    const pull = await agentOpens(scene, {
      files: { ".github/countersign.yml": "version: 1\nmode: observe\n", "docs/guide.md": "x\n" },
    });
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.json(pull).tier).toBe("high-stakes");
    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("blocks everything when it is broken, and says where", async () => {
    await scene.buildShop({ ".github/countersign.yml": "version: 1\nreviw:\n  min_seconds: 90\n" });
    const pull = await agentOpens(scene, { files: { "docs/guide.md": "x\n" } });
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("action_required");
    expect(scene.requirement(pull, "policy_valid").detail).toMatch(/reviw|2:1/);
  });

  it.each<[string, Parameters<Scene["github"]["commit"]>[2]]>([
    ["a zero byte", { files: { [POLICY]: Buffer.from("version: 1\n# \0\n") } }],
    ["UTF-16", { files: { [POLICY]: Buffer.from("\ufeffversion: 1\n", "utf16le") } }],
    ["bytes of another encoding", { files: { [POLICY]: Buffer.from("version: 1\n# caf\xe9\n", "latin1") } }],
    ["70 kB", { files: { [POLICY]: `version: 1\n# ${"x".repeat(70_000)}\n` } }],
    ["two megabytes", { files: { [POLICY]: `version: 1\n# ${"x".repeat(2_000_000)}\n` } }],
    ["a folder", { files: { [`${POLICY}/policy.yml`]: "version: 1\n" } }],
    ["a link", { symlink: { [POLICY]: "../policies/countersign.yml" } }],
  ])("asks a person to mend it when the file is %s, and does not wait for GitHub", async (_, file) => {
    await scene.buildShop();
    const pull = await agentOpens(scene, { files: { "docs/guide.md": "x\n" } });
    ciPasses(scene, pull);
    await scene.github.commit(scene.repo, "main", { ...file, message: "Policy", author: "ada" });
    await scene.settle();
    scene.github.comment(pull, "robin", "/countersign recheck");
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("action_required");
    expect(scene.requirement(pull, "policy_valid")).toMatchObject({
      status: "unsatisfied",
      who: "maintainer",
      detail: expect.stringMatching(/expected .+, received .+; \w+/),
    });
    expect(scene.checks(pull).map(({ status }) => status)).toEqual(["completed"]);
  });

  it("only watches in observe mode, and says what it would have done", async () => {
    await scene.buildShop({ ".github/countersign.yml": "version: 1\nmode: observe\n" });
    const pull = await aWaitingPull();

    expect(scene.check(pull).conclusion).toBe("success");
    expect(scene.check(pull).title).toMatch(/observe/i);
  });

  it("takes the organisation's file as the floor", async () => {
    await scene.buildShop({ ".github/countersign.yml": "version: 1\nmode: observe\n" });
    await scene.github.createRepository({
      owner: scene.organization,
      name: ".github",
      files: { ".github/countersign.yml": "version: 1\nmode: enforce\n" },
    });
    const pull = await aWaitingPull();

    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("takes effect on open pull requests when the base branch's file changes", async () => {
    await scene.buildShop();
    const pull = await aWaitingPull();
    await scene.github.commit(scene.repo, "main", {
      files: { ".github/countersign.yml": "version: 1\nmode: observe\n" },
      message: "Observe",
      author: "ada",
    });
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
  });
});

describe("recorded exceptions", () => {
  it("waives what may be waived, by who may, for this change", async () => {
    await scene.buildShop({ ".github/countersign.yml": "version: 1\nsize:\n  max_changed_lines: 1\n" });
    const pull = await aWaitingPull();
    expect(scene.requirement(pull, "reviewable_size").status).toBe("unsatisfied");

    scene.github.comment(pull, "robin", "/countersign waive reviewable_size it is one line, really");
    await scene.settle();
    expect(scene.requirement(pull, "reviewable_size").status).toBe("unsatisfied");

    scene.github.comment(pull, "maya", "/countersign waive reviewable_size it is one line, really");
    await scene.settle();
    expect(scene.requirement(pull, "reviewable_size").status).toBe("waived");

    scene.github.comment(pull, "maya", "/countersign waive structured_review we are in a hurry today");
    await scene.settle();
    expect(scene.requirement(pull, "structured_review").status).toBe("unsatisfied");
  });

  it("opens the gate on an admin's override for this head only, loudly, and demands a review afterwards", async () => {
    await scene.buildShop();
    const pull = await aWaitingPull();

    scene.github.comment(pull, "maya", "/countersign override production is down and this is the fix");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBeNull();

    scene.github.comment(pull, "ada", "/countersign override production is down and this is the fix");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");
    expect(scene.check(pull).title).toMatch(/overrid/i);
    const issues = [...scene.github.world.repository(scene.repo).issues.values()].filter(
      (issue) => issue.kind === "issue" && issue.author?.login === "countersign[bot]",
    );
    expect(issues).toHaveLength(1);

    await scene.github.pushTo(pull, {
      files: { "src/cart/total.ts": "export {};\n" },
      message: "More",
      author: "Copilot",
    });
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.check(pull).conclusion).not.toBe("success");
  });
});

describe("an exception whose ground is lost", () => {
  const TOO_LARGE = { ".github/countersign.yml": "version: 1\nsize:\n  max_changed_lines: 1\n" };

  const KINDS = {
    waiver: { login: "maya", text: "/countersign waive reviewable_size it is one line, really", less: "write" },
    override: { login: "ada", text: "/countersign override production is down and this is the fix", less: "maintain" },
  } as const;

  /** What the check shows: whether the exception is in force, and what it says of it. */
  async function given(kind: keyof typeof KINDS) {
    const { login, text, less } = KINDS[kind];
    await scene.buildShop(TOO_LARGE);
    const pull = await aWaitingPull();
    const comment = scene.github.comment(pull, login, text);
    await scene.settle();
    const isInForce = () =>
      kind === "waiver"
        ? scene.requirement(pull, "reviewable_size").status === "waived"
        : scene.check(pull).conclusion === "success";
    expect(isInForce()).toBe(true);
    scene.advance(5);
    return { pull, comment, login, text, less, isInForce };
  }
  type Given = Awaited<ReturnType<typeof given>>;

  const HOW: readonly [string, (one: Given) => unknown, RegExp][] = [
    ["deletes its comment", ({ comment }) => scene.github.deleteComment(comment, "robin"), /deleted/],
    ["edits it", ({ comment, login, text }) => scene.github.editComment(comment, login, `${text}!`), /edited/],
    ["edits it in another's name", ({ comment, text }) => scene.github.editComment(comment, "sam", text), /edited by/],
    [
      "takes the right away",
      async ({ pull, login, less }) => {
        scene.github.setPermission(scene.repo, login, less);
        scene.github.comment(pull, "ines", "/countersign recheck");
      },
      /needs (maintain|admin) permission/,
    ],
    [
      "names its giver as operator",
      ({ pull, login }) =>
        scene.github.editPull(pull, "Copilot", { body: pull.body.replace("operator: alice", `operator: ${login}`) }),
      /set the agent to work/,
    ],
  ];

  it.each(
    HOW.flatMap(([how, act, told]) => [["waiver", how, act, told] as const, ["override", how, act, told] as const]),
  )("ends a %s when somebody %s, and the check says so", async (kind, _, act, told) => {
    const one = await given(kind);

    await act(one);
    await scene.settle();

    expect(one.isInForce()).toBe(false);
    expect(scene.check(one.pull).summary).toMatch(told);
    expect(scene.check(one.pull).summary).toMatch(new RegExp(`${kind} by .${one.login}. ended`));
  });

  it("neither ends an override nor lets it pass while its giver's permission cannot be read", async () => {
    const { pull, isInForce } = await given("override");
    scene.github.fail({ method: "GET", path: /\/collaborators\/ada\/permission$/, status: 403, times: 1000 });
    scene.github.comment(pull, "ines", "/countersign recheck");
    await scene.settle();
    expect(isInForce()).toBe(false);
    expect(scene.check(pull).summary).toContain("cannot be confirmed");

    scene.github.clearFaults();
    await scene.pass(0.5);
    expect(isInForce()).toBe(true);
  });

  it("keeps the issue that an override opened", async () => {
    const { comment } = await given("override");
    scene.github.deleteComment(comment, "ada");
    await scene.settle();

    const issues = [...scene.github.world.repository(scene.repo).issues.values()];
    expect(
      issues.filter(({ kind, state, author }) => kind === "issue" && state === "open" && author?.type === "Bot"),
    ).toHaveLength(1);
  });
});

describe("heads, bases and ends", () => {
  const GATES_RELEASE = { ".github/countersign.yml": "version: 1\nbranches: [release]\n" };

  it("shares one check between two pull requests with one head, and shows the worse decision", async () => {
    await scene.buildShop(GATES_RELEASE);
    await scene.github.createBranch(scene.repo, "release");
    const pull = await aWaitingPull();
    const second = await scene.github.openPull({
      repo: scene.repo,
      head: pull.head.ref,
      base: "release",
      author: "Copilot",
      body: pull.body,
    });
    await scene.settle();

    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBeNull();

    await reviews(scene, second, "robin");
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("takes the success back from a commit that its pull request left behind", async () => {
    await scene.buildShop();
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");
    const left = pull.head.sha;
    expect(scene.check(pull).conclusion).toBe("success");

    await scene.github.pushTo(pull, { files: { "docs/guide.md": "More.\n" }, message: "More", author: "Copilot" });
    await scene.settle();
    expect(leftBehind(left)).toMatchObject([{ status: "in_progress", conclusion: null }]);

    await scene.github.forcePush(scene.repo, pull.head.ref, left, "alice");
    await scene.settle();
    expect(leftBehind(left)).toMatchObject([{ status: "completed", conclusion: "success" }]);
  });

  it("asks again when the reviewed lines move to another place of the file", async () => {
    const twins = (first: string, second: string) =>
      `function harmless(cart) {\n  prepare(cart);\n  check(cart);\n  log(cart);\n${first}  return finish(cart);\n}\n\n` +
      `function dangerous(cart) {\n  prepare(cart);\n  check(cart);\n  log(cart);\n${second}  return finish(cart);\n}\n`;
    const line = "  if (cart.isEmpty) return true;\n";
    await scene.buildShop({ "src/cart/finish.js": twins("", "") });
    const pull = await agentOpens(scene, { files: { "src/cart/finish.js": twins(line, "") } });
    ciPasses(scene, pull);
    await scene.settle();
    await reviews(scene, pull, "robin", { form: GOOD_FORM.replaceAll("cartTotal", "harmless") });
    expect(scene.check(pull).conclusion).toBe("success");

    await scene.github.pushTo(pull, {
      files: { "src/cart/finish.js": twins("", line) },
      message: "Move",
      author: "Copilot",
    });
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.check(pull).conclusion).not.toBe("success");
  });

  it("withdraws a success when its pull request closes unmerged, and decides again when it reopens", async () => {
    await scene.buildShop();
    const pull = await aWaitingPull();
    await reviews(scene, pull, "robin");

    await scene.github.closePull(pull, "alice");
    await scene.settle();
    expect(scene.check(pull).conclusion).not.toBe("success");

    await scene.github.reopenPull(pull, "alice");
    await scene.settle();
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("decides again when the base changes, under the new base's policy", async () => {
    await scene.buildShop(GATES_RELEASE);
    await scene.github.commit(scene.repo, "release", {
      files: { ".github/countersign.yml": "version: 1\nmode: observe\n" },
      message: "Observe on release",
      author: "ada",
    });
    const pull = await aWaitingPull();
    expect(scene.check(pull).conclusion).toBeNull();

    await scene.github.retarget(pull, "release", "alice");
    await scene.settle();

    expect(scene.check(pull).title).toMatch(/observe/i);
  });

  it("reports a merge past the gate, once", async () => {
    await scene.buildShop();
    const pull = await aWaitingPull();

    await scene.github.mergePull(pull, { by: "ada", bypass: true });
    await scene.settle();
    scene.github.comment(pull, "robin", "was that reviewed?");
    await scene.settle();

    expect(scene.replies(pull).filter((body) => /without|bypass/i.test(body))).toHaveLength(1);
  });

  it("answers a merge queue on the group's commit: all of its pull requests, at their heads", async () => {
    await scene.buildShop(GATES_RELEASE);
    await scene.github.createBranch(scene.repo, "release");
    const pull = await aWaitingPull();
    const elsewhere = { repo: scene.repo, head: pull.head.ref, base: "release", author: "Copilot", body: pull.body };
    const closed = await scene.github.openPull(elsewhere);
    await scene.settle();
    await scene.github.closePull(closed, "alice");
    const other = await agentOpens(scene, { branch: "copilot/docs", files: { "docs/guide.md": "Hello!\n" } });
    ciPasses(scene, other);
    await scene.settle();

    const tooEarly = await scene.github.createMergeGroup(scene.repo, "main", [other, pull]);
    await scene.settle();
    expect(groupCheck(tooEarly.entries.at(-1)?.headSha)).not.toBe("success");
    await scene.github.destroyMergeGroup(tooEarly, "invalidated");

    await reviews(scene, pull, "robin");
    const group = await scene.github.createMergeGroup(scene.repo, "main", [other, pull]);
    await scene.settle();
    const groupSha = group.entries.at(-1)?.headSha;
    expect(groupCheck(groupSha)).toBe("success");

    // The group's commit is the branch's tip now: no pull request that starts from it may be born green.
    await scene.github.destroyMergeGroup(group, "merged");
    await scene.settle();
    expect(scene.github.checkRuns(scene.repo, groupSha, "countersign")).toEqual([]);
  });
});

function leftBehind(sha: string) {
  return scene.github.checkRuns(scene.repo, sha, "countersign");
}

function groupCheck(sha: string | undefined): string | null | undefined {
  const runs = scene.github.checkRuns(scene.repo, sha, "countersign");
  expect(runs).toHaveLength(1);
  return runs[0]?.conclusion;
}
