// The recorded exceptions: `/countersign waive` for one requirement, `/countersign override` for everything at once.
import { sha256 } from "../../canonical.js";
import type { IssueEffect } from "../../gate/effect.js";
import type { Override, Waiver } from "../../records.js";
import { quoteBlock, quoteInline } from "../../text/neutralise.js";
import { prose } from "../../text/prose.js";
import type { Command } from "../parse-command.js";
import { reasonFault } from "../parse-waive.js";
import { faultOfAuthority } from "../rights.js";
import { capital, sayList, sayLogin } from "../say.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

type Waive = Extract<Command, { kind: "waive" }>;

export function judgeWaive(turn: Turn, { waiver }: Waive): Ruling {
  const { input, person, author, at, source } = turn;
  const authority = faultOfAuthority(person, "maintain", input).map(sayNoAuthority("waive", turn));
  const faults = [...authority, ...(waiver.ok ? [] : waiver.error.map(sentence))];
  if (!waiver.ok || faults.length > 0) return refuse(turn, "waive", sayRefused("waiver", faults));
  const { requirement, subject, reason } = waiver.value;
  const given: Waiver = {
    commentId: source.id,
    requirement,
    subject,
    reason,
    by: author,
    at,
    fingerprint: input.fingerprint,
  };
  const named = subject === null ? `\`${requirement}\`` : `\`${requirement}\` for ${quoteInline(subject, 214)}`;
  return accept(turn, "waive", {
    records: { ...input.records, waivers: [...input.records.waivers, given] },
    reply: `**${named} is waived** by ${sayLogin(author.login)}, for this version of the change only. A push that changes it asks again.`,
    events: [toEvent(turn, "waiver", { requirement, subject, reason: `sha256:${sha256(reason)}` })],
  });
}

export function judgeOverride(turn: Turn, reason: string): Ruling {
  const { input, person, author, at, source } = turn;
  const authority = faultOfAuthority(person, "admin", input).map(sayNoAuthority("override", turn));
  const reasonless = reasonFault(reason);
  const faults = [...authority, ...(reasonless === null ? [] : [sentence(reasonless)])];
  if (faults.length > 0) return refuse(turn, "override", sayRefused("override", faults));
  const { headSha } = input.facts.pull;
  const given: Override = { commentId: source.id, reason, by: author, at, headSha };
  return accept(turn, "override", {
    records: { ...input.records, overrides: [...input.records.overrides, given] },
    reply: `**⚠️ The gate is overridden** for commit \`${headSha.slice(0, 12)}\` by ${sayLogin(author.login)}. The check succeeds although its requirements are not met. Any further push ends this. An issue that asks for a review afterwards is opened.`,
    events: [toEvent(turn, "override", { reason: `sha256:${sha256(reason)}` })],
    issue: toIssue(turn, reason),
  });
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

function sayRefused(what: string, faults: readonly string[]): string {
  return [`**This ${what} is not taken.**`, sayList(faults), "Mend it in a new comment, or edit this one."].join(
    "\n\n",
  );
}

/** Its result turns a reason, which reads on behind the name, into a sentence. */
function sayNoAuthority(verb: "waive" | "override", { author }: Turn): (reason: string) => string {
  const who = verb === "waive" ? "somebody who maintains this repository" : "an admin of this repository";
  return (reason) =>
    `Only ${who} can ${verb}, and neither who opened the pull request nor who set the agent to work. ${sayLogin(author.login)} ${prose(reason, 300)}.`;
}

function sentence(fault: string): string {
  return `${capital(fault)}${fault.endsWith("?") ? "" : "."}`;
}
