// What a proposed policy would have decided on the pull requests that were merged last: a section of the check's text. Equal
// reports give equal bytes, and a long report is cut here, so that it never presses out what follows.

import { TIERS } from "../ground/tier.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import type { Cause, Comparison, Move } from "../replay/compare-policies.js";
import type { ReplayNote, ReplayReport } from "../replay/replay-report.js";
import { TIER_NAMES } from "./words.js";

const MAX_MOVES = 20;
const MAX_UNREADABLE = 5;
const MAX_PROBLEMS = 10;

/** Lines of Markdown with an empty one first; none without a note. */
export function replaySection(note: ReplayNote | null, pullUrl: string): readonly string[] {
  if (note === null) return [];
  return ["", "### What the policy in this pull request would have decided", "", ...body(note, pullUrl)];
}

function body(note: ReplayNote, pullUrl: string): readonly string[] {
  switch (note.status) {
    case "invalid":
      return invalid(note.problems);
    case "unread":
      return [`It could not be told: ${prose(note.reason, 300)}.`];
    case "same":
      return [
        "The same as the present one: it sets nothing else, or only what the organisation's floor does not let it.",
      ];
    case "being-made":
      return [
        "It is being replayed over the pull requests that were merged last. This text changes when that is done.",
      ];
    case "ready":
      return report(note.report, pullUrl);
  }
}

function invalid(problems: Extract<ReplayNote, { status: "invalid" }>["problems"]): readonly string[] {
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ key, line, column, message }) => {
    return `- ${line}:${column} ${key === "" ? "" : `${quoteInline(key, 100)}: `}${prose(message, 400)}`;
  });
  const more = problems.length - shown.length;
  return [
    "Nothing: the file is no valid policy. Merged like this, it would hold every pull request.",
    "",
    ...shown,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

function report(made: ReplayReport, pullUrl: string): readonly string[] {
  if (made.status === "failed") return [`The merged pull requests could not be read: ${prose(made.reason, 300)}.`];
  const { comparison, unreadable, branch } = made;
  const looked = comparison.changes + unreadable.length;
  if (looked === 0) return [`No pull request was merged into ${quoteInline(branch, 100)} yet.`];
  const which = looked === 1 ? "The pull request that was" : `The ${looked} pull requests that were`;
  return [
    `${which} merged into ${quoteInline(branch, 100)} last, judged from files, commits and description alone:`,
    "",
    ...table(comparison),
    "",
    ...sums(comparison),
    ...moves(comparison, pullUrl),
    ...unread(unreadable),
  ];
}

const DOWN = [...TIERS].reverse();

function table({ matrix }: Comparison): readonly string[] {
  return [
    `| Present policy ↓ · this one → | ${DOWN.map((tier) => TIER_NAMES[tier]).join(" | ")} |`,
    `|---|${DOWN.map(() => "--:").join("|")}|`,
    ...DOWN.map((before) => `| ${TIER_NAMES[before]} | ${DOWN.map((after) => matrix[before][after]).join(" | ")} |`),
  ];
}

function sums({ reviews: { before, after }, stopped }: Comparison): readonly string[] {
  return [
    `- structured reviews asked for: ${before.structured} → ${after.structured}`,
    `- blind reviews asked for: ${before.blind} → ${after.blind}`,
    `- too large to review: ${stopped.before} → ${stopped.after}`,
  ];
}

function moves({ moves: all, movesLeftOut }: Comparison, pullUrl: string): readonly string[] {
  if (all.length === 0) return ["", "Each of them is decided alike."];
  const shown = all.slice(0, MAX_MOVES);
  const more = all.length + movesLeftOut - shown.length;
  return [
    "",
    "Decided otherwise:",
    "",
    ...shown.flatMap((move) => moveLines(move, pullUrl)),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

function moveLines(move: Move, pullUrl: string): readonly string[] {
  const head = `- ${pullLink(move.id, pullUrl)} ${quoteInline(move.title, 100)}: ${standing(move.before)} → ${standing(move.after)}`;
  const isUp = TIERS.indexOf(move.after.tier) > TIERS.indexOf(move.before.tier);
  const verb = isUp ? "now counts" : "no longer decides";
  const causes = move.causes.map((cause) => `  - ${verb}: ${causeText(cause)}`);
  return [head, ...causes, ...(move.causesLeftOut > 0 ? [`  - and ${move.causesLeftOut} more`] : [])];
}

function standing({ tier, inScope, stops }: Move["before"]): string {
  const name = TIER_NAMES[tier].toLowerCase();
  if (!inScope) return `${name}, out of scope`;
  return stops.length === 0 ? name : `${name}, too large`;
}

function causeText({ rule, path, line, reason }: Cause): string {
  const where = path === null ? "the whole change" : quoteInline(line === null ? path : `${path}:${line}`, 160);
  return `${where}: ${prose(reason, 200)} (${quoteInline(rule, 80)})`;
}

/** Only to the repository's own pages: the number is all that is taken from the report. */
function pullLink(id: string, pullUrl: string): string {
  const [, number] = /^#(\d{1,10})$/.exec(id) ?? [];
  if (number === undefined) return quoteInline(id, 40);
  return `[\`#${number}\`](${pullUrl.replace(/\/pull\/\d+$/, "")}/pull/${number})`;
}

function unread(unreadable: readonly { readonly id: string; readonly reason: string }[]): readonly string[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable
    .slice(0, MAX_UNREADABLE)
    .map(({ id, reason }) => `- ${quoteInline(id, 40)}: ${prose(reason, 200)}`);
  const more = unreadable.length - shown.length;
  return [
    "",
    `Not judged, because they could not be read: ${unreadable.length}`,
    "",
    ...shown,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
