// Marks that agents leave in texts: trailers, footers with links to a session, branch names.
import type { EvidenceKind, EvidenceStrength } from "../../facts/finding.js";
import { AGENT_SIGNATURES } from "./signatures.js";

export interface Mark {
  readonly agent: string;
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly strength: EvidenceStrength;
}

export interface Trailer {
  readonly name: string;
  readonly value: string;
}

/** Longer texts are searched this far: GitHub's own limit for a body is 65,536 characters. */
const MAX_TEXT = 200_000;
const MAX_LINE = 1000;

/** Every `Name: value` line, wherever it stands: squash merges leave trailers in the middle of a message. */
export function trailersOf(text: string): readonly Trailer[] {
  const trailers: Trailer[] = [];
  for (const line of text.slice(0, MAX_TEXT).split(/\r\n|\r|\n/)) {
    if (line.length > MAX_LINE) continue;
    const match = /^[\s>*-]{0,8}([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*(\S.*)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) trailers.push({ name: match[1], value: match[2].trim() });
  }
  return trailers;
}

/** Marks in a commit message or a pull request's body. */
export function marksIn(text: string): readonly Mark[] {
  const cut = text.slice(0, MAX_TEXT);
  const trailers = trailersOf(cut).map((trailer) => `${trailer.name}: ${trailer.value}`);
  const marks: Mark[] = [];
  for (const row of AGENT_SIGNATURES) {
    for (const pattern of row.trailers ?? []) {
      const found = trailers.find((line) => pattern.test(line));
      if (found !== undefined) marks.push({ agent: row.name, kind: "trailer", text: found, strength: "strong" });
    }
    for (const pattern of row.marks ?? []) {
      const found = pattern.exec(cut)?.[0];
      if (found !== undefined) marks.push({ agent: row.name, kind: "body", text: found.trim(), strength: "strong" });
    }
  }
  return marks;
}

export function markOfBranch(branch: string): Mark | null {
  for (const row of AGENT_SIGNATURES) {
    if (row.branches?.some((pattern) => pattern.test(branch))) {
      return { agent: row.name, kind: "branch", text: branch, strength: "strong" };
    }
  }
  for (const row of AGENT_SIGNATURES) {
    if (row.vagueBranches?.some((pattern) => pattern.test(branch))) {
      return { agent: row.name, kind: "branch", text: branch, strength: "weak" };
    }
  }
  return null;
}
