// What the policy and the built-in rules say of a path, whatever changes in it. For `policy explain` and the size.
import { notExamined } from "../facts/examination.js";
import type { ChangedFile } from "../facts/facts.js";
import type { Finding } from "../facts/finding.js";
import type { Policy } from "../policy/schema.js";
import { viewChange } from "./change-view.js";
import { findAll } from "./classify.js";

/** The findings of an edit of this path that adds no telling line. */
export function explainPath(path: string, policy: Policy): readonly Finding[] {
  return explainEdit(editOf(path), policy);
}

/** The findings of an edit of this path that parsers find to mean the same: what the place alone still asks for. */
export function explainProvedPath(path: string, policy: Policy): readonly Finding[] {
  const equivalence = { status: "same", by: "syntax", reason: "it means the same before and after" } as const;
  return explainEdit({ ...editOf(path), examination: { ...notExamined(""), unexamined: [], equivalence } }, policy);
}

function explainEdit(file: ChangedFile, policy: Policy): readonly Finding[] {
  const change = {
    files: [file],
    gaps: [],
    commits: [],
    branch: "",
    title: "",
    body: "",
    author: null,
    requesters: [],
    pushers: [],
  };
  return findAll(viewChange(change, NO_LINES), policy);
}

/** True when the path alone makes a change of it high-stakes. */
export function isHighStakesByPath(path: string, policy: Policy): boolean {
  return explainPath(path, policy).some((finding) => finding.tier === "high-stakes");
}

const NO_LINES = () => new Map();

function editOf(path: string): ChangedFile {
  const side = { path, blob: null, mode: null };
  return {
    path,
    previousPath: null,
    status: "modified",
    additions: 0,
    deletions: 0,
    before: side,
    after: side,
    content: { kind: "hunks", hunks: [] },
  };
}
