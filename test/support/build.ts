// The world that unit tests share: one open pull request, acme/shop#7, written by an agent that alice set to work, with
// one changed file and robin to review it. Each builder takes an override of the facts that a test is about.
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Classification } from "../../src/core/classify/finding.js";
import type {
  Account,
  Change,
  ChangedFile,
  CheckResult,
  Comment,
  Commit,
  DiffLine,
  Facts,
  GitPerson,
  Hunk,
  LinkedIssue,
  NativeReview,
  Permission,
  PersonFacts,
} from "../../src/core/facts.js";
import { loaded, personKey } from "../../src/core/facts.js";
import type { GateInput } from "../../src/core/gate/input.js";
import { type LoadedPolicy, Policy } from "../../src/core/policy/schema.js";
import type { Override as OverrideRecord, Records, Session, Submission, Waiver } from "../../src/core/records.js";
import { NO_RECORDS } from "../../src/core/records.js";
import { merge, type Override } from "./merge.js";

/** A commit or blob id: 40 hex digits, the same for the same seed. */
export function fakeSha(seed: string | number): string {
  return createHash("sha1").update(`sha ${seed}`).digest("hex");
}

/** A sha256: 64 hex digits, the same for the same seed. */
export function fakeHash(seed: string | number): string {
  return createHash("sha256").update(`hash ${seed}`).digest("hex");
}

/** The fingerprint of the default change. */
export const FINGERPRINT = fakeHash("change 1");
/** The head of the default pull request. */
export const HEAD_SHA = fakeSha("head 1");
/** The moment of the default snapshot; comments of the builders lie before it. */
export const READ_AT = "2026-03-02T12:00:00Z";

/** The people of the default world, by login. */
const IDS: Readonly<Record<string, number>> = { alice: 101, robin: 102, sam: 103, maya: 104, ada: 105 };

/** A person; without an id of their own one is derived from the login. */
export function anAccount(override: Override<Account> = {}): Account {
  const login = override.login ?? "robin";
  return merge({ id: accountId(login), login, type: "User" }, override);
}

/** The account of Copilot's coding agent. */
export function anAgentAccount(override: Override<Account> = {}): Account {
  return merge({ id: 198982749, login: "copilot-swe-agent[bot]", type: "Bot" }, override);
}

function accountId(login: string): number {
  const known = IDS[personKey(login)];
  return known ?? 10_000 + Number.parseInt(fakeHash(personKey(login)).slice(0, 7), 16);
}

export function aPerson(
  login: string,
  permission: Permission = "write",
  override: Override<PersonFacts> = {},
): PersonFacts {
  return merge({ account: anAccount({ login }), permission: loaded(permission), teams: loaded([]) }, override);
}

/** `Facts.people` of these persons. */
export function people(...persons: readonly PersonFacts[]): ReadonlyMap<string, PersonFacts> {
  return new Map(persons.map((person) => [personKey(person.account.login), person]));
}

export function aGitPerson(override: Override<GitPerson> = {}): GitPerson {
  return merge(
    {
      name: "copilot-swe-agent[bot]",
      email: "198982749+Copilot@users.noreply.github.com",
      account: anAgentAccount(),
    },
    override,
  );
}

/** `GitHub <noreply@github.com>`, the committer of everything that is done on the web. */
export function theWebFlow(): GitPerson {
  return { name: "GitHub", email: "noreply@github.com", account: { id: 19864447, login: "web-flow", type: "User" } };
}

export function aCommit(override: Override<Commit> = {}): Commit {
  return merge(
    {
      sha: HEAD_SHA,
      message: "Count the quantity of each item in the cart total",
      author: aGitPerson(),
      committer: theWebFlow(),
      coAuthors: [],
    },
    override,
  );
}

/** A hunk from lines that start with `+`, `-` or a space; line numbers are counted from the two starts. */
export function aHunk(start: { readonly old: number; readonly new: number }, lines: readonly string[]): Hunk {
  let oldLine = start.old;
  let newLine = start.new;
  const parsed = lines.map((line): DiffLine => {
    const text = line.slice(1);
    if (line.startsWith("+")) return { kind: "added", text, oldLine: null, newLine: newLine++ };
    if (line.startsWith("-")) return { kind: "removed", text, oldLine: oldLine++, newLine: null };
    return { kind: "context", text, oldLine: oldLine++, newLine: newLine++ };
  });
  return { oldStart: start.old, newStart: start.new, lines: parsed };
}

/** A modified text file; `path` also names both sides unless they are given. */
export function aFile(override: Override<ChangedFile> = {}): ChangedFile {
  const path = override.path ?? "src/cart/total.ts";
  return merge(
    {
      path,
      previousPath: null,
      status: "modified",
      additions: 2,
      deletions: 1,
      before: { path, blob: fakeSha(`before ${path}`), mode: "100644" },
      after: { path, blob: fakeSha(`after ${path}`), mode: "100644" },
      content: { kind: "hunks", hunks: [TOTAL_HUNK] },
    },
    override,
  );
}

const TOTAL_HUNK = aHunk({ old: 10, new: 10 }, [
  " export function cartTotal(items: readonly CartItem[]): number {",
  "-  return items.reduce((sum, item) => sum + item.price, 0);",
  "+  const quantities = items.map((item) => item.quantity ?? 1);",
  "+  return items.reduce((sum, item, index) => sum + item.price * (quantities[index] ?? 1), 0);",
  " }",
]);

export function aChange(override: Override<Change> = {}): Change {
  return merge(
    {
      files: [aFile()],
      gaps: [],
      commits: [aCommit()],
      branch: "copilot/count-quantities",
      title: "Count quantities in the cart total",
      body: 'The cart total ignores how many of an item were ordered.\n\n```countersign\nagent: copilot\noperator: alice\nintent: Multiply each price by its quantity when the cart total is computed.\ntests: ["npm test -- cart"]\ncontext: []\nconfidence: 0.9\nretries: 0\nacceptance: "#41"\n```\n',
      author: anAgentAccount(),
      pushers: [anAgentAccount()],
    },
    override,
  );
}

/** A comment by robin; `#issuecomment-<id>` is its address. */
export function aComment(override: Override<Comment> = {}): Comment {
  const id = override.id ?? 9001;
  return merge(
    {
      id,
      url: `https://github.com/acme/shop/pull/7#issuecomment-${id}`,
      author: anAccount(),
      body: "/countersign start",
      createdAt: "2026-03-02T10:00:00Z",
      editedAt: null,
      editor: null,
      viaApp: false,
      ours: false,
    },
    override,
  );
}

export function aNativeReview(override: Override<NativeReview> = {}): NativeReview {
  const id = override.id ?? 8001;
  return merge(
    {
      id,
      url: `https://github.com/acme/shop/pull/7#pullrequestreview-${id}`,
      author: anAccount(),
      state: "APPROVED",
      body: "",
      commitSha: HEAD_SHA,
      submittedAt: "2026-03-02T10:30:00Z",
      editedAt: null,
      editor: null,
    },
    override,
  );
}

export function aCheck(override: Override<CheckResult> = {}): CheckResult {
  return merge(
    {
      name: "test",
      kind: "check_run",
      app: "github-actions",
      state: "passed",
      outcome: "success",
      url: "https://github.com/acme/shop/actions/runs/1",
    },
    override,
  );
}

export function aLinkedIssue(override: Override<LinkedIssue> = {}): LinkedIssue {
  return merge(
    {
      repository: "acme/shop",
      number: 41,
      url: "https://github.com/acme/shop/issues/41",
      title: "The total is wrong when I order two",
      body: "Acceptance criteria:\n- [ ] two items at 5.00 come to 10.00\n- [ ] a missing quantity counts as one\n",
      author: anAccount({ login: "alice" }),
      editor: null,
    },
    override,
  );
}

/** The world: see the head of this file. alice may write, robin and sam may write, maya maintains, ada administers. */
export function aFacts(override: Override<Facts> = {}): Facts {
  return merge<Facts>(
    {
      readAt: READ_AT,
      repository: { id: 4242, owner: "acme", name: "shop", defaultBranch: "main", installationId: 77 },
      pull: {
        number: 7,
        url: "https://github.com/acme/shop/pull/7",
        state: "open",
        draft: false,
        headSha: HEAD_SHA,
        baseRef: "main",
        baseSha: fakeSha("base 1"),
        fork: false,
        createdAt: "2026-03-02T09:00:00Z",
        mergedBy: null,
        mergeCommitSha: null,
        bodyEditor: null,
      },
      change: loaded(aChange()),
      comments: loaded([]),
      reviews: loaded([]),
      checks: loaded([aCheck()]),
      linkedIssues: loaded([aLinkedIssue()]),
      siblings: loaded([]),
      people: people(
        aPerson("alice"),
        aPerson("robin"),
        aPerson("sam"),
        aPerson("maya", "maintain"),
        aPerson("ada", "admin"),
      ),
    },
    override,
  );
}

/** A policy as the schema completes it: give only the keys that differ from the defaults. */
export function aPolicy(input: z.input<typeof Policy> = {}): Policy {
  return Policy.parse(input);
}

export function aLoadedPolicy(override: Override<LoadedPolicy> = {}): LoadedPolicy {
  const base = {
    policy: aPolicy(),
    hash: "",
    problems: [],
    relaxations: [],
    unavailable: [],
    origins: [{ repository: "acme/shop", path: ".github/countersign.yml", ref: "main" }],
  };
  const merged = merge<LoadedPolicy>(base, override);
  return override.hash ? merged : { ...merged, hash: `sha256:${fakeHash(JSON.stringify(merged.policy))}` };
}

export function aRecords(override: Override<Records> = {}): Records {
  return merge(NO_RECORDS, override);
}

export function aClassification(override: Override<Classification> = {}): Classification {
  return merge<Classification>(
    {
      tier: "behavior-changing",
      findings: [
        {
          rule: "changes-source",
          tier: "behavior-changing",
          path: "src/cart/total.ts",
          line: 11,
          side: "new",
          reason: "changes source code",
        },
      ],
      agent: {
        name: "copilot",
        evidence: [{ kind: "pull-author", text: "copilot-swe-agent[bot]", strength: "certain" }],
        operator: ["alice"],
      },
    },
    override,
  );
}

export function aGateInput(override: Override<GateInput> = {}): GateInput {
  return merge<GateInput>(
    {
      facts: aFacts(),
      records: NO_RECORDS,
      classification: aClassification(),
      policy: aLoadedPolicy(),
      fingerprint: FINGERPRINT,
      size: { counted: 3, ignored: [] },
    },
    override,
  );
}

/** robin's open session on the default change, started at 10:00 by comment 9001. */
export function aSession(override: Override<Session> = {}): Session {
  return merge<Session>(
    {
      commentId: 9001,
      reviewer: anAccount(),
      fingerprint: FINGERPRINT,
      headSha: HEAD_SHA,
      startedAt: "2026-03-02T10:00:00Z",
      expiresAt: "2026-03-03T10:00:00Z",
      state: "open",
    },
    override,
  );
}

/** robin's accepted approval in comment 9002, ten minutes after the start. */
export function aSubmission(override: Override<Submission> = {}): Submission {
  return merge<Submission>(
    {
      source: { kind: "comment", id: 9002, revision: "2026-03-02T10:10:00Z" },
      url: "https://github.com/acme/shop/pull/7#issuecomment-9002",
      reviewer: anAccount(),
      verdict: "approve",
      answers: {
        intent: "An order of three mugs is now charged three times instead of once.",
        tests: "I ran the cart suite and added a case with a quantity of zero; all green.",
        edgeCases: "- a missing quantity falls back to one\n- zero items give zero",
        risks: "- carts stored before the quantity field existed may change their price",
        testEvidence: { acceptanceCriteria: true, ownTests: true, agentTestsOnly: false },
      },
      fingerprint: FINGERPRINT,
      headSha: HEAD_SHA,
      sessionCommentId: 9001,
      submittedAt: "2026-03-02T10:10:00Z",
      seconds: 600,
      fast: false,
      voided: null,
    },
    override,
  );
}

export function aWaiver(override: Override<Waiver> = {}): Waiver {
  return merge<Waiver>(
    {
      commentId: 9003,
      requirement: "reviewable_size",
      subject: null,
      reason: "A rename across the package cannot be split further.",
      by: anAccount({ login: "maya" }),
      at: "2026-03-02T10:20:00Z",
      fingerprint: FINGERPRINT,
    },
    override,
  );
}

export function anOverride(override: Override<OverrideRecord> = {}): OverrideRecord {
  return merge<OverrideRecord>(
    {
      commentId: 9004,
      reason: "Checkout is down and this is the fix.",
      by: anAccount({ login: "ada" }),
      at: "2026-03-02T10:25:00Z",
      headSha: HEAD_SHA,
    },
    override,
  );
}
