// Who is asked for a review, by name and one after the other, and what happens when nobody answers in time.
import { formatContent, padContent } from "../../src/core/blind/content.js";
import type { Verdict } from "../../src/core/records.js";
import { encryptTo } from "../../src/seal/age.js";
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import {
  type AgentChange,
  ANOTHER_GOOD_FORM,
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

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

const LOGIN = "export function login(user: string, secret: string): boolean {\n  return check(user, secret);\n}\n";
const STAKES: AgentChange = {
  branch: "copilot/login",
  files: { "src/auth/login.ts": LOGIN.replace("check(", "user !== '' && check(") },
};

async function aPull(files: Record<string, string> = {}, change: AgentChange = {}): Promise<Pull> {
  await scene.buildShop({ "src/auth/login.ts": LOGIN, ...files });
  const pull = await agentOpens(scene, change);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

/** Logins of the people whom GitHub shows as asked. */
function asked(pull: Pull): string[] {
  return [...pull.requestedReviewers].map(({ login }) => login);
}

function theOneAsked(pull: Pull): string {
  const [only, ...more] = asked(pull);
  if (only === undefined || more.length > 0) throw new Error(`expected one person to be asked, found ${asked(pull)}`);
  return only;
}

/** The briefing's row. */
function row(pull: Pull): string {
  return /\| \*\*Asked to review\*\* \| (.*) \|/.exec(scene.briefings(pull).at(-1) ?? "")?.[1] ?? "";
}

async function say(pull: Pull, login: string, text: string): Promise<string> {
  scene.github.comment(pull, login, text);
  await scene.settle();
  return scene.replies(pull).at(-1) ?? "";
}

async function seals(pull: Pull, login: string, verdict: Verdict = "approve", form = GOOD_FORM): Promise<void> {
  const started = await say(pull, login, "/countersign start");
  const recipient = /age1[a-z0-9]+/.exec(started)?.[0] ?? "";
  scene.advance(700);
  const fingerprint = String(scene.json(pull).fingerprint);
  const header = { reviewer: login, pull: `${scene.repo}#${pull.number}`, fingerprint, verdict };
  const text = `${form}\nIt is about check in src/auth/login.ts, seen by ${login}.\n`;
  const block = await encryptTo(recipient, padContent(formatContent(header, text)));
  await say(pull, login, `/countersign sealed\n\n${block}`);
}

const policy = (text: string) => ({ ".github/countersign.yml": `version: 1\n${text}` });

describe("who is asked", () => {
  it("is one person by name, never the operator, and the briefing says why", async () => {
    const pull = await aPull();

    expect(["robin", "sam", "maya", "ada", "ines"]).toContain(theOneAsked(pull));
    expect(row(pull)).toMatch(new RegExp(`^\`${theOneAsked(pull)}\`, since .* UTC: .*chosen among 5`));
    expect(scene.check(pull).conclusion).toBeNull();
  });

  it("is who owns the files by CODEOWNERS, before everybody else", async () => {
    const pull = await aPull({ CODEOWNERS: "* @ada\n/src/cart/ @sam\n" });

    expect(theOneAsked(pull)).toBe("sam");
    expect(row(pull)).toContain("owns 1 of 1 changed file");
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
    expect(row(pull)).toContain("wrote 2 recent commits to these files");
  });

  it("is nobody while the author has something to do, on a draft, and where the policy asks nobody", async () => {
    const silent = await aPull({}, { body: "" });
    expect(scene.check(silent).conclusion).toBe("action_required");
    expect(asked(silent)).toEqual([]);

    const never = await aPull(policy("reviewers: { assign: never }\n"));
    expect(asked(never)).toEqual([]);

    await scene.github.convertToDraft(await aPull(), "alice");
    const draft = await agentOpens(scene, { branch: "copilot/other", files: { "src/cart/x.ts": "export {};\n" } });
    await scene.github.convertToDraft(draft, "alice");
    await scene.settle();
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
    expect(row(pull)).toMatch(/^`maya`, since .*: was asked on GitHub already/);
  });

  it("is nobody new once somebody has begun, and nobody at all once the review is there", async () => {
    const pull = await aPull({ CODEOWNERS: "* @robin\n" });
    await reviews(scene, pull, "robin");

    expect(scene.check(pull).conclusion).toBe("success");
    expect(asked(pull)).toEqual([]);
    expect(row(pull)).toBe("Before: `robin` reviewed.");
  });

  it("is said to be nobody, with the reason and the way on, where nobody is suitable", async () => {
    const pull = await aPull(policy("reviewers: { teams: [acme/nobody] }\n"));

    expect(asked(pull)).toEqual([]);
    expect(row(pull)).toMatch(/^nobody since .*, because nobody with the right to review is known\. To go on: /);
  });
});

describe("a panel", () => {
  it("is asked one after the other: an expert first, the second only after the first is sealed", async () => {
    await scene.buildShop({ "src/auth/login.ts": LOGIN });
    const { organization } = scene;
    scene.github.createTeam(organization, "security", ["sam"]);
    const experts = `reviewers: { experts: [{ paths: ["src/auth/**"], teams: [${organization}/security] }] }\n`;
    await scene.github.commit(scene.repo, "main", { author: "ada", files: policy(experts) });
    const pull = await agentOpens(scene, STAKES);
    ciPasses(scene, pull);
    await scene.settle();
    expect(scene.json(pull).tier).toBe("high-stakes");
    expect(theOneAsked(pull)).toBe("sam");
    expect(row(pull)).toMatch(/^`sam` \(first of two\), since .*is in `acme\d+\/security`/);

    await seals(pull, "sam");

    const second = theOneAsked(pull);
    expect(second).not.toBe("sam");
    expect(row(pull)).toMatch(new RegExp(`^\`${second}\` \\(second of two\\), .*Before: \`sam\` reviewed`));

    await seals(pull, second, "approve", ANOTHER_GOOD_FORM);

    expect(scene.check(pull).conclusion).toBe("success");
    expect(asked(pull)).toEqual([]);
  });

  it("shows the same whatever the sealed verdict is", async () => {
    const seen: string[][] = [];
    for (const verdict of ["approve", "reject"] as const) {
      const pull = await aPull({ CODEOWNERS: "* @robin\n" }, STAKES);
      await seals(pull, "robin", verdict);
      seen.push([theOneAsked(pull), row(pull).replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "then")]);
    }

    expect(seen[0]).toEqual(seen[1]);
  });
});

describe("handing back", () => {
  it("asks the next one, never somebody who was asked before, and keeps the reason out of the records", async () => {
    const pull = await aPull();
    const first = theOneAsked(pull);
    const reply = await say(pull, first, "/countersign reassign I do not know this part of the code");

    expect(reply).toContain("**You are not asked any more.**");
    const second = theOneAsked(pull);
    expect(second).not.toBe(first);
    expect(row(pull)).toContain(`Before: \`${first}\` handed back.`);

    for (let again = 0; again < 4; again++) {
      const [current] = asked(pull);
      if (current !== undefined) await say(pull, current, "/countersign reassign I do not know this part either");
    }
    expect(asked(pull)).toEqual([]);
    expect(row(pull)).toMatch(/5 were asked about this version before/);
  });

  it.each([
    ["the operator", "alice", "/countersign reassign somebody else should do this one", /set the agent to work/],
    ["somebody without the right", "zoe", "/countersign reassign somebody else should do this one", /maintain/],
  ])("is refused to %s", async (_who, login, text, reason) => {
    const pull = await aPull({ CODEOWNERS: "* @robin\n" });

    expect(await say(pull, login, text)).toMatch(reason);
    expect(asked(pull)).toEqual(["robin"]);
  });

  it("needs a reason", async () => {
    const pull = await aPull({ CODEOWNERS: "* @robin\n" });

    expect(await say(pull, "robin", "/countersign reassign")).toMatch(/expected a reason/i);
    expect(asked(pull)).toEqual(["robin"]);
  });
});

describe("out of office", () => {
  it("is said with a command, holds in every repository, and ends with another", async () => {
    const pull = await aPull({ CODEOWNERS: "* @robin\n" });
    const reply = await say(pull, "robin", "/countersign away 3d");
    expect(reply).toMatch(/\*\*You are away until .* UTC\*\*.*somebody else now/s);
    expect(asked(pull)).not.toContain("robin");

    const later = await agentOpens(scene, { branch: "copilot/b", files: { "src/cart/total.ts": "export {};\n" } });
    await scene.settle();
    expect(asked(later)).toHaveLength(1);
    expect(asked(later)).not.toContain("robin");

    await say(pull, "robin", "/countersign back");
    const last = await agentOpens(scene, {
      branch: "copilot/c",
      files: { "src/cart/total.ts": "export const c = 1;\n" },
    });
    await scene.settle();
    expect(asked(last)).toEqual(["robin"]);
  });

  it("is listed in a file, and a broken file is told of and takes nobody out", async () => {
    const owned = { CODEOWNERS: "* @robin\n" };
    const listed = await aPull({
      ...owned,
      ".github/countersign-away.yml": "away: [{ login: Robin, until: 2999-01-01 }]\n",
    });
    expect(asked(listed)).toHaveLength(1);
    expect(asked(listed)).not.toContain("robin");

    const broken = await aPull({
      ...owned,
      ".github/countersign-away.yml": "away:\n  - login: robin\n    till: soon\n",
    });
    expect(asked(broken)).toEqual(["robin"]);
    expect(row(broken)).toMatch(/countersign-away\.yml` was not used: line 2 is not as expected/);
  });
});

describe("nobody in time", () => {
  it("asks the next one and the escalation teams, then denies, until a review comes in after all", async () => {
    await scene.buildShop();
    const leads = scene.github.createTeam(scene.organization, "leads", ["ada"]);
    scene.github.setTeamPermission(scene.repo, leads, "write");
    const queue = "queue: { behavior_changing: { on_timeout: deny } }\n";
    const escalation = `reviewers: { escalation: { teams: [${scene.organization}/leads] } }\n`;
    await scene.github.commit(scene.repo, "main", { author: "ada", files: policy(queue + escalation) });
    const pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();
    const first = theOneAsked(pull);

    await scene.pass(7.9);
    expect(asked(pull)).toEqual([first]);
    await scene.pass(0.2);
    const second = theOneAsked(pull);
    expect(second).not.toBe(first);
    expect([...pull.requestedTeams]).toEqual([leads]);
    expect(row(pull)).toContain(`Before: \`${first}\` did not begin in time.`);
    expect(scene.check(pull).conclusion).toBeNull();

    await scene.pass(8.1);
    expect(scene.check(pull)).toMatchObject({
      conclusion: "failure",
      title: "Behavior-changing · nobody reviewed in time",
    });
    expect(scene.requirement(pull, "structured_review").detail).toMatch(
      /nobody reviewed in time \(asked were .*`deny`/,
    );
    expect(asked(pull)).toEqual([]);

    await reviews(scene, pull, "robin");
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("lets a behavior-changing change pass where the policy says so, loudly, and a late rejection stops it", async () => {
    const pull = await aPull(policy("queue: { behavior_changing: { on_timeout: approve-with-log } }\n"));
    await scene.pass(8.1);
    expect(scene.check(pull).conclusion).toBeNull();
    await scene.pass(8.1);

    expect(scene.check(pull)).toMatchObject({
      conclusion: "success",
      title: "Behavior-changing · NOT REVIEWED · nobody reviewed in time, and the policy lets it pass",
    });
    expect(scene.check(pull).summary).toContain("### ⚠ Not reviewed");
    expect(scene.briefings(pull).at(-1)).toContain("NOT REVIEWED");

    await reviews(scene, pull, "robin", { verdict: "reject" });
    expect(scene.check(pull).conclusion).toBe("failure");
  });

  it("goes on asking where the policy escalates, and lets whoever has begun finish", async () => {
    const pull = await aPull();
    const first = theOneAsked(pull);
    await scene.pass(8.1);
    const second = theOneAsked(pull);
    await say(pull, second, "/countersign start");
    await scene.pass(10);
    expect(asked(pull)).toEqual([second]);

    await scene.pass(24);
    const third = theOneAsked(pull);
    expect([first, second]).not.toContain(third);
  });

  it("denies a high-stakes change whose second reviewer never comes, and never lets it pass", async () => {
    const pull = await aPull(
      { CODEOWNERS: "* @robin\n", ...policy("queue: { high_stakes: { escalate_after: 8h, on_timeout: deny } }\n") },
      STAKES,
    );
    await seals(pull, "robin");
    await scene.pass(8.1);
    expect(scene.check(pull).conclusion).toBeNull();
    await scene.pass(8.1);

    expect(scene.check(pull)).toMatchObject({ conclusion: "failure", title: "High-stakes · nobody reviewed in time" });
    expect(scene.requirement(pull, "blind_reviews").detail).toMatch(/^1 of 2 blind reviews, nobody reviewed in time/);

    await seals(pull, "sam", "approve", ANOTHER_GOOD_FORM);
    expect(scene.check(pull).conclusion).toBe("success");
  });
});

it("asks whoever was asked about the version before, when the agent pushes", async () => {
  const pull = await aPull({ CODEOWNERS: "* @robin\n" });
  const before = row(pull);

  await scene.github.pushTo(pull, { author: "Copilot", files: { "src/cart/total.ts": DISCOUNT_V2 } });
  ciPasses(scene, pull);
  await scene.settle();

  expect(asked(pull)).toEqual(["robin"]);
  expect(row(pull)).not.toBe(before);
  expect(row(pull)).toMatch(/^`robin`, since/);
});

it("neither fails nor delays the gate when the lists of people cannot be read", async () => {
  scene.github.fail({ path: /\/collaborators$/, status: 502, times: 1000 });
  const pull = await aPull();

  expect(scene.check(pull)).toMatchObject({ status: "in_progress" });
  expect(asked(pull)).toEqual([]);
  scene.github.clearFaults();
  await scene.app.retryNow();
  await scene.settle();
  expect(asked(pull)).toHaveLength(1);
});
