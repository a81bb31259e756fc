// The high-stakes tier: two independent people, the second blind to the first's verdict, revealed together.
import { createHash } from "node:crypto";
import {
  agentChangesLogin,
  FIRST_FORM,
  LOGIN,
  LOGIN_CHANGED,
  SECOND_FORM,
  sealedComment,
  sealsReview,
} from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { ciPasses } from "./support/stories.js";

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

const REVEAL = /<!-- countersign:reveal:/;

describe("two people who agree", () => {
  it("open the gate: a receipt after the first, both shown at once after the second", async () => {
    const pull = await agentChangesLogin(scene);
    expect(scene.check(pull)).toMatchObject({
      status: "in_progress",
      title: "High-stakes · 0 of 2 blind reviews received",
    });

    await sealsReview(scene, pull, "robin");

    expect(scene.check(pull)).toMatchObject({ conclusion: null, title: "High-stakes · 1 of 2 blind reviews received" });
    const receipt = /^Sealed review received \(1 of 2\)\. Commitment (sha256:[0-9a-f]{64})$/m.exec(
      scene.replies(pull).at(-1) ?? "",
    );
    expect(receipt).not.toBeNull();

    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

    expect(scene.check(pull)).toMatchObject({ status: "completed", conclusion: "success" });
    expect(scene.requirement(pull, "blind_reviews").status).toBe("satisfied");
    expect(scene.requirement(pull, "agreement").status).toBe("satisfied");
    const reveal = revealOf(scene, pull);
    expect(reveal).toContain("both approve");
    expect(reveal).toContain("An empty stored hash no longer signs anybody in");
    expect(reveal).toContain("timing tells which accounts have no hash");
    expect(recomputed(reveal)).toContain(receipt?.[1]);
    expect(recomputed(reveal).every((commitment) => reveal.includes(commitment))).toBe(true);
  });

  it("are refused when both refuse, and a push asks two people anew", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin", { verdict: "reject" });
    expect(scene.check(pull).conclusion).toBeNull();

    await sealsReview(scene, pull, "sam", { verdict: "reject", form: SECOND_FORM });

    expect(scene.check(pull).conclusion).toBe("failure");
    expect(revealOf(scene, pull)).toContain("both refuse this change");

    await scene.github.pushTo(pull, {
      files: { "src/auth/login.ts": LOGIN_CHANGED.replace("hash !== ''", "Boolean(hash)") },
      message: "Guard differently",
      author: "Copilot",
      by: "Copilot",
    });
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
  });
});

describe("two people who disagree", () => {
  it.each([
    ["approve", "success"],
    ["reject", "failure"],
  ] as const)("are decided by a specialist who says %s", async (verdict, conclusion) => {
    const { github, organization } = scene;
    github.createTeam(organization, "leads", ["maya"]);
    github.setTeamPermission(scene.repo, `${organization}/leads`, "write");
    await policyOnMain(`reviewers:\n  escalation: { teams: ["${organization}/leads"] }\n`);
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    await sealsReview(scene, pull, "sam", { verdict: "reject", form: SECOND_FORM });

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.requirement(pull, "agreement")).toMatchObject({ status: "unsatisfied" });
    expect(revealOf(scene, pull)).toContain("they disagree");
    expect([...pull.requestedTeams].map(({ slug }) => slug)).toEqual(["leads"]);

    github.comment(pull, "sam", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/sat on the panel/);

    github.comment(pull, "maya", "/countersign start");
    await scene.settle();
    scene.advance(120);
    github.comment(pull, "maya", `/countersign ${verdict}\n\n${THIRD_FORM}`);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe(conclusion);
  });

  it("are decided by an administrator where the policy names nobody", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin", { verdict: "reject" });
    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

    scene.github.comment(pull, "maya", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/no administrator/);

    scene.github.comment(pull, "ada", "/countersign start");
    await scene.settle();
    scene.advance(120);
    scene.github.comment(pull, "ada", `/countersign approve\n\n${THIRD_FORM}`);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
  });
});

describe("a sealed review that is refused, and never quoted back", () => {
  it.each([
    [
      "a copy of another's block",
      async (pull: Pull) => sealedComment(scene, pull, "robin", { reviewer: "robin" }),
      /another reviewer/,
    ],
    [
      "one for another pull request",
      async (pull: Pull) => sealedComment(scene, pull, "sam", { pull: "acme/shop#999" }),
      /another pull request/,
    ],
    [
      "one for another version",
      async (pull: Pull) => sealedComment(scene, pull, "sam", { fingerprint: "0".repeat(64) }),
      /another version/,
    ],
    [
      "a truncated one",
      async (pull: Pull) => (await sealedComment(scene, pull, "sam")).slice(0, 900),
      /cut or altered/,
    ],
    ["a tampered one", async (pull: Pull) => tamper(await sealedComment(scene, pull, "sam")), /cut or altered/],
    [
      "one for another recipient",
      async (pull: Pull) => sealedComment(scene, pull, "sam", { recipient: STRANGER }),
      /another recipient/,
    ],
    ["no block at all", async () => "/countersign sealed\n", /found none/],
    [
      "a form with a stock phrase",
      async (pull: Pull) => sealedComment(scene, pull, "sam", { form: FIRST_FORM.replace(/- accounts.*/, "- none") }),
      /\*\*Risks\*\*/,
    ],
  ])("%s", async (_name, make, reason) => {
    const pull = await agentChangesLogin(scene);
    scene.github.comment(pull, "sam", "/countersign start");
    await scene.settle();
    scene.advance(120);

    const comment = scene.github.comment(pull, "sam", await make(pull));
    await scene.settle();

    const reply = scene.replies(pull).at(-1) ?? "";
    expect(reply).toMatch(reason);
    expect(reply).not.toMatch(/empty stored hash|approve|reject|stock phrase found/i);
    expect(comment.reactions.map(({ content }) => content)).toEqual(["confused"]);
    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
    expect(pull.comments).toContain(comment);
  });

  it("is taken after it was mended, in the same session", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "sam", { fingerprint: "0".repeat(64) });
    scene.github.comment(pull, "sam", await sealedComment(scene, pull, "sam"));
    await scene.settle();

    expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");
  });
});

describe("a verdict in the clear", () => {
  it("is removed, answered without its words, recorded, and keeps its author off the panel", async () => {
    const pull = await agentChangesLogin(scene);
    scene.github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    scene.advance(120);

    const comment = scene.github.comment(pull, "robin", `/countersign reject\n\n${FIRST_FORM}`);
    await scene.settle();

    expect(pull.comments).not.toContain(comment);
    expect(scene.replies(pull).at(-1)).toMatch(/given in the clear.*was removed/);
    expect(scene.replies(pull).join()).not.toContain("empty stored hash");
    expect(scene.check(pull).summary).toMatch(/`robin`: gave a verdict/);
    scene.github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/gave a verdict on this version in the clear/);
    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
  });

  it("is accepted as the last review of a panel", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    scene.github.comment(pull, "sam", "/countersign start");
    await scene.settle();
    scene.advance(120);

    scene.github.comment(pull, "sam", `/countersign approve\n\n${SECOND_FORM}`);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
    expect(revealOf(scene, pull)).toContain("both approve");
  });

  it("is removed when it would have been the last and is not taken, so that whoever comes instead finds none", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");

    const comment = scene.github.comment(pull, "ines", `/countersign reject\n\n${SECOND_FORM}`);
    await scene.settle();

    expect(pull.comments).not.toContain(comment);
    expect(scene.replies(pull).at(-1)).toMatch(/not counted yet.*no open review session.*was removed/s);
    expect(scene.replies(pull).join()).not.toContain("gains a guard");
    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("by whoever sealed the first review costs them their seat", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");

    const comment = scene.github.comment(pull, "robin", `/countersign approve\n\n${FIRST_FORM}`);
    await scene.settle();

    expect(pull.comments).not.toContain(comment);
    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
    expect(scene.check(pull).summary).toMatch(/robin/);
  });

  it("in place of the block is one, too", async () => {
    const pull = await agentChangesLogin(scene);
    scene.github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    scene.advance(120);

    const comment = scene.github.comment(pull, "robin", `/countersign sealed\n\nverdict: approve\n\n${FIRST_FORM}`);
    await scene.settle();

    expect(pull.comments).not.toContain(comment);
    expect(scene.replies(pull).at(-1)).toMatch(/given in the clear/);
  });

  it.each(["APPROVED", "CHANGES_REQUESTED"] as const)(
    "with GitHub's own button (%s) never counts and is an exposure",
    async (state) => {
      const pull = await agentChangesLogin(scene);

      await scene.github.submitReview(pull, "robin", state, FIRST_FORM);
      await scene.settle();

      expect(scene.replies(pull).at(-1)).toMatch(/A verdict in the clear is not counted/);
      scene.github.comment(pull, "robin", "/countersign start");
      await scene.settle();
      expect(scene.replies(pull).at(-1)).toMatch(/GitHub's own button/);
    },
  );

  it("may be the first where the policy accepts it: removed, receipted, and whoever could read it is off the panel", async () => {
    await policyOnMain("blind: { plaintext: accept }\n");
    const pull = await agentChangesLogin(scene);
    scene.github.watch(scene.repo, "sam");
    scene.github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    scene.advance(120);

    const comment = scene.github.comment(pull, "robin", `/countersign approve\n\n${FIRST_FORM}`);
    await scene.settle();

    expect(pull.comments).not.toContain(comment);
    expect(scene.replies(pull).at(-1)).toMatch(/Sealed review received \(1 of 2\)/);
    scene.github.comment(pull, "sam", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/could read a first verdict/);
    await sealsReview(scene, pull, "maya", { form: SECOND_FORM });
    expect(scene.check(pull).conclusion).toBe("success");
  });
});

describe("the panel and the change", () => {
  it("is kept by a clean rebase; a push of new code opens a new one and reveals nothing", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    await scene.github.commit(scene.repo, "main", {
      files: { "docs/x.md": "x\n" },
      message: "Elsewhere",
      author: "ines",
    });
    await scene.github.rebase(scene.repo, pull.head.ref, "main", "Copilot");
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");

    await scene.github.pushTo(pull, {
      files: { "src/auth/login.ts": LOGIN_CHANGED.replace("hash !== ''", "hash.length > 0") },
      message: "Ask for the length",
      author: "Copilot",
      by: "Copilot",
    });
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
    expect(scene.check(pull).summary).toMatch(/robin.*earlier/);
    expect(scene.replies(pull).filter((body) => REVEAL.test(body))).toEqual([]);
  });

  it("reveals nothing when the pull request closes, until an administrator asks, which is recorded", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    await scene.github.closePull(pull, "alice");
    await scene.settle();
    expect(scene.replies(pull).filter((body) => REVEAL.test(body))).toEqual([]);

    scene.github.comment(pull, "maya", "/countersign reveal we want to learn from it for the next attempt");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/needs admin/);

    scene.github.comment(pull, "ada", "/countersign reveal we want to learn from it for the next attempt");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(REVEAL);
    expect(scene.replies(pull).at(-1)).toContain("An empty stored hash");
  });

  it("refuses to reveal while the pull request is open", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");

    scene.github.comment(pull, "ada", "/countersign reveal the release is tonight and we are in a hurry");
    await scene.settle();

    expect(scene.replies(pull).at(-1)).toMatch(/when their panel is complete, and never before/);
  });
});

describe("who sits", () => {
  it("drops a member who lost access between sealing and reveal, and takes the next", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    scene.github.setPermission(scene.repo, "robin", "read");
    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

    expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");
    expect(scene.check(pull).summary).toMatch(/robin.*needs write permission/);
    await sealsReview(scene, pull, "maya", { form: THIRD_FORM });
    expect(scene.check(pull).conclusion).toBe("success");
    expect(revealOf(scene, pull)).not.toContain("`robin`");
    expect(scene.replies(pull).at(-1)).toContain("Approved by `robin` · not counted");
  });

  it("knows a person by number after the login was renamed", async () => {
    const pull = await agentChangesLogin(scene);
    await sealsReview(scene, pull, "robin");
    scene.github.renameUser("robin", "robina");
    try {
      await sealsReview(scene, pull, "robina", { form: SECOND_FORM });
      expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");

      await sealsReview(scene, pull, "sam", { form: THIRD_FORM });
      expect(scene.check(pull).conclusion).toBe("success");
      expect(revealOf(scene, pull)).toContain("login() gains a guard");
    } finally {
      scene.github.renameUser("robina", "robin");
    }
  });

  it.each([
    ["the operator", "alice", /set the agent to work/],
    ["somebody with read access", "zoe", /needs write permission/],
  ])("refuses %s at start", async (_name, login, reason) => {
    const pull = await agentChangesLogin(scene);
    scene.github.comment(pull, login, "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(reason);
  });

  it("refuses an App that acts for a person, and a bot", async () => {
    const pull = await agentChangesLogin(scene);
    scene.github.comment(pull, "robin", "/countersign start", { viaApp: "some-assistant" });
    scene.github.comment(pull, "Copilot", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).filter((body) => /session is open/.test(body))).toEqual([]);
  });

  it("wants an expert first, and everybody whom the first leaves to be asked second", async () => {
    const { github, organization } = scene;
    github.createTeam(organization, "security", ["maya"]);
    await policyOnMain(`reviewers:\n  experts: [{ paths: ["src/auth/**"], teams: ["${organization}/security"] }]\n`);
    const pull = await agentChangesLogin(scene);

    github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/is not a member of .*security.*first reviewer/);

    await sealsReview(scene, pull, "maya");
    await sealsReview(scene, pull, "robin", { form: SECOND_FORM });
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("cannot be shown while nobody knows who wrote a commit, until a maintainer says so", async () => {
    const pull = await agentChangesLogin(scene);
    await scene.github.pushTo(pull, {
      files: { "src/auth/session.ts": "export const TTL = 60;\n" },
      message: "Add a session",
      author: { name: "Stranger", email: "stranger@nowhere.example" },
      by: "Copilot",
    });
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.requirement(pull, "facts_complete")).toMatchObject({ status: "unsatisfied" });
    const sha = pull.head.sha;

    scene.github.comment(
      pull,
      "maya",
      `/countersign waive facts_complete:${sha.slice(0, 10)} @robin wrote it on a borrowed machine`,
    );
    await scene.settle();

    expect(scene.requirement(pull, "facts_complete").status).toBe("waived");
    scene.github.comment(pull, "robin", "/countersign start");
    await scene.settle();
    expect(scene.replies(pull).at(-1)).toMatch(/wrote .*, says a waiver/);
  });
});

const THIRD_FORM = `### Intent
Whoever has no hash stored is not to get in with any password; that is all this wants.

### Tests
- [x] acceptance criteria written by a person
- [ ] tests I wrote or ran myself
- [ ] only the agent's own tests
Read the acceptance criteria in the issue and stepped through login() for both of them.

### Edge cases
- a user row that is created while the form is open: the guard in src/auth/login.ts reads it afresh

### Risks
- a second sign-in path in the mobile gateway keeps the old behavior, there is a ticket for it
`;

const STRANGER = "age13wdegd9dampd2vvfj98jurs7jyq3heg00z4q90ttkagz2ahcjvmsa93xqr";

type Pull = Awaited<ReturnType<typeof agentChangesLogin>>;

function tamper(comment: string): string {
  const at = comment.length - 200;
  return `${comment.slice(0, at)}${comment[at] === "A" ? "B" : "A"}${comment.slice(at + 1)}`;
}

function revealOf({ replies }: Scene, pull: Pull): string {
  const reveals = replies(pull).filter((body) => REVEAL.test(body));
  if (reveals.length !== 1) throw new Error(`expected one reveal, found ${reveals.length}`);
  return reveals[0] ?? "";
}

/** What the shell commands of the comment print. */
function recomputed(reveal: string): string[] {
  return [...reveal.matchAll(/printf %s ([0-9a-f]{64})\n {2}base64 -d <<'END'\n([\s\S]*?)\nEND/g)].map(
    ([, nonce = "", base64 = ""]) =>
      `sha256:${createHash("sha256").update(nonce).update(Buffer.from(base64, "base64")).digest("hex")}`,
  );
}

async function policyOnMain(rest: string): Promise<void> {
  const files = { ".github/countersign.yml": `version: 1\n${rest}` };
  await scene.github.commit(scene.repo, "main", { files, message: "Set the policy", author: "ines" });
  await scene.settle();
}
