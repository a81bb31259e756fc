// `/countersign reveal <reason>`: an administrator opens what was sealed on a pull request that is over. While it is open,
// only a complete panel opens anything.
import type { GateInput } from "../../case/input.js";
import { type Command, reasonFault, wordsOf } from "../../comments/parse-command.js";
import type { Comment } from "../../facts/facts.js";
import type { Given, Records } from "../../facts/records.js";
import { sha256 } from "../../ground/canonical.js";
import { momentOf } from "../../ground/time.js";
import { capital, sayList, sayLogin } from "../../markdown/say.js";
import { groundNow, RIGHT_TO } from "../../people/ground.js";
import { faultOfAuthority } from "../../people/rights.js";
import { command } from "../command-kind.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";

const VERB = "reveal";

export const reveal = command({
  verb: VERB,
  arguments: "<reason>",
  who: "admin; not the author, not who set the agent to work",
  effect: "on a pull request that is closed or merged: opens what was sealed, and records who asked",
  takes: "words",
  hasEffect: true,
  afterwards: true,
  edited: "refused",
  lasts: true,
  page: {
    example: "/countersign reveal We look into the incident of last night.",
    again: "It opens what is still sealed. Where nothing is, the answer says so.",
    holds: "It is about what was sealed until then. An edit or a deletion before the reveal takes it back.",
  },
  judge: judgeReveal,
});

function judgeReveal(turn: Turn, said: Command): Ruling {
  const { input, person, author } = turn;
  if (input.facts.pull.state === "open") {
    const text =
      "Sealed reviews of an open pull request are revealed when their panel is complete, and never before. Nothing was recorded.";
    return refuse(turn, VERB, text);
  }
  const reason = wordsOf(said).join(" ");
  const faults = faultOfAuthority(person, RIGHT_TO.reveal, input).map((fault) => `${sayLogin(author.login)} ${fault}.`);
  const reasonless = reasonFault(reason);
  if (reasonless !== null) faults.push(`${capital(reasonless)}.`);
  if (faults.length > 0) return refuse(turn, VERB, `**Nothing is revealed.**\n\n${sayList(faults)}`);
  if (sealedUntil(input, turn.at).length === 0) {
    return accept(turn, VERB, { reply: "Nothing on this pull request is sealed any more." });
  }
  const data = { asked: true, reason: `sha256:${sha256(reason)}` };
  return accept(turn, VERB, { events: [toEvent(turn, "panel_revealed", data)] });
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

interface RevealRequest extends Omit<Given, "voided"> {
  readonly at: string;
}

/**
 * Who asked, for as long as it is not carried out and the comment is there; whether each still stands is for `groundNow` to say.
 * Empty: nothing is sealed any more.
 */
export function revealRequests(comments: readonly Comment[], records: Records): readonly RevealRequest[] {
  if (!records.sealed.some(({ revealed, voided }) => revealed === null && voided === null)) return [];
  return records.handled.flatMap(({ source, command: verb, accepted }) => {
    const by = comments.find(({ id }) => source.kind === "comment" && id === source.id)?.author;
    if (verb !== VERB || !accepted || by === null || by === undefined) return [];
    // A revision names its time first.
    const at = source.revision.split("+", 1)[0] ?? "";
    return [{ commentId: source.id, revision: source.revision, by, at }];
  });
}
