// Looks for the patterns of all rules in the added and removed lines of a file, in one pass: one regular expression of
// all keywords finds the lines worth looking at, and only those are tried against the patterns.
import type { ChangedFile, DiffLine } from "../facts.js";

export interface LinePattern {
  /** Linear: no nested quantifiers, at most one unbounded gap. Tried on windows of a line, without the sign. */
  readonly pattern: RegExp;
  /** Texts one of which every match contains, compared without case. At least 3 characters each. */
  readonly keywords: readonly string[];
  /** What a reviewer reads; lower case, no final period. */
  readonly reason: string;
  /** Only in files whose path (lower case) matches; absent: in all. */
  readonly files?: RegExp;
}

export interface LineHit {
  readonly line: number;
  readonly side: "old" | "new";
  readonly reason: string;
}

/** Hits by rule id; rules without hits are absent. */
export type LineScan = (file: ChangedFile) => ReadonlyMap<string, readonly LineHit[]>;

export interface ScannedRule {
  readonly id: string;
  readonly patterns: readonly LinePattern[];
}

export function compileScan(rules: readonly ScannedRule[]): LineScan {
  const keywords = new Set(rules.flatMap((rule) => rule.patterns.flatMap((pattern) => pattern.keywords)));
  const prefilter = new RegExp([...keywords].map(escapePattern).join("|"), "i");
  return (file) => scanFile(file, rules, prefilter);
}

function scanFile(file: ChangedFile, rules: readonly ScannedRule[], prefilter: RegExp): ReadonlyMap<string, LineHit[]> {
  const hits = new Map<string, LineHit[]>();
  if (file.content.kind !== "hunks") return hits;
  const paths = `${file.path}\n${file.previousPath ?? ""}`.toLowerCase();
  const applicable = rules.map((rule) => ({ id: rule.id, patterns: rule.patterns.filter((p) => appliesTo(p, paths)) }));
  for (const hunk of file.content.hunks) {
    for (const line of hunk.lines) {
      if (line.kind === "context" || !prefilter.test(line.text)) continue;
      collectHits(line, applicable, hits);
    }
  }
  return hits;
}

function appliesTo(pattern: LinePattern, paths: string): boolean {
  return pattern.files === undefined || paths.split("\n").some((path) => path !== "" && pattern.files?.test(path));
}

function collectHits(line: DiffLine, rules: readonly ScannedRule[], hits: Map<string, LineHit[]>): void {
  const windows = windowsOf(line.text);
  for (const rule of rules) {
    const found = rule.patterns.find((pattern) => windows.some((window) => pattern.pattern.test(window)));
    if (found === undefined) continue;
    const side = line.kind === "removed" ? "old" : "new";
    const hit: LineHit = { line: line.newLine ?? line.oldLine ?? 1, side, reason: found.reason };
    const list = hits.get(rule.id);
    if (list === undefined) hits.set(rule.id, [hit]);
    else list.push(hit);
  }
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
