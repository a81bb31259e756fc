// The recorded exceptions: `/countersign waive` for one requirement, `/countersign override` for everything at once.

import type { IssueEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import type { Command } from "../comments/parse-command.js";
import { reasonFault } from "../comments/reasons.js";
import { personKey } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { Override, Waiver } from "../facts/records.js";
import { sha256 } from "../ground/canonical.js";
import { quoteBlock, quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { capital, sayList, sayLogin, sayMention, sayNothingClaimed } from "../markdown/say.js";
import { claimSubject, claimsToSettle, hasBegun } from "../people/claims.js";
import { RIGHT_TO } from "../people/ground.js";
import { faultOfAuthority } from "../people/rights.js";
import { parseWaive } from "./parse-waive.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

type Waive = Extract<Command, { kind: "waive" }>;

export function judgeWaive(turn: Turn, { text }: Waive): Ruling {
  const waiver = parseWaive(text);
  const { input, person, author } = turn;
  const authority = sayNoAuthority("waiver", turn, faultOfAuthority(person, RIGHT_TO.waive, input));
  const faults = waiver.ok ? [] : waiver.error.map(sentence);
  if (!waiver.ok || authority !== null) return refuse(turn, "waive", sayRefused("waiver", authority, faults));
  const { requirement, subject, reason } = waiver.value;
  const unsettled = requirement === "facts_complete" ? faultOfSettlement(turn, subject) : null;
  if (unsettled !== null) return refuse(turn, "waive", sayRefused("waiver", null, [unsettled]));
  const waived: Waiver = {
    ...given(turn),
    requirement,
    subject,
    reason,
    fingerprint: input.fingerprint,
  };
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

export function judgeOverride(turn: Turn, reason: string): Ruling {
  const { input, person, author } = turn;
  const authority = sayNoAuthority("override", turn, faultOfAuthority(person, RIGHT_TO.override, input));
  const reasonless = reasonFault(reason);
  const faults = reasonless === null ? [] : [sentence(reasonless)];
  if (authority !== null || faults.length > 0) {
    return refuse(turn, "override", sayRefused("override", authority, faults));
  }
  const { headSha } = input.facts.pull;
  const overridden: Override = { ...given(turn), reason, headSha };
  return accept(turn, "override", {
    records: { ...input.records, overrides: [...input.records.overrides, overridden] },
    reply: `**⚠️ The gate is overridden** for commit \`${headSha.slice(0, 12)}\` by ${sayLogin(author.login)}. The check succeeds although its requirements are not met. Any further push ends this. An issue that asks for a review afterwards is opened.`,
    events: [toEvent(turn, "override", { reason: `sha256:${sha256(reason)}` })],
    issue: toIssue(turn, reason),
  });
}

export function given({ source, author, at }: Turn) {
  return { commentId: source.id, revision: source.revision, by: author, at, voided: null };
}

/** One issue for each overridden head, however often it was asked for. */
function toIssue({ input, author, url }: Turn, reason: string): IssueEffect {
  const { repository, pull } = input.facts;
  const marker = `<!-- countersign:override:${repository.id}#${pull.number}:${pull.headSha} -->`;
  return {
    kind: "issue",
    marker,
    title: `Review after the fact: the gate was overridden on #${pull.number}`,
    body: [
      marker,
      `${sayLogin(author.login)} overrode the review gate on pull request #${pull.number} for commit \`${pull.headSha}\` ([the comment](${url})). The reason given:`,
      quoteBlock(reason, 2_000),
      "What was merged this way was not reviewed as the policy asks. Please:",
      sayList([
        "have somebody who did not write it and did not override the gate read the change",
        "write here what they found, and revert or mend what should not stay",
        "close this issue when that is done",
      ]),
    ].join("\n\n"),
  };
}

type Exception = "waiver" | "exclusion" | "override";

export function sayRefused(what: Exception, authority: string | null, faults: readonly string[]): string {
  const next = authority === null ? "Mend it in a new comment, or edit this one." : `Please ask ${WHO[what]}.`;
  return [`**This ${what} is not taken.**`, sayList(authority === null ? faults : [authority, ...faults]), next].join(
    "\n\n",
  );
}

const WHO: Readonly<Record<Exception, string>> = {
  waiver: "somebody with maintain or admin permission on this repository",
  exclusion: "somebody with maintain or admin permission on this repository",
  override: "an admin of this repository",
};

/** `reasons` read on behind the name; null when there are none. */
export function sayNoAuthority(what: Exception, { author }: Turn, reasons: readonly string[]): string | null {
  if (reasons.length === 0) return null;
  const why = reasons.map((reason) => prose(reason, 300)).join(", and ");
  return `The ${what} has to come from ${WHO[what]} who neither opened the pull request nor set the agent to work. ${sayLogin(author.login)} ${why}.`;
}

function sentence(fault: string): string {
  return `${capital(fault)}${fault.endsWith("?") ? "" : "."}`;
}
