// What has to be on GitHub after a decision: the check run and the briefing. Pure; equal decisions give equal bytes.

import { checkNameFor } from "../case/check-name.js";
import { type Decision, isGated } from "../case/decision.js";
import type { BriefingEffect, CheckRunEffect, Effect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { conclusionOf, worstOf } from "../gate/worst.js";
import { detailsUrl } from "../markdown/links.js";
import { cutTo } from "../markdown/neutralise.js";
import { redactAll } from "../markdown/redact.js";
import type { ReplayNote } from "../replay/note.js";
import { annotate } from "./annotations.js";
import { briefing, isBriefing } from "./briefing.js";
import { checkSummary, type SharedHead } from "./check-summary.js";
import { checkText } from "./check-text.js";
import { headline, MAX_TITLE_CHARS } from "./headline.js";

export interface PlanContext {
  /** Base of the App's own links, without a slash at the end. */
  readonly publicUrl: string;
  readonly auditHead: { readonly sequence: number; readonly hash: string } | null;
  /** Other open pull requests with this head commit. A decision that is not known yet holds the check. */
  readonly siblings: readonly SharedHead[];
  /** What the policy that the pull request proposes would have decided; absent or null: it proposes none. */
  readonly replay?: ReplayNote | null;
}

/**
 * Those that share the run: on the way to gated branches, or on the way to others. Where that is not known yet, a pull request
 * shares both.
 */
export function sharing<T extends Pick<SharedHead, "decision">>(
  decision: Decision,
  siblings: readonly T[],
): readonly T[] {
  return siblings.filter((one) => one.decision === null || isGated(one.decision) === isGated(decision));
}

/** A merged pull request is left as it was: its check is history. */
export function plan(decision: Decision, input: GateInput, context: PlanContext): Effect[] {
  switch (input.facts.pull.state) {
    case "merged":
      return [];
    case "closed":
      return redactAll([planCheck(decision, input, context)]);
    case "open":
      return redactAll([planCheck(decision, input, context), ...planBriefing(decision, input, context)]);
  }
}

function planCheck(decision: Decision, input: GateInput, context: PlanContext): CheckRunEffect {
  const { repository, pull } = input.facts;
  const siblings = [...sharing(decision, context.siblings)].sort((a, b) => a.number - b.number);
  const others = siblings.map((sibling) => conclusionOf(sibling.decision));
  const own = pull.state === "open" ? [decision.conclusion] : [];
  const published = worstOf([...own, ...others]);
  const annotations = annotate(decision, input);
  const { publicUrl, auditHead } = context;
  return {
    kind: "check_run",
    name: checkNameFor(isGated(decision)),
    headSha: decision.headSha,
    conclusion: published,
    title: title(decision, pull.state === "open", published, siblings),
    summary: checkSummary(decision, { pullUrl: pull.url, siblings, closed: pull.state !== "open" }),
    text: checkText(decision, input, {
      auditHead,
      published,
      annotationsLeftOut: annotations.leftOut,
      replay: context.replay ?? null,
    }),
    annotations: annotations.shown,
    detailsUrl: detailsUrl(publicUrl, repository, pull.number),
  };
}

function title(
  decision: Decision,
  open: boolean,
  published: Decision["conclusion"],
  siblings: readonly SharedHead[],
): string {
  if (open && decision.conclusion === published) return headline(decision);
  const holder = siblings.find((sibling) => conclusionOf(sibling.decision) === published);
  if (holder === undefined) return "Closed without merging · approval withdrawn";
  const why = holder.decision === null ? "not decided yet" : headline(holder.decision);
  return cutTo(`Decided by #${holder.number}, which has the same commit · ${why}`, MAX_TITLE_CHARS);
}

/** Nothing is asked of a person's own change, so nothing is said, unless an earlier briefing would go on asking. */
function planBriefing(decision: Decision, input: GateInput, context: PlanContext): readonly BriefingEffect[] {
  const { repository, pull, comments } = input.facts;
  const there = comments.status === "loaded" && comments.value.some(({ ours, body }) => ours && isBriefing(body));
  if (decision.outOfScope && !there) return [];
  const checkUrl = detailsUrl(context.publicUrl, repository, pull.number);
  return [{ kind: "briefing", body: briefing(decision, input, checkUrl) }];
}
