// Reads a syntax tree into what can be compared: its leaves in order, each with the nodes that open and close before it, and its
// comments apart. Walks with a cursor and a stack of its own, because hostile trees are deeper than any call stack.
import type { Tree, TreeCursor } from "web-tree-sitter";
import { TEXT_RUNS, type TextRuns } from "./text-runs.js";
import type { Traits } from "./traits.js";

export interface Program {
  readonly leaves: readonly Leaf[];
  readonly comments: readonly Comment[];
  /** What parts two leaves as white space does: comments, continued lines, JSX expressions that hold a comment only. */
  readonly separators: readonly Separator[];
  /** What closes after the last leaf. */
  readonly closing: string;
}

export interface Separator {
  readonly start: number;
  readonly end: number;
}

export interface Leaf {
  readonly kind: string;
  readonly text: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Kind of the node around it. */
  readonly parent: string;
  /** The nodes that close and open between the leaf before and this one. */
  readonly nesting: string;
}

export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Kind of the node around it. */
  readonly parent: string;
  /** How many leaves stand before it. */
  readonly leavesBefore: number;
}

interface Frame {
  readonly kind: string;
  readonly runs: TextRuns | null;
  /** Parentheses that only let an expression take more than one line. */
  readonly isRedundant: boolean;
  /** Where the text run that is not told yet starts. */
  runStart: number;
  readonly leavesBefore: number;
  readonly nestingBefore: string;
}

/** Null: the tree has more than `maxLeaves` leaves. The text must be the one that was parsed. */
export function readProgram(tree: Tree, text: string, how: Reading): Program | null {
  const cursor = tree.walk();
  try {
    return walk(cursor, text, how);
  } finally {
    cursor.delete();
  }
}

interface Reading {
  readonly traits: Traits;
  readonly maxLeaves: number;
}

function walk(cursor: TreeCursor, text: string, { traits, maxLeaves }: Reading): Program | null {
  const leaves: Leaf[] = [];
  const comments: { -readonly [Key in keyof Comment]: Comment[Key] }[] = [];
  const separators: Separator[] = [];
  const frames: Frame[] = [];
  let nesting = "";

  function addLeaf(kind: string, { start, end }: Separator, own = text.slice(start, end)): void {
    const frame = frames.at(-1);
    const isRedundant = frame?.isRedundant === true && (kind === "(" || kind === ")");
    leaves.push({ kind: isRedundant ? REDUNDANT : kind, text: own, start, end, parent: frame?.kind ?? "", nesting });
    nesting = "";
  }

  function tellRun(frame: Frame, end: number): void {
    if (frame.runs === null || end <= frame.runStart) return;
    const meaning = frame.runs.meaning(text.slice(frame.runStart, end));
    if (meaning !== "") addLeaf("#text", { start: frame.runStart, end }, meaning);
  }

  /** True when the node was entered, false when it was dealt with. */
  function visit(): boolean {
    const kind = cursor.nodeType;
    const { startIndex: start, endIndex: end } = cursor;
    const frame = frames.at(-1);
    if (frame?.runs?.text.has(kind)) return false;
    if (frame !== undefined) tellRun(frame, start);
    if (traits.comments.has(kind)) {
      const last = endOfComment(text, start, end);
      const own = { text: text.slice(start, last), start, end: last };
      comments.push({ ...own, parent: frame?.kind ?? "", leavesBefore: leaves.length });
      separators.push({ start, end: last });
    } else if (traits.blank.has(kind)) separators.push({ start, end });
    else if (traits.opaque.has(kind)) addLeaf(kind, { start, end });
    else return enter(kind, start, end);
    if (frame !== undefined) frame.runStart = end;
    return false;
  }

  function enter(kind: string, start: number, end: number): boolean {
    const frame = frames.at(-1);
    if (!cursor.gotoFirstChild()) {
      if (frame === undefined) {
        nesting = `(${kind} )`;
        return false;
      }
      // A line end that the grammar keeps as a token is told from the gap, as every other one.
      if (start === end || !isBlank(text, start, end)) addLeaf(kind, { start, end });
      frame.runStart = end;
      return false;
    }
    const runs = TEXT_RUNS.get(kind) ?? null;
    const isRedundant = isRedundantBracket(kind, frame, leaves.length);
    frames.push({ kind, runs, isRedundant, runStart: start, leavesBefore: leaves.length, nestingBefore: nesting });
    if (!isRedundant) nesting += `(${kind} `;
    return true;
  }

  function leave(): void {
    const frame = frames.pop();
    if (frame === undefined) return;
    const end = cursor.endIndex;
    const outer = frames.at(-1);
    frames.push(frame);
    tellRun(frame, end);
    frames.pop();
    if (outer !== undefined) outer.runStart = end;
    if (outer?.runs && holdsNothing(frame, leaves)) {
      // `{/* a comment */}` between JSX elements: no child comes of it.
      leaves.splice(frame.leavesBefore);
      const { startIndex: start } = cursor;
      while ((separators.at(-1)?.start ?? -1) >= start) separators.pop();
      separators.push({ start, end });
      for (const comment of commentsAfter(comments, leaves.length)) comment.leavesBefore = leaves.length;
      nesting = frame.nestingBefore;
      return;
    }
    if (!frame.isRedundant) nesting += ENDED_BY_LINE.has(frame.kind) ? STATEMENT_END : ")";
  }

  for (;;) {
    if (leaves.length > maxLeaves) return null;
    if (visit()) continue;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return { leaves, comments, separators, closing: nesting };
      leave();
    }
  }
}

/** Statements of JavaScript that a line end closes when no semicolon does, and how their end is told. */
const ENDED_BY_LINE = new Set([
  "break_statement",
  "continue_statement",
  "debugger_statement",
  "expression_statement",
  "lexical_declaration",
  "return_statement",
  "throw_statement",
  "type_alias_declaration",
  "variable_declaration",
]);
export const STATEMENT_END = ");";

/** The kind of a leaf that is a redundant parenthesis. */
export const REDUNDANT = "redundant";

/**
 * Python's parentheses around a whole value, where no operator stands beside them. Around the target of an assignment they mean
 * something, and so may those beside an operator.
 */
function isRedundantBracket(kind: string, outer: Frame | undefined, leavesBefore: number): boolean {
  if (kind !== "parenthesized_expression" || outer === undefined || !PYTHON_VALUE_PLACES.has(outer.kind)) return false;
  return leavesBefore > outer.leavesBefore;
}

const PYTHON_VALUE_PLACES = new Set(["assignment", "augmented_assignment", "return_statement"]);

function holdsNothing(frame: Frame, leaves: readonly Leaf[]): boolean {
  if (frame.kind !== "jsx_expression" || leaves.length !== frame.leavesBefore + 2) return false;
  return leaves.at(-2)?.text === "{" && leaves.at(-1)?.text === "}";
}

/** The last comments of a list that stand behind more leaves than these. */
function* commentsAfter<C extends Comment>(comments: readonly C[], leaves: number): Generator<C> {
  for (let index = comments.length - 1; index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined || comment.leavesBefore <= leaves) return;
    yield comment;
  }
}

/** Some grammars take the line end into the comment. */
function endOfComment(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /[\r\n]/.test(text[last - 1] ?? "")) last--;
  return last;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    if (!/[ \t\r\n]/.test(text[index] ?? "")) return false;
  }
  return true;
}
