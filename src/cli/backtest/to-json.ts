// A backtest as one JSON object. Equal histories and policies give equal bytes: no clock, no path of this machine.
import type { Finding } from "../../core/facts/finding.js";
import { type BacktestReport, NOT_KNOWN_OFFLINE } from "./report.js";

export function toJson(report: BacktestReport) {
  const { tally, comparison, compared, history } = report;
  return {
    countersign: 1,
    head: { name: report.head, sha: history.headSha },
    since: report.since?.toISOString() ?? null,
    max: report.most,
    shallow: history.shallow,
    policy: report.policy.hash,
    changes: tally.changes,
    merged_by: report.kinds,
    unreadable: { count: report.unreadableCount, first: report.unreadable },
    tiers: tally.tiers,
    agents: tally.agents,
    reviews: { asked: tally.reviews.inScope, under_scope_all: tally.reviews.everywhere },
    stopped: tally.stopped.map(({ requirement, inScope, everywhere }) => {
      return { requirement, changes: inScope, under_scope_all: everywhere };
    }),
    dependencies_to_look_up: report.dependenciesToLookUp,
    not_known_offline: NOT_KNOWN_OFFLINE,
    rules: tally.rules,
    high_stakes_by_one_finding: tally.surprises.map(({ id, title, lines, otherwise, finding }) => {
      return { id, title, lines, otherwise, finding: toFinding(finding) };
    }),
    compare:
      comparison === null || compared === null
        ? null
        : {
            policy: compared.hash,
            matrix: comparison.matrix,
            reviews: comparison.reviews,
            stopped: comparison.stopped,
            decided_otherwise: comparison.moves.length + comparison.movesLeftOut,
            moves: comparison.moves,
            moves_left_out: comparison.movesLeftOut,
          },
  };
}

function toFinding({ rule, path, line, reason }: Finding) {
  return { rule, path, line, reason };
}
