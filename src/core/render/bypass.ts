// What is said when a change went around the gate: merged without our success, or pushed to a branch that requires it.

import { type QuotedEntry, quoteEntry } from "../audit/chain.js";
import { CHECK_NAME, type Decision } from "../case/decision.js";
import type { CheckRunEffect, ReplyEffect } from "../case/effect.js";
import { isMet } from "../case/requirement.js";
import type { Pull } from "../facts/facts.js";
import { plainLine, quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { headline } from "./headline.js";

/** `decision`: the last one for the merged head and its base; null when there is none. `entry`: where the chain has it. */
export function bypassNotice(pull: Pull, decision: Decision | null, entry: QuotedEntry | null): ReplyEffect {
  const marker = `<!-- countersign:bypass:${pull.headSha} -->`;
  const by = pull.mergedBy === null ? "" : ` by ${quoteInline(pull.mergedBy.login, 60)}`;
  const unmet = decision?.requirements.filter((requirement) => !isMet(requirement)) ?? [];
  const missing = unmet.map(({ id, detail }) => `- \`${id}\`: ${prose(detail, 300)}`);
  const standing =
    decision === null
      ? "The merged commit had not been decided on for this base branch yet."
      : `When it was merged the check said: ${prose(headline(decision), 300)}`;
  const body = [
    marker,
    `**Merged without Countersign's success**${by}`,
    "",
    `${standing}`,
    ...(missing.length === 0 ? [] : ["", "What was missing:", "", ...missing]),
    "",
    `This bypass is in the audit chain${placeOf(entry)}. What to do now: have somebody who had no part in this change review it, and revert it if they would not have let it in. To close the gap, require the check \`countersign\` for administrators too; \`countersign doctor\` shows who can go around it.`,
  ];
  return { kind: "reply", marker, body: body.join("\n") };
}

function placeOf(entry: QuotedEntry | null): string {
  return entry === null ? "" : ` as ${quoteEntry(entry)}`;
}

/** A commit that is on a protected branch and in no merged pull request. */
export interface DirectPush {
  readonly after: string;
  /** Login of who pushed. */
  readonly sender: string;
  readonly owner: string;
  readonly name: string;
}

export function directPushTitle(branch: string): string {
  return plainLine(`Pushed to ${branch} past the gate`, 255);
}

/** Where a push went, and where the chain has it. */
export interface PushPlace {
  readonly branch: string;
  readonly publicUrl: string;
  readonly entry: QuotedEntry | null;
}

/** The check on the pushed commit itself: there is no pull request to say it on. */
export function directPushCheck(push: DirectPush, { branch, publicUrl, entry }: PushPlace): CheckRunEffect {
  const where = quoteInline(branch, 100);
  return {
    kind: "check_run",
    name: CHECK_NAME,
    headSha: push.after,
    conclusion: "failure",
    title: directPushTitle(branch),
    summary: `${quoteInline(push.sender, 60)} pushed this commit to ${where} without a pull request, so nobody reviewed it. The push is in the audit chain${placeOf(entry)}.`,
    text: `What to do: open a pull request that reverts or repeats the change, and have it reviewed. To close the gap, require pull requests on ${where}; \`countersign doctor\` shows who can go around them.`,
    annotations: [],
    detailsUrl: `${publicUrl}/`,
  };
}
