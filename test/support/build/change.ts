// The default change: one file, one commit, written by an agent that alice set to work.
import type { Examination } from "../../../src/core/facts/examination.js";
import type { Change, ChangedFile, Commit, DiffLine, GitPerson, Hunk } from "../../../src/core/facts/facts.js";
import { merge, type Override } from "../merge.js";
import { fakeSha, HEAD_SHA } from "./ids.js";
import { anAgentAccount } from "./people.js";

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
      examination: anExamination(),
    },
    override,
  );
}

/** Examined in full: nothing proved, nothing found. */
export function anExamination(override: Override<Examination> = {}): Examination {
  return merge(
    {
      equivalence: { status: "different", reason: "the code differs" },
      commentLines: { before: [], after: [] },
      statements: [],
      manifest: null,
      secrets: [],
      unexamined: [],
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
      requesters: [],
      pushers: [anAgentAccount()],
    },
    override,
  );
}
