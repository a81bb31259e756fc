// Is it known whose work the change is? Whoever had a hand in it is no independent reviewer, so what is open here holds the change
// until a maintainer has said it.

import type { GateInput } from "../../case/input.js";
import { OPERATOR } from "../../comments/reasons.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { claimsOn } from "../../people/claims.js";
import { attributionsOf, type UnattributedCommit, unattributedCommits } from "../../people/commit-people.js";
import { waiversInForce } from "../../people/exceptions.js";
import { namesOperator } from "../../people/rights.js";
import { formerUnknownCommits, MAX_CONTRIBUTORS } from "../../people/seen-people.js";
import { isOperatorUnknown } from "../../people/unknown-operator.js";
import { describeWaiver } from "../waive.js";

const ID = "facts_complete";
const MAX_NAMED = 5;

/** One thing that has to be known of the people. */
export type Answer =
  | { readonly state: "open"; readonly detail: string; readonly fix: string }
  | { readonly state: "waived"; readonly detail: string }
  /** It could not be read, and is asked for again. */
  | { readonly state: "unread"; readonly detail: string }
  /** Nothing has to be done about it. */
  | { readonly state: "noted"; readonly detail: string };

export function askAboutPeople(input: GateInput): readonly Answer[] {
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
function aboutHeads({ records }: GateInput): readonly Answer[] {
  const unread = records.heads.filter(({ read }) => !read).map(({ sha }) => nameOf(sha));
  if (unread.length === 0) return [];
  const more = unread.length > MAX_NAMED ? ` and ${unread.length - MAX_NAMED} more` : "";
  const named = unread.slice(0, MAX_NAMED).join(", ");
  return [
    { state: "unread", detail: `who committed ${named}${more}, which was since rewritten, could not be read yet` },
  ];
}

/** On every tier with a review: what is said of somebody since their review began. */
function aboutClaims(input: GateInput): readonly Answer[] {
  return claimsOn(input).map(({ person, says, settled }): Answer => {
    const name = quoteInline(`@${person.login}`, 60);
    const detail = `${name} ${says.join(" and ")} since their review began`;
    if (settled !== null) return { state: "waived", detail: `${detail}: ${describeWaiver(settled)}` };
    return {
      state: "open",
      detail,
      fix: `a maintainer who is neither author nor operator settles it: ${quoteInline(`/countersign waive ${ID}:@${person.login} they only review it`, 120)} where it is wrong, ${quoteInline(`/countersign exclude @${person.login} they did take part`, 120)} where it is true`,
    };
  });
}

/** Independence has to be proved on high-stakes only; elsewhere it is said. */
function aboutOperator(input: GateInput): readonly Answer[] {
  if (!isOperatorUnknown(input)) return [];
  const waiver = waiversInForce(input, ID).findLast(namesOperator);
  if (waiver !== undefined)
    return [{ state: "waived", detail: `who set the agent to work: ${describeWaiver(waiver)}` }];
  const detail = "nobody is known to have set the agent to work";
  if (input.classification.tier !== "high-stakes") return [{ state: "noted", detail }];
  return [
    {
      state: "open",
      detail: `${detail}, so no reviewer can be shown to be independent`,
      fix: `assign whoever did to this pull request, or a maintainer names them: \`/countersign waive ${ID}:${OPERATOR} @login asked the agent for this\``,
    },
  ];
}

/** On high-stakes: who wrote a commit is known to people, so a maintainer may say it. */
function aboutCommits(input: GateInput): readonly Answer[] {
  const { facts, classification } = input;
  if (classification.tier !== "high-stakes" || facts.change.status === "unavailable") return [];
  const change = facts.change.value;
  const unknown: readonly UnattributedCommit[] = [
    ...unattributedCommits(change, classification.agent),
    ...formerUnknownCommits(change, input).map((sha) => ({ sha, people: [] })),
  ];
  const shas = unknown.map(({ sha }) => sha);
  const said = attributionsOf(shas, waiversInForce(input, ID));
  const waived = unknown.flatMap(({ sha }): Answer[] => {
    const waiver = said.get(sha);
    return waiver === undefined ? [] : [{ state: "waived", detail: `${nameOf(sha)} ${describeWaiver(waiver)}` }];
  });
  const open = unknown.filter(({ sha }) => !said.has(sha));
  const [first] = open;
  if (first === undefined) return waived;
  const named = open.slice(0, MAX_NAMED).map(({ sha, people }) => {
    const who = people.slice(0, 2).map(({ name, email }) => quoteInline(`${name} <${email}>`, 80));
    return `${nameOf(sha)} ${who.length === 0 ? "(since rewritten)" : `by ${who.join(" and ")}`}`;
  });
  const more = open.length > MAX_NAMED ? ` and ${open.length - MAX_NAMED} more` : "";
  const detail = `nobody can tell whose account wrote ${named.join(", ")}${more}, so no reviewer can be shown to be independent`;
  const fix = `a maintainer says who wrote it, for each of them: \`/countersign waive ${ID}:${first.sha.slice(0, 12)} @login wrote it, the address is not linked to the account\``;
  return [...waived, { state: "open", detail, fix }];
}

/** INVARIANT: whom there was no room to remember might review it. */
function aboutTooMany({ records }: GateInput): readonly Answer[] {
  if (records.contributors.length < MAX_CONTRIBUTORS) return [];
  return [
    {
      state: "open",
      detail: `commits of this pull request have named ${MAX_CONTRIBUTORS} people and more, too many to remember`,
      fix: "open a new pull request with the same changes, and with the commits of those who wrote them",
    },
  ];
}

function nameOf(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
