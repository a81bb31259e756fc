// Whether a coding agent wrote the change, with the evidence and the people behind it: DESIGN §6. A mark is sufficient, its
// absence proves nothing. Once seen, an agent stays: rewriting history does not make a change a person's.
import type { Change, Commit } from "../facts/facts.js";
import type { Agent, Evidence, EvidenceStrength } from "../facts/finding.js";
import type { Policy } from "../policy/schema.js";
import { statementOf } from "../statement/statement.js";
import { type Mark, markOfBranch, marksIn, matchAccount, matchPerson, trailersOf } from "./authorship/marks.js";
import { operatorsOf } from "./authorship/operator.js";
import { commitMarksByPolicy, marksByPolicy } from "./authorship/policy-agents.js";

/** The agent, or null when nothing says that one wrote the change. `agentSeen`: what an earlier evaluation recorded. */
export function findAgent(change: Change, policy: Policy, agentSeen: Agent | null): Agent | null {
  const statement = statementOf(change);
  const marks = [...allMarks(change, policy), ...(statement.agent === null ? [] : [declaredMark(statement.agent)])];
  const enough = marks.filter(isSufficient).sort(byStrength);
  const agentCommits = change.commits.filter((commit) => commitMarks(commit, policy).some(isSufficient));
  const operator = () => operatorsOf(change, { agentCommits, declared: statement.operator ?? [], policy });
  const first = enough[0];
  if (first !== undefined) {
    const name = marks.find((mark) => mark.strength === first.strength && mark.agent !== UNNAMED)?.agent ?? first.agent;
    return { name: cut(name), evidence: evidenceOf(marks), operator: union(operator(), agentSeen?.operator ?? []) };
  }
  if (agentSeen === null) return null;
  const recorded: Evidence = { kind: "recorded", text: cut(agentSeen.name), strength: "certain" };
  return { name: agentSeen.name, evidence: [recorded], operator: union(operator(), agentSeen.operator) };
}

const UNNAMED = "unnamed-agent";
/** Evidence is shown to people; past this many lines it says nothing new. */
const MAX_EVIDENCE = 20;
const MAX_TEXT = 200;
const MAX_NAME = 60;

/**
 * Weak evidence counts when it names who wrote code: a suggestion that a person accepted is an agent's code in the change.
 * A branch name that people use too is not enough by itself.
 */
function isSufficient(mark: Mark): boolean {
  return mark.strength !== "weak" || mark.kind === "author" || mark.kind === "committer" || mark.kind === "co-author";
}

function allMarks(change: Change, policy: Policy): readonly Mark[] {
  const branch = markOfBranch(change.branch);
  return [
    ...accountMarks(change),
    ...change.commits.flatMap(builtInCommitMarks),
    ...marksIn(change.body),
    ...coAuthorsIn(change.body),
    ...(branch === null ? [] : [branch]),
    ...marksByPolicy(change, policy),
  ];
}

/** A review bot that opened or pushed is an agent at work like any other. */
function accountMarks(change: Change): readonly Mark[] {
  const author = change.author === null ? null : matchAccount(change.author);
  const pushers = change.pushers.flatMap((account): Mark[] => {
    const match = matchAccount(account);
    return match === null ? [] : [{ ...match, kind: "pusher", text: account.login, strength: "certain" }];
  });
  if (author === null || change.author === null) return pushers;
  return [{ ...author, kind: "pull-author", text: change.author.login, strength: "certain" }, ...pushers];
}

function commitMarks(commit: Commit, policy: Policy): readonly Mark[] {
  return [...builtInCommitMarks(commit), ...commitMarksByPolicy(commit, policy)];
}

function builtInCommitMarks(commit: Commit): readonly Mark[] {
  const people = [
    ["author", commit.author] as const,
    ["committer", commit.committer] as const,
    ...commit.coAuthors.map((person) => ["co-author", person] as const),
  ];
  const byPerson = people.flatMap(([kind, person]): Mark[] => {
    const match = matchPerson(person);
    return match === null ? [] : [{ ...match, kind, text: `${person.name} <${person.email}>` }];
  });
  return [...byPerson, ...coAuthorsIn(commit.message), ...marksIn(commit.message)];
}

/** `Co-authored-by` lines of a text, for messages whose people were not read apart. */
function coAuthorsIn(text: string): readonly Mark[] {
  return trailersOf(text).flatMap((trailer): Mark[] => {
    if (!/^co-authored-by$/i.test(trailer.name)) return [];
    const person = /^(.*?)\s*<([^<>]*)>\s*$/.exec(trailer.value);
    const match = matchPerson({ name: person?.[1] ?? "", email: person?.[2] ?? "", account: null });
    return match === null ? [] : [{ ...match, kind: "co-author", text: trailer.value }];
  });
}

function declaredMark(name: string): Mark {
  const short = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .slice(0, MAX_NAME);
  return { agent: short === "" ? UNNAMED : short, kind: "declared", text: name, strength: "strong" };
}

function evidenceOf(marks: readonly Mark[]): readonly Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const { kind, text, strength } of [...marks].sort(byStrength)) {
    const evidence: Evidence = { kind, text: cut(text), strength };
    const key = `${kind} ${evidence.text}`;
    if (!seen.has(key)) seen.set(key, evidence);
  }
  return [...seen.values()].slice(0, MAX_EVIDENCE);
}

const RANK: Readonly<Record<EvidenceStrength, number>> = { certain: 0, strong: 1, weak: 2 };

/** Stable: within one strength the order of the sources stays. */
function byStrength(a: Mark, b: Mark): number {
  return RANK[a.strength] - RANK[b.strength];
}

/** Logins are compared without case. */
function union(a: readonly string[], b: readonly string[]): readonly string[] {
  const names = new Map([...b, ...a].map((name) => [name.toLowerCase(), name]));
  return [...names.values()].sort((x, y) => (x < y ? -1 : 1));
}

function cut(text: string): string {
  return [...text.replaceAll(/\s+/g, " ")].slice(0, MAX_TEXT).join("");
}
