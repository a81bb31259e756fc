// Have two independent people reviewed this version, the second without knowing what the first found?
// INVARIANT: until both are revealed this says how many are in and whose they are, and nothing of what they say.

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { expertTeams } from "../../reviews/experts.js";
import { latenessOf } from "../../reviews/lateness.js";
import { type Panel, panelOf, SEATS } from "../../reviews/panel.js";
import { answersForStatements } from "../destructive-statements.js";
import { deniedForLateness } from "../late.js";

const ID = "blind_reviews";

export function blindReviews(input: GateInput): Requirement {
  const { classification, facts } = input;
  if (classification.tier !== "high-stakes") return notApplicable(ID, "asked of high-stakes changes only");
  const panel = panelOf(input);
  if (panel.unknown !== null)
    return unreadable(ID, `it is not known whether both reviews still count (${panel.unknown})`);
  switch (panel.state) {
    case "revealed":
      return satisfied(ID, `${SEATS} of ${SEATS} blind reviews: ${names(panel)}`);
    case "complete":
      return {
        ...unsatisfied(ID, {
          who: "countersign",
          waits: "people",
          detail: `${SEATS} of ${SEATS} blind reviews, not revealed yet: ${names(panel)}`,
          fix: "both are revealed together in a moment; if that does not happen, the server has lost the age identity that they were sealed for: restore it (`SEAL_IDENTITY`), or let each of the two comment `/countersign start` and seal theirs again",
        }),
      };
    case "open": {
      const lateness = latenessOf(input, panel.seats.length === 0 ? 1 : 2);
      if (lateness.state === "denied")
        return deniedForLateness(ID, lateness, `${panel.seats.length} of ${SEATS} blind reviews, `);
      return unsatisfied(ID, {
        who: "reviewer",
        waits: "people",
        detail: `${panel.seats.length} of ${SEATS} blind reviews${sayOpen(panel)}${answersForStatements(classification.findings, facts.change)}`,
        fix: `an independent reviewer${sayExperts(panel, input)} comments \`/countersign start\`, reads the change and submits a sealed review`,
      });
    }
  }
}

function names({ seats }: Panel): string {
  return seats.map(({ reviewer }) => quoteInline(reviewer.login, 60)).join(" and ");
}

function sayOpen({ seats, round, notCounted }: Panel): string {
  const who =
    seats.length === 0
      ? ""
      : `: the one of ${seats.map(({ reviewer }) => quoteInline(reviewer.login, 60)).join("")} is sealed`;
  const again = round > 1 ? "; an earlier panel of this version lost a member, so two new ones are needed" : "";
  const ignored = notCounted.length === 0 ? "" : `; ${notCounted.length} not counted, listed below with the reason`;
  return `${who}${again}${ignored}`;
}

function sayExperts({ seats }: Panel, input: GateInput): string {
  const teams = [...new Set(expertTeams(input).flat())];
  if (teams.length === 0) return "";
  const named = teams.map((team) => quoteInline(team, 100)).join(" or ");
  return seats.length === 0 ? ` from ${named}` : `, whom ${named} may have to provide,`;
}
