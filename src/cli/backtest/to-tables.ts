// A backtest for people at a terminal.
import Table from "cli-table3";
import { createColors } from "picocolors";
import { TIERS, type Tier } from "../../core/ground/tier.js";
import type { Comparison, Move } from "../../core/replay/compare-policies.js";
import type { Tally } from "../../core/replay/tally.js";
import type { CommandIo } from "../classify/io.js";
import { printable } from "../printable.js";
import { wrap } from "../wrap.js";
import { type BacktestReport, NOT_KNOWN_OFFLINE } from "./report.js";

const MAX_RULES = 15;
const MAX_MOVES_SHOWN = 40;
/** Where nobody says how wide the screen is. */
const USUAL_WIDTH = 100;
const LEAST_WIDTH = 60;

type Row = readonly (string | number)[];

export function toTables(report: BacktestReport, io: Pick<CommandIo, "colour" | "columns">): string {
  const { bold, dim } = createColors(io.colour);
  const width = Math.max(LEAST_WIDTH, io.columns ?? USUAL_WIDTH);
  const titled = (title: string, body: string) => ["", bold(title), body];
  const { tally, comparison } = report;
  const sections = [
    bold(opening(report)),
    ...notes(report).map(dim),
    ...titled("Tiers", tierTable(tally)),
    ...titled("It would have asked for", askedTable(report)),
    ...titled("Rules that decided the tier", ruleTable(tally)),
    ...(tally.surprises.length === 0 ? [] : titled("High-stakes by one finding alone", surpriseTable(tally, width))),
    ...(comparison === null ? [] : titled("Under the other policy", comparisonText(comparison, width))),
    "",
    dim(`Not known offline: ${NOT_KNOWN_OFFLINE}.`),
  ];
  return `${sections.join("\n")}\n`;
}

function opening({ tally, head, history, kinds }: BacktestReport): string {
  const parts = [
    plural(kinds.merge, "merge"),
    plural(kinds.squash, "squashed pull request"),
    plural(kinds.plain, "other commit"),
  ];
  const tip = `${printable(head)} at ${history.headSha.slice(0, 10)}`;
  return `${plural(tally.changes, "change")} on ${tip}: ${parts.join(", ")}`;
}

function notes({ history, kinds, unreadable, unreadableCount, tally }: BacktestReport): readonly string[] {
  const more = unreadableCount - unreadable.length;
  return [
    ...unreadable.map(({ sha, reason }) => `unreadable: ${sha.slice(0, 10)} ${printable(reason)}`),
    ...(more > 0 ? [`and ${more} more that could not be read`] : []),
    ...(kinds.plain > 0
      ? [
          "other commits: pushed directly, or one of several of a pull request merged by rebase; offline nobody can tell",
        ]
      : []),
    ...(history.shallow ? ["this copy was made with a depth: what was merged before is missing"] : []),
    ...(tally.changes === 0
      ? ["nothing was found in this range; is the branch the right one, and --since not too late?"]
      : []),
    ...(tally.agents.length > 0
      ? [`agents: ${tally.agents.map(({ name, changes }) => `${printable(name)} ${changes}`).join(", ")}`]
      : []),
  ];
}

function tierTable({ tiers, changes }: Tally): string {
  const agents = TIERS.reduce((sum, tier) => sum + tiers.agents[tier], 0);
  const rows = [...TIERS].reverse().map((tier) => {
    return [
      tier,
      tiers.all[tier],
      share(tiers.all[tier], changes),
      tiers.agents[tier],
      share(tiers.agents[tier], agents),
    ];
  });
  return table(["tier", "all", "share", "agents'", "share"], [...rows, ["all", changes, "", agents, ""]]);
}

function askedTable({ tally, policy, dependenciesToLookUp }: BacktestReport): string {
  const { inScope, everywhere } = tally.reviews;
  const rows: Row[] = [
    ["structured reviews", inScope.structured, everywhere.structured],
    ["blind reviews", inScope.blind, everywhere.blind],
    ...tally.stopped.map(({ requirement, ...held }) => [`held back: ${requirement}`, held.inScope, held.everywhere]),
    ["changes whose dependencies would be looked up", "", dependenciesToLookUp],
  ];
  const ours = `scope: ${policy.policy.scope}`;
  // Under `scope: all` the two columns are one.
  if (policy.policy.scope === "all")
    return table(
      ["", ours],
      rows.map(([what = "", , count = ""]) => [what, count]),
    );
  return table(["", ours, "scope: all"], rows);
}

function ruleTable({ rules }: Tally): string {
  const shown = rules
    .slice(0, MAX_RULES)
    .map(({ rule, tier, decided, changes }) => [printable(rule), tier, decided, changes]);
  const more = rules.length - shown.length;
  const body = table(["rule", "highest tier", "decided", "fired"], shown);
  return more > 0 ? `${body}\nand ${more} more rules that fired` : body;
}

function surpriseTable({ surprises }: Tally, width: number): string {
  const rows = surprises.map(({ id, title, finding, otherwise, lines }) => [
    `${printable(id)}\n${otherwise} without it, ${plural(lines, "line")}`,
    `${printable(title)}\n${place(finding)}: ${printable(finding.reason)} (${printable(finding.rule)})`,
  ]);
  return table(["change", "the finding"], rows, [42, width - 42 - 3]);
}

function comparisonText({ matrix, moves, movesLeftOut, reviews, stopped }: Comparison, width: number): string {
  const rows = [...TIERS]
    .reverse()
    .map((before) => [before, ...[...TIERS].reverse().map((after) => matrix[before][after])]);
  const shown = moves.slice(0, MAX_MOVES_SHOWN);
  const more = moves.length + movesLeftOut - shown.length;
  return [
    table(["before ╲ after", ...[...TIERS].reverse()], rows),
    `structured reviews ${reviews.before.structured} → ${reviews.after.structured}, blind reviews ${reviews.before.blind} → ${reviews.after.blind}, held back ${stopped.before} → ${stopped.after}`,
    shown.length === 0
      ? "every change is decided alike"
      : table(["change", "decided otherwise"], shown.map(moveRow), [42, width - 42 - 3]),
    ...(more > 0 ? [`and ${more} more; --json lists them`] : []),
  ].join("\n");
}

function moveRow({ id, title, before, after, causes, causesLeftOut }: Move): Row {
  const because = causes.map((cause) => `${place(cause)}: ${printable(cause.reason)} (${printable(cause.rule)})`);
  const others = causesLeftOut > 0 ? [`and ${causesLeftOut} more findings`] : [];
  return [
    `${printable(id)}\n${standing(before)} →\n${standing(after)}`,
    [printable(title), ...because, ...others].join("\n"),
  ];
}

function standing({ tier, inScope, stops }: Move["before"]): string {
  return [tier as Tier, ...(inScope ? [] : ["out of scope"]), ...stops.map((stop) => `held: ${stop}`)].join(", ");
}

function place({ path, line }: { readonly path: string | null; readonly line: number | null }): string {
  if (path === null) return "the whole change";
  return line === null ? printable(path) : `${printable(path)}:${line}`;
}

function table(head: readonly string[], rows: readonly Row[], widths?: readonly number[]): string {
  const drawn = new Table({
    head: [...head],
    style: { head: [], border: [] },
    ...(widths === undefined
      ? { colAligns: head.map((_, index) => (index === 0 ? "left" : "right")) }
      : { colWidths: [...widths] }),
  });
  // One column on each side of a cell is padding.
  const fitted = (cell: string | number, width: number | undefined) =>
    width === undefined ? cell : wrap(String(cell), width - 2);
  drawn.push(...rows.map((row) => row.map((cell, index) => fitted(cell, widths?.[index]))));
  return drawn.toString();
}

function share(part: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * part) / whole).toFixed(1)} %`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
