// `/countersign reveal <reason>`: an administrator opens what was sealed on a pull request that is over. While it is open,
// only a complete panel opens anything.

import type { GateInput } from "../case/input.js";
import { reasonFault } from "../comments/reasons.js";
import { sha256 } from "../ground/canonical.js";
import { momentOf } from "../ground/time.js";
import { capital, sayList, sayLogin } from "../markdown/say.js";
import { groundNow, RIGHT_TO } from "../people/ground.js";
import { faultOfAuthority } from "../people/rights.js";
import { revealRequests } from "./reveal-requests.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

export function judgeReveal(turn: Turn, reason: string): Ruling {
  const { input, person, author } = turn;
  if (input.facts.pull.state === "open") {
    const text =
      "Sealed reviews of an open pull request are revealed when their panel is complete, and never before. Nothing was recorded.";
    return refuse(turn, "reveal", text);
  }
  const faults = faultOfAuthority(person, RIGHT_TO.reveal, input).map((fault) => `${sayLogin(author.login)} ${fault}.`);
  const reasonless = reasonFault(reason);
  if (reasonless !== null) faults.push(`${capital(reasonless)}.`);
  if (faults.length > 0) return refuse(turn, "reveal", `**Nothing is revealed.**\n\n${sayList(faults)}`);
  if (sealedUntil(input, turn.at).length === 0) {
    return accept(turn, "reveal", { reply: "Nothing on this pull request is sealed any more." });
  }
  const data = { asked: true, reason: `sha256:${sha256(reason)}` };
  return accept(turn, "reveal", { events: [toEvent(turn, "panel_revealed", data)] });
}

/** Reviews of any version that nobody knows yet and that an administrator has asked to see, and is one still. */
export function askedToReveal(input: GateInput): ReturnType<typeof sealedUntil> {
  const { facts, records } = input;
  if (facts.pull.state === "open" || facts.comments.status === "unavailable") return [];
  const asked = revealRequests(facts.comments.value, records)
    .filter((request) => groundNow(request, "reveal", input).state === "stands")
    .map(({ at }) => momentOf(at));
  // What is sealed later, after a reopening, was not asked for.
  return asked.length === 0 ? [] : sealedUntil(input, new Date(Math.max(...asked)).toISOString());
}

function sealedUntil({ records }: GateInput, at: string) {
  return records.sealed.filter(
    ({ revealed, voided, receivedAt }) => revealed === null && voided === null && momentOf(receivedAt) <= momentOf(at),
  );
}
