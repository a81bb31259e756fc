// `/countersign waive <requirement>[:<subject>] <reason>`: sets one requirement aside for this version of the change. Every fault of its
// arguments is said at once.
import type { GateInput } from "../../case/input.js";
import { CLAIMED, type Command, namedLogins, OPERATOR, reasonFault, wordsOf } from "../../comments/parse-command.js";
import { isSamePerson, personKey } from "../../facts/facts.js";
import type { Waiver } from "../../facts/records.js";
import type { RequirementKind } from "../../gate/requirement-kind.js";
import { REQUIREMENTS, WAIVABLE } from "../../gate/requirements/index.js";
import { sha256 } from "../../ground/canonical.js";
import { nearest } from "../../ground/nearest.js";
import { err, ok, type Result } from "../../ground/result.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { sayLogin, sayMention, sayNothingClaimed } from "../../markdown/say.js";
import { claimSubject, claimsToSettle, hasBegun } from "../../people/claims.js";
import { command } from "../command-kind.js";
import { faultOfGiver, given, MAX_REASON_CHARS, sayRefused } from "../exception.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";

export const waive = command({
  verb: "waive",
  arguments: "<requirement>[:<subject>] <reason>",
  who: "maintain or admin; not the author, not who set the agent to work",
  effect: `sets one requirement aside for this version of the change: ${sayWaivable()}`,
  takes: "words",
  hasEffect: true,
  edited: "refused",
  lasts: true,
  page: {
    example: "/countersign waive dependencies_verified:left-pad We mirror it in our own registry.",
    again: "Both are recorded. One that is in force is enough.",
    holds:
      "It holds for this version of the change, while its author has the right to it. It ends when its comment is edited or deleted.",
  },
  judge: judgeWaive,
});

function judgeWaive(turn: Turn, said: Command): Ruling {
  const waiver = parseWaive(wordsOf(said));
  const { input, author } = turn;
  const fault = faultOfGiver("waiver", turn);
  if (!waiver.ok || fault !== null) {
    return refuse(turn, "waive", sayRefused("waiver", fault, waiver.ok ? [] : waiver.error));
  }
  const { requirement, subject, reason } = waiver.value;
  const unsettled = requirement === "facts_complete" ? faultOfSettlement(turn, subject) : null;
  if (unsettled !== null) return refuse(turn, "waive", sayRefused("waiver", null, [unsettled]));
  const waived: Waiver = { ...given(turn), requirement, subject, reason, fingerprint: input.fingerprint };
  const named = subject === null ? `\`${requirement}\`` : `\`${requirement}\` for ${quoteInline(subject, 214)}`;
  return accept(turn, "waive", {
    records: { ...input.records, waivers: [...input.records.waivers, waived] },
    reply: [
      `**${named} is waived** by ${sayLogin(author.login)}, for this version of the change only. A push that changes it asks again.`,
      ...saySeatStands(turn, subject),
    ].join("\n\n"),
    events: [toEvent(turn, "waiver", { requirement, subject, reason: `sha256:${sha256(reason)}` })],
  });
}

/** Why this says nothing about a claim; null when it does, or is about something else. */
function faultOfSettlement({ input, author }: Turn, subject: string | null): string | null {
  if (subject?.startsWith("@") !== true) return null;
  const claim = findClaim(input, subject);
  if (claim === undefined) return sayNothingClaimed(subject.slice(1));
  return isSamePerson(claim.person, author) ? "Somebody else has to settle what is said of you." : null;
}

function findClaim(input: GateInput, subject: string) {
  return claimsToSettle(input).find(({ person }) => claimSubject(person.login) === personKey(subject));
}

function saySeatStands({ input }: Turn, subject: string | null): string[] {
  const claim = subject === null ? undefined : findClaim(input, subject);
  if (claim === undefined) return [];
  const now = hasBegun(claim.person, input) ? "your seat stands, and your review counts" : "you may review it";
  return [`${sayMention(claim.person.login)}, ${now}.`];
}

function sayWaivable(): string {
  const names = [...WAIVABLE].map(([id, subject]) => `\`${subject === null ? id : `${id}:<${subject}>`}\``);
  return names.join(", ");
}

interface WaiveArguments {
  readonly requirement: string;
  /** Null for a requirement that is waived as a whole. */
  readonly subject: string | null;
  /** One line; hostile text. */
  readonly reason: string;
}

/** npm allows 214 characters in a name; `group:artifact`, paths and versions use these characters. */
const SUBJECT = /^[\w@./:+~#-]{1,214}$/;
const EXAMPLE = "`/countersign waive dependencies_verified:left-pad We mirror it in our own registry.`";

export function parseWaive([target, ...words]: readonly string[]): Result<WaiveArguments, readonly string[]> {
  if (target === undefined) {
    return err([
      `expected a requirement and a reason, received nothing behind \`waive\`; name what to waive, such as ${EXAMPLE}`,
    ]);
  }
  const colon = target.indexOf(":");
  const id = (colon === -1 ? target : target.slice(0, colon)).toLowerCase();
  const subject = colon === -1 ? null : target.slice(colon + 1);
  const reason = words.join(" ").slice(0, MAX_REASON_CHARS);
  const requirement = WAIVABLE.has(id) ? id : null;
  const faults = [
    requirement === null ? unknownRequirement(id) : subjectFault(requirement, subject),
    reasonFault(reason),
    requirement === "facts_complete" ? namesFault(subject, reason) : null,
  ].filter((fault) => fault !== null);
  return requirement === null || faults.length > 0 ? err(faults) : ok({ requirement, subject, reason });
}

const COMMIT = /^[0-9a-f]{4,64}$/i;

/** Of what a reviewer is claimed to be, the subject names the person; a commit and an operator want their account. */
function namesFault(subject: string | null, reason: string): string | null {
  if (subject === null || subject === "" || CLAIMED.test(subject)) return null;
  if (subject !== OPERATOR && !COMMIT.test(subject)) {
    return `expected a commit, \`@login\` or \`${OPERATOR}\` behind the colon, received ${quoteInline(subject, 60)}`;
  }
  if (namedLogins(reason).length > 0) return null;
  return subject === OPERATOR
    ? "expected the account of whoever set the agent to work, received none; name it, such as `@ada asked the agent for this in the issue`"
    : "expected the account of whoever wrote the commit, received none; name it, such as `@ada wrote it on a machine whose address GitHub does not know`";
}

function unknownRequirement(id: string): string {
  const received = quoteInline(id, 60);
  const found: RequirementKind | undefined = REQUIREMENTS.find((kind) => kind.id === id);
  if (found !== undefined && found.waivable !== "whole" && "not" in found.waivable) {
    return `${received} cannot be waived: ${found.waivable.not}`;
  }
  const names = [...WAIVABLE.keys()];
  const meant = nearest(id, names);
  const hint = meant === null ? `one of ${names.map((name) => `\`${name}\``).join(", ")}` : `did you mean \`${meant}\``;
  return `expected a requirement that can be waived, received ${received}; ${hint}${meant === null ? "" : "?"}`;
}

function subjectFault(requirement: string, subject: string | null): string | null {
  const wanted = WAIVABLE.get(requirement) ?? null;
  if (wanted === null) {
    return subject === null
      ? null
      : `\`${requirement}\` is waived as a whole: expected no \`:\`, received ${quoteInline(subject, 60)} behind it; write \`/countersign waive ${requirement} <reason>\``;
  }
  if (subject === null || subject === "") {
    return `expected the ${wanted} that the waiver is for, received none; name it behind a colon, such as \`${requirement}:${wanted === "package" ? "left-pad" : "3f2c1a9e7b64"}\``;
  }
  return SUBJECT.test(subject)
    ? null
    : `expected a ${wanted} behind the colon, received ${quoteInline(subject, 60)}; use letters, digits and \`@ . / : + ~ # - _\` only`;
}
