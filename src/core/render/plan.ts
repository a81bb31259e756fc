// What has to be on GitHub after a decision: the check run and the briefing. Pure; equal decisions give equal bytes.

import { checkNameFor, type Decision, isGated } from "../case/decision.js";
import type { Annotation, BriefingEffect, CheckRunEffect, Effect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import type { Finding } from "../facts/finding.js";
import { conclusionOf, worstOf } from "../gate/decide.js";
import { detailsUrl } from "../markdown/links.js";
import { cutTo, plainLine } from "../markdown/neutralise.js";
import { redactAll } from "../markdown/redact.js";
import type { ReplayNote } from "../replay/replay-report.js";
import { briefing, isBriefing } from "./briefing.js";
import { checkSummary, type SharedHead } from "./check-summary.js";
import { checkText } from "./check-text.js";
import { headline, MAX_TITLE_CHARS } from "./headline.js";
import { TIER_NAMES } from "./words.js";

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
    title:
      pull.state === "open" && decision.conclusion === published ? headline(decision) : heldBy(published, siblings),
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

/** The title of a check that another pull request decides. */
function heldBy(published: Decision["conclusion"], siblings: readonly SharedHead[]): string {
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

/** What GitHub takes in one request; all of them go out with the check itself. */
const MAX_ANNOTATIONS = 50;

interface Annotations {
  readonly shown: readonly Annotation[];
  readonly leftOut: number;
}

/** Faults of the policy first, then findings in their order: highest tier first. */
export function annotate(decision: Decision, input: GateInput): Annotations {
  const all = [...policyFaults(input), ...decision.findings.filter(isOnNewLine).map(toAnnotation)];
  return { shown: all.slice(0, MAX_ANNOTATIONS), leftOut: Math.max(0, all.length - MAX_ANNOTATIONS) };
}

type FindingOnLine = Finding & { readonly path: string; readonly line: number };

/** GitHub knows the lines of the new side only. What cannot change behaviour needs no mark. */
function isOnNewLine(finding: Finding): finding is FindingOnLine {
  return finding.path !== null && finding.line !== null && finding.side === "new" && finding.tier !== "format-safe";
}

function toAnnotation({ rule, tier, path, line, reason }: FindingOnLine): Annotation {
  return {
    path,
    line,
    level: tier === "high-stakes" ? "warning" : "notice",
    title: `${TIER_NAMES[tier]}: ${rule}`,
    message: plainLine(reason, 1_000),
  };
}

/** Only of the file in this repository: a line of the organisation's file cannot be marked here. */
function policyFaults({ facts: { repository }, policy }: GateInput): readonly Annotation[] {
  const here = `${repository.owner}/${repository.name}`.toLowerCase();
  return policy.problems
    .filter(({ origin }) => origin.repository.toLowerCase() === here)
    .map(({ origin, key, line, message }) => ({
      path: origin.path,
      line,
      level: "failure" as const,
      title: plainLine(key === "" ? "Policy file" : `Policy file: ${key}`, 255),
      message: plainLine(message, 1_000),
    }));
}
