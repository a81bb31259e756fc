// Is it known whose work the change is? Whoever had a hand in it is no independent reviewer, so what is open here holds the change
// until a maintainer has said it.

import type { GateInput } from "../../case/input.js";
import type { GivenBy } from "../../case/requirement.js";
import { OPERATOR } from "../../comments/parse-command.js";
import { type Few, few, sayFew } from "../../ground/first-few.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { claimsOn, isOperatorUnknown } from "../../people/claims.js";
import {
  attributionsOf,
  formerUnknownCommits,
  MAX_CONTRIBUTORS,
  type UnattributedCommit,
  unattributedCommits,
} from "../../people/commit-people.js";
import { waiversInForce } from "../../people/ground.js";
import { namesOperator } from "../../people/rights.js";
import { givenBy, sayWaiver } from "../waive.js";

const ID = "facts_complete";
const MAX_NAMED = 5;

/**
 * One thing that has to be known of the people. `unread`: it could not be read, and is asked for again · `noted`: nothing has to be
 * done about it.
 */
export type PeopleAnswer = {
  readonly state: "open" | "waived" | "unread" | "noted";
} & (
  | { readonly about: "heads"; readonly heads: Few<string> }
  | {
      readonly about: "claim";
      readonly login: Hostile;
      readonly says: readonly string[];
      readonly settled: GivenBy | null;
    }
  | { readonly about: "operator"; readonly named: GivenBy | null }
  | { readonly about: "commit"; readonly sha: string; readonly attributed: GivenBy }
  | { readonly about: "commits"; readonly first: string; readonly commits: Few<UnknownCommit> }
  | { readonly about: "too-many" }
);

interface UnknownCommit {
  readonly sha: string;
  /** `name <email>`; empty: since rewritten. */
  readonly people: readonly Hostile[];
}

export function judgePeople(input: GateInput): readonly PeopleAnswer[] {
  // Where no person reviews, nobody has to be independent.
  if (input.classification.tier === "format-safe") return [];
  return [
    ...aboutHeads(input),
    ...aboutClaims(input),
    ...aboutOperator(input),
    ...aboutCommits(input),
    ...aboutTooMany(input),
  ];
}

/** On every tier with a review: whoever committed there might be the one who reviews. */
function aboutHeads({ records }: GateInput): readonly PeopleAnswer[] {
  const unread = records.heads.filter(({ read }) => !read).map(({ sha }) => sha);
  return unread.length === 0 ? [] : [{ state: "unread", about: "heads", heads: few(unread, MAX_NAMED) }];
}

/** On every tier with a review: what is said of somebody since their review began. */
function aboutClaims(input: GateInput): readonly PeopleAnswer[] {
  return claimsOn(input).map(({ person, says, settled }): PeopleAnswer => {
    const login = hostile(person.login);
    if (settled !== null) return { state: "waived", about: "claim", login, says, settled: givenBy(settled) };
    return { state: "open", about: "claim", login, says, settled: null };
  });
}

/** Independence has to be proved on high-stakes only; elsewhere it is said. */
function aboutOperator(input: GateInput): readonly PeopleAnswer[] {
  if (!isOperatorUnknown(input)) return [];
  const waiver = waiversInForce(input, ID).findLast(namesOperator);
  if (waiver !== undefined) return [{ state: "waived", about: "operator", named: givenBy(waiver) }];
  const isHeld = input.classification.tier === "high-stakes";
  return [{ state: isHeld ? "open" : "noted", about: "operator", named: null }];
}

/** On high-stakes: who wrote a commit is known to people, so a maintainer may say it. */
function aboutCommits(input: GateInput): readonly PeopleAnswer[] {
  const { facts, classification } = input;
  if (classification.tier !== "high-stakes" || facts.change.status === "unavailable") return [];
  const change = facts.change.value;
  const unknown: readonly UnattributedCommit[] = [
    ...unattributedCommits(change, classification.agent),
    ...formerUnknownCommits(change, input).map((sha) => ({ sha, people: [] })),
  ];
  const shas = unknown.map(({ sha }) => sha);
  const said = attributionsOf(shas, waiversInForce(input, ID));
  const waived = unknown.flatMap(({ sha }): PeopleAnswer[] => {
    const waiver = said.get(sha);
    return waiver === undefined ? [] : [{ state: "waived", about: "commit", sha, attributed: givenBy(waiver) }];
  });
  const open = unknown.filter(({ sha }) => !said.has(sha));
  const [first] = open;
  if (first === undefined) return waived;
  return [
    ...waived,
    { state: "open", about: "commits", first: first.sha, commits: few(open.map(toUnknown), MAX_NAMED) },
  ];
}

function toUnknown({ sha, people }: UnattributedCommit): UnknownCommit {
  return { sha, people: people.slice(0, 2).map(({ name, email }) => hostile(`${name} <${email}>`)) };
}

/** INVARIANT: whom there was no room to remember might review it. */
function aboutTooMany({ records }: GateInput): readonly PeopleAnswer[] {
  return records.contributors.length < MAX_CONTRIBUTORS ? [] : [{ state: "open", about: "too-many" }];
}

/** `fix` is empty unless it is open. */
export function sayPeople(answer: PeopleAnswer): { readonly detail: string; readonly fix: string } {
  switch (answer.about) {
    case "heads":
      return noted(
        line`who committed ${sayFew(answer.heads, nameOf)}, which was since rewritten, could not be read yet`,
      );
    case "claim":
      return sayClaim(answer);
    case "operator":
      return sayOperator(answer);
    case "commit":
      return noted(line`${nameOf(answer.sha)} ${sayWaiver(answer.attributed)}`);
    case "commits":
      return {
        detail: line`nobody can tell whose account wrote ${sayFew(answer.commits, sayCommit)}, so no reviewer can be shown to be independent`,
        fix: line`a maintainer says who wrote it, for each of them: \`/countersign waive ${ID}:${answer.first.slice(0, 12)} @login wrote it, the address is not linked to the account\``,
      };
    case "too-many":
      return {
        detail: line`commits of this pull request have named ${MAX_CONTRIBUTORS} people and more, too many to remember`,
        fix: "open a new pull request with the same changes, and with the commits of those who wrote them",
      };
  }
}

function noted(detail: string) {
  return { detail, fix: "" };
}

function sayClaim({ login, says, settled }: Extract<PeopleAnswer, { about: "claim" }>) {
  const detail = line`${quoteInline(`@${login}`, 60)} ${says.join(" and ")} since their review began`;
  if (settled !== null) return noted(line`${detail}: ${sayWaiver(settled)}`);
  return {
    detail,
    fix: line`a maintainer who is neither author nor operator settles it: ${quoteInline(`/countersign waive ${ID}:@${login} they only review it`, 120)} where it is wrong, ${quoteInline(`/countersign exclude @${login} they did take part`, 120)} where it is true`,
  };
}

function sayOperator({ state, named }: Extract<PeopleAnswer, { about: "operator" }>) {
  if (named !== null) return noted(line`who set the agent to work: ${sayWaiver(named)}`);
  const detail = "nobody is known to have set the agent to work";
  if (state !== "open") return noted(detail);
  return {
    detail: line`${detail}, so no reviewer can be shown to be independent`,
    fix: line`assign whoever did to this pull request, or a maintainer names them: \`/countersign waive ${ID}:${OPERATOR} @login asked the agent for this\``,
  };
}

function sayCommit({ sha, people }: UnknownCommit): string {
  const who = people.map((person) => quoteInline(person, 80));
  return line`${nameOf(sha)} ${who.length === 0 ? "(since rewritten)" : line`by ${who.join(" and ")}`}`;
}

function nameOf(sha: string): string {
  return line`\`${sha.slice(0, 7)}\``;
}
