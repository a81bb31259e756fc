// The answer to `/countersign status`: where the review of this change stands. The whole decision stands in the check.
import type { GateInput } from "../../gate/input.js";
import { prose } from "../../text/prose.js";
import { countReviews } from "../count.js";
import { sayList, sayLogin, sayTime } from "../say.js";
import { isExpired } from "../session.js";
import { noReviewNeeded } from "./tier-answers.js";

/** On high-stakes nothing of single reviews or reviewers is shown, whatever was submitted. */
export function sayStatus(input: GateInput): string {
  const { facts, classification, size } = input;
  const lines = [
    `tier: **${classification.tier}**`,
    `lines to read: ${size.counted}`,
    ...reviewLines(input),
    ...exceptionLines(input),
  ];
  const head = `State at ${sayTime(facts.readAt)}, commit \`${facts.pull.headSha.slice(0, 12)}\`:`;
  return [head, sayList(lines), "The check `countersign` lists every requirement, and who has to act."].join("\n\n");
}

function reviewLines(input: GateInput): string[] {
  const unneeded = noReviewNeeded(input);
  if (unneeded !== null) return [`review: none needed, because ${unneeded}`];
  if (input.classification.tier === "high-stakes")
    return ["review: two blind reviews are needed; they are shown when both are in"];
  const { counted, notCounted } = countReviews(input);
  const open = input.records.sessions.filter(
    (session) =>
      session.state === "open" && session.fingerprint === input.fingerprint && !isExpired(session, input.facts.readAt),
  );
  return [
    ...(counted.length === 0 ? ["review: none counts yet"] : []),
    ...counted.map(
      ({ verdict, reviewer }) =>
        `review: ${verdict === "approve" ? "approved" : "rejected"} by ${sayLogin(reviewer.login)}`,
    ),
    ...notCounted.map(({ login, reason }) => `not counted: ${sayLogin(login)} ${prose(reason, 300)}`),
    ...open.map(({ reviewer, expiresAt }) => `open session: ${sayLogin(reviewer.login)}, until ${sayTime(expiresAt)}`),
  ];
}

function exceptionLines({ records, fingerprint, facts }: GateInput): string[] {
  const waivers = records.waivers.filter((waiver) => waiver.fingerprint === fingerprint);
  const overrides = records.overrides.filter(({ headSha }) => headSha === facts.pull.headSha);
  return [
    ...waivers.map(
      ({ requirement, subject, by }) =>
        `waived: \`${requirement}${subject === null ? "" : `:${subject}`}\` by ${sayLogin(by.login)}`,
    ),
    ...overrides.map(({ by }) => `**overridden** by ${sayLogin(by.login)}`),
  ];
}
