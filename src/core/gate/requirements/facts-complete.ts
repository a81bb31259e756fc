// Do we know everything that the decision rests on? What could not be read, or was not listed, is never taken for harmless.
import { panelOf } from "../../blind/panel.js";
import type { Facts } from "../../facts.js";
import type { Waiver } from "../../records.js";
import { attributionsOf, unattributedCommits } from "../../review/commit-people.js";
import { waiversInForce } from "../../review/exceptions.js";
import { quoteInline } from "../../text/neutralise.js";
import { prose } from "../../text/prose.js";
import type { GateInput } from "../input.js";
import { satisfied, unreadable, unsatisfied, waived } from "../outcome.js";
import type { Requirement } from "../requirement.js";
import { describeWaiver } from "../waive.js";

const ID = "facts_complete";

const SOURCES = {
  change: "the change",
  comments: "the comments",
  reviews: "the reviews",
  checks: "the checks",
  linkedIssues: "the linked issues",
  siblings: "other pull requests with this commit",
} as const satisfies Partial<Record<keyof Facts, string>>;

/**
 * On every tier. Not waivable as a whole: a waiver would be about something that nobody has seen. Who wrote a commit is known to
 * people, so on high-stakes, where independence is to be proved, a maintainer may say it.
 */
export function factsComplete(input: GateInput): Requirement {
  const { facts } = input;
  const sources = isBlindWanted(input) ? { ...SOURCES, lineComments: "the comments on lines of the diff" } : SOURCES;
  const missing = Object.entries(sources).flatMap(([key, name]) => {
    const source = facts[key as keyof typeof sources];
    return source.status === "unavailable" ? [`${name} could not be read (${prose(source.reason, 200)})`] : [];
  });
  if (missing.length > 0) return unreadable(ID, missing.join("; "));
  const gaps = facts.change.status === "loaded" ? facts.change.value.gaps : [];
  if (gaps.length > 0) {
    return unsatisfied(ID, {
      who: "agent",
      waits: "author",
      detail: `not all of the change can be seen: ${gaps.map((gap) => prose(gap, 200)).join("; ")}`,
      fix: "split the change into smaller pull requests; GitHub lists at most 3,000 files and 250 commits of one",
    });
  }
  return aboutAuthors(input) ?? satisfied(ID, "everything was read");
}

/** Somebody may have given a verdict away there. On other changes, and once both reviews are known, nothing depends on them. */
function isBlindWanted(input: GateInput): boolean {
  return input.classification.tier === "high-stakes" && panelOf(input).state !== "revealed";
}

const MAX_NAMED = 5;

/** Null: it is known who wrote every commit, or the tier does not ask. */
function aboutAuthors(input: GateInput): Requirement | null {
  const { facts, classification } = input;
  if (classification.tier !== "high-stakes" || facts.change.status === "unavailable") return null;
  const unknown = unattributedCommits(facts.change.value, classification.agent);
  if (unknown.length === 0) return null;
  const said = attributionsOf(facts.change.value, waiversInForce(input, ID));
  const open = unknown.filter(({ sha }) => !said.has(sha));
  if (open.length === 0) {
    return waived(ID, unknown.map(({ sha }) => `${nameOf(sha)} ${describeWaiver(said.get(sha) as Waiver)}`).join("; "));
  }
  const named = open.slice(0, MAX_NAMED).map(({ sha, people }) => {
    const who = people.slice(0, 2).map(({ name, email }) => quoteInline(`${name} <${email}>`, 80));
    return `${nameOf(sha)} by ${who.join(" and ")}`;
  });
  const more = open.length > MAX_NAMED ? ` and ${open.length - MAX_NAMED} more` : "";
  return unsatisfied(ID, {
    who: "maintainer",
    waits: "people",
    detail: `nobody can tell whose account wrote ${named.join(", ")}${more}, so no reviewer can be shown to be independent`,
    fix: `a maintainer says who wrote it, for each of them: \`/countersign waive ${ID}:${open[0]?.sha.slice(0, 12)} @login wrote it, the address is not linked to the account\``,
  });
}

function nameOf(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
