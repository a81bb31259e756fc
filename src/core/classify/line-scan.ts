// Looks for the patterns of all rules in the added and removed lines of a file, in one pass: one regular expression of
// all keywords finds the lines worth looking at, and only those are tried against the patterns.
import type { ChangedFile, DiffLine } from "../facts/facts.js";

export interface LinePattern {
  /** Linear: no nested quantifiers, at most one unbounded gap. Tried on windows of a line, without the sign. */
  readonly pattern: RegExp;
  /** Texts one of which every match contains, compared without case. At least 3 characters each. */
  readonly keywords: readonly string[];
  /** What a reviewer reads; lower case, no final period. */
  readonly reason: string;
  /** Only in files whose path (lower case) matches; absent: in all. */
  readonly files?: RegExp;
  /** Only on removed lines: for safeguards, where one more is no danger and one less is. */
  readonly removed?: true;
}

export interface LineHit {
  readonly line: number;
  readonly side: "old" | "new";
  readonly reason: string;
}

/** A removed line counts on the old side. */
export function hitOn(line: DiffLine, reason: string): LineHit {
  return { line: line.newLine ?? line.oldLine ?? 1, side: line.kind === "removed" ? "old" : "new", reason };
}

/** Hits by rule id; rules without hits are absent. */
export type LineScan = (file: ChangedFile) => ReadonlyMap<string, readonly LineHit[]>;

export interface ScannedRule {
  readonly id: string;
  readonly patterns: readonly LinePattern[];
}

export function compileScan(rules: readonly ScannedRule[]): LineScan {
  const patterns = rules.flatMap(({ id, patterns }) => patterns.map((pattern) => ({ rule: id, ...pattern })));
  const byKeyword = indexByKeyword(patterns);
  // Longest first: where several keywords start at one place, the longest is found and stands for all.
  const keywords = [...byKeyword.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const alternatives = keywords.map(escapePattern).join("|");
  const scanner = { byKeyword, any: new RegExp(alternatives, "i"), each: new RegExp(`(?=(${alternatives}))`, "gi") };
  return (file) => scanFile(file, scanner);
}

interface RulePattern extends LinePattern {
  readonly rule: string;
}

interface Scanner {
  /** By keyword in lower case: the patterns to try on a line that holds it. */
  readonly byKeyword: ReadonlyMap<string, readonly RulePattern[]>;
  /** Finds out whether a line holds any keyword. */
  readonly any: RegExp;
  /** Finds the keywords at every place, also where they overlap. */
  readonly each: RegExp;
}

function indexByKeyword(patterns: readonly RulePattern[]): ReadonlyMap<string, readonly RulePattern[]> {
  const keywords = new Set(patterns.flatMap((pattern) => pattern.keywords.map((keyword) => keyword.toLowerCase())));
  const holders = (keyword: string) =>
    patterns.filter((pattern) => pattern.keywords.some((other) => keyword.startsWith(other.toLowerCase())));
  return new Map([...keywords].map((keyword) => [keyword, holders(keyword)]));
}

function scanFile(file: ChangedFile, scanner: Scanner): ReadonlyMap<string, LineHit[]> {
  const hits = new Map<string, LineHit[]>();
  if (file.content.kind !== "hunks") return hits;
  const paths = [file.path, file.previousPath].flatMap((path) => (path === null ? [] : [path.toLowerCase()]));
  for (const line of file.content.hunks.flatMap(({ lines }) => lines)) {
    if (line.kind === "context" || !scanner.any.test(line.text)) continue;
    for (const { rule, reason } of patternsIn(line, scanner, paths)) {
      const hit = hitOn(line, reason);
      const list = hits.get(rule);
      if (list === undefined) hits.set(rule, [hit]);
      else list.push(hit);
    }
  }
  return hits;
}

/** At most one of each rule. */
function patternsIn(line: DiffLine, scanner: Scanner, paths: readonly string[]): Iterable<RulePattern> {
  const found = new Map<string, RulePattern>();
  for (const window of windowsOf(line.text)) {
    for (const pattern of candidates(window, scanner)) {
      const { files } = pattern;
      if (found.has(pattern.rule) || (pattern.removed && line.kind !== "removed")) continue;
      if (files !== undefined && !paths.some((path) => files.test(path))) continue;
      if (pattern.pattern.test(window)) found.set(pattern.rule, pattern);
    }
  }
  return found.values();
}

function candidates(window: string, { byKeyword, each }: Scanner): ReadonlySet<RulePattern> {
  const patterns = new Set<RulePattern>();
  each.lastIndex = 0;
  for (let match = each.exec(window); match !== null; match = each.exec(window)) {
    for (const pattern of byKeyword.get((match[1] ?? "").toLowerCase()) ?? []) patterns.add(pattern);
    // The match itself is empty: a keyword may start inside another.
    each.lastIndex = match.index + 1;
  }
  return patterns;
}

/** Characters that one pattern sees at a time. Chosen: longer than any hand-written line, short enough for any pattern. */
const WINDOW = 2000;
/** No pattern of ours needs more context than this. */
const OVERLAP = 400;

/** A minified line can be megabytes long; in windows the work stays linear in its length. */
function windowsOf(text: string): readonly string[] {
  if (text.length <= WINDOW) return [text];
  const windows: string[] = [];
  for (let at = 0; at < text.length; at += WINDOW - OVERLAP) windows.push(text.slice(at, at + WINDOW));
  return windows;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
