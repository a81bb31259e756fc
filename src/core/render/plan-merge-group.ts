// The check on a merge group's commit. The queue merges all of its pull requests on it, so each must be approved at the very
// head that the queue holds.

import { checkNameFor, type Decision, isGated } from "../case/decision.js";
import type { CheckRunEffect } from "../case/effect.js";
import { detailsUrl } from "../markdown/links.js";
import { tableCell } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { headline } from "./headline.js";

export interface GroupMember {
  readonly number: number;
  /** The head that the queue took in. */
  readonly headSha: string;
  /** The decision for that head; null when there is none (yet). */
  readonly decision: Decision | null;
}

export interface MergeGroupContext {
  /** The group's own commit. */
  readonly headSha: string;
  /** The branch that the queue merges into. */
  readonly baseRef: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly publicUrl: string;
}

/**
 * INVARIANT: success only when the group is known and every member has a success for its head. A member that is decided
 * against fails the group, so that GitHub ejects it; one that is not known yet keeps the group waiting.
 */
export function planMergeGroup(members: readonly GroupMember[], context: MergeGroupContext): CheckRunEffect {
  const sorted = [...members].sort((a, b) => a.number - b.number);
  const approved = sorted.filter((member) => isApproved(member, context));
  const [refused] = sorted.filter((member) => member.decision !== null && !isApproved(member, context));
  const conclusion =
    refused !== undefined ? "failure" : sorted.length > 0 && approved.length === sorted.length ? "success" : null;
  const [first] = refused === undefined ? sorted : [refused];
  const { owner, name } = context.repository;
  return {
    kind: "check_run",
    name: checkNameFor(sorted.every(({ decision }) => decision === null || isGated(decision))),
    headSha: context.headSha,
    conclusion,
    title: title(sorted, approved.length, refused),
    summary: [
      "The merge queue merges these pull requests together; each has to be approved at the commit that the queue holds.",
      "",
      "| Pull request | Commit | Decision |",
      "|---|---|---|",
      ...sorted.map(row),
    ].join("\n"),
    text: "A pull request that is not approved leaves the queue. Its own check says what is missing; add it to the queue again when that is green.",
    annotations: [],
    detailsUrl:
      first === undefined
        ? `${context.publicUrl}/pulls/${owner}/${name}`
        : detailsUrl(context.publicUrl, context.repository, first.number),
  };
}

/** A success under another branch's policy says nothing about this queue. */
function isApproved({ decision, headSha }: GroupMember, { baseRef }: MergeGroupContext): boolean {
  return decision?.conclusion === "success" && decision.headSha === headSha && decision.baseRef === baseRef;
}

function title(members: readonly GroupMember[], approved: number, refused: GroupMember | undefined): string {
  if (members.length === 0) return "Merge group · its pull requests are not known yet";
  if (refused !== undefined) return `Merge group · #${refused.number} is not approved at its current head`;
  return `Merge group · ${approved} of ${members.length} ${members.length === 1 ? "pull request" : "pull requests"} approved`;
}

function row(member: GroupMember): string {
  const { number, headSha, decision } = member;
  const standing = decision === null ? "not decided yet" : tableCell(prose(headline(decision), 300));
  return `| \`#${number}\` | \`${headSha.slice(0, 10)}\` | ${standing} |`;
}
