// Marks by which agents are known: who a commit or an account is, and what they leave in texts (trailers, footers with links to a session,
// branch names). Numeric ids come first, because logins are renamed and names are typed by anybody.

import type { Account, GitPerson } from "../../facts/facts.js";
import type { EvidenceKind, EvidenceStrength } from "../../facts/finding.js";
import { AGENT_SIGNATURES, type AgentSignature } from "./signatures.js";

export interface Mark {
  readonly agent: string;
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly strength: EvidenceStrength;
}

interface Trailer {
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

interface Match {
  readonly agent: string;
  readonly strength: EvidenceStrength;
}

/** The agent that owns a GitHub account. */
export function matchAccount(account: Account): Match | null {
  if (account.id !== null) {
    const byId = matchId(account.id);
    if (byId !== null) return byId;
  }
  const name = BY_LOGIN.get(account.login.toLowerCase());
  return name === undefined ? null : { agent: name, strength: "certain" };
}

/** The agent that a commit names as author, committer or co-author. */
export function matchPerson(person: GitPerson): Match | null {
  const byAccount = person.account === null ? null : matchAccount(person.account);
  return byAccount ?? matchAddress(person.email) ?? matchNamed(person);
}

/** `<id>+<login>@users.noreply.github.com`: GitHub's own form for a private address. */
export function noreplyAccount(email: string): { readonly id: number | null; readonly login: string } | null {
  const match = /^(?:(\d{1,15})\+)?([^@+\s]+)@users\.noreply\.github\.com$/i.exec(email);
  const login = match?.[2];
  if (login === undefined) return null;
  return { id: match?.[1] === undefined ? null : Number(match[1]), login };
}

function matchAddress(email: string): Match | null {
  const address = email.trim().toLowerCase();
  const exact = BY_EMAIL.get(address);
  if (exact !== undefined) return { agent: exact, strength: "strong" };
  const noreply = noreplyAccount(address);
  if (noreply !== null) {
    const byId = noreply.id === null ? null : matchId(noreply.id);
    // Ids that belong to others (github-actions) stay theirs, whatever login the address claims.
    const byLogin = noreply.id === null ? BY_LOGIN.get(noreply.login) : undefined;
    return byId ?? (byLogin === undefined ? null : { agent: byLogin, strength: "strong" });
  }
  const pattern = AGENT_SIGNATURES.find((row) => row.emailPattern?.test(address));
  if (pattern !== undefined) return { agent: pattern.name, strength: "strong" };
  // `gemini-cli[bot]@…`: a bot's login in front of any domain, as some tools write it.
  const local = address.slice(0, address.lastIndexOf("@"));
  const bot = local.endsWith("[bot]") ? BY_LOGIN.get(local) : undefined;
  return bot === undefined ? null : { agent: bot, strength: "strong" };
}

function matchNamed(person: GitPerson): Match | null {
  const text = `${person.name.trim()} <${person.email.trim()}>`.toLowerCase();
  const row = AGENT_SIGNATURES.find((candidate) => candidate.person?.test(text));
  return row === undefined ? null : { agent: row.name, strength: "strong" };
}

function matchId(id: number): Match | null {
  const writer = BY_ID.get(id);
  if (writer !== undefined) return { agent: writer, strength: "certain" };
  const reviewer = BY_SUGGESTION_ID.get(id);
  return reviewer === undefined ? null : { agent: reviewer, strength: "weak" };
}

const BY_ID = indexBy((row) => row.ids);
const BY_SUGGESTION_ID = indexBy((row) => row.suggestionIds);
const BY_LOGIN = indexBy((row) => row.logins);
const BY_EMAIL = indexBy((row) => row.emails);

function indexBy<K>(keys: (row: AgentSignature) => readonly K[] | undefined): ReadonlyMap<K, string> {
  return new Map(AGENT_SIGNATURES.flatMap((row) => (keys(row) ?? []).map((key) => [key, row.name] as const)));
}
