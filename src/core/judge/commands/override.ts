// `/countersign override <reason>`: break-glass. The check succeeds for this one commit, and an issue asks for a review afterwards.
import type { IssueEffect } from "../../case/effect.js";
import { type Command, reasonFault, wordsOf } from "../../comments/parse-command.js";
import type { Override } from "../../facts/records.js";
import { sha256 } from "../../ground/canonical.js";
import { quoteBlock } from "../../markdown/neutralise.js";
import { sayList, sayLogin } from "../../markdown/say.js";
import { command } from "../command-kind.js";
import { faultOfGiver, given, sayRefused } from "../exception.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";

export const override = command({
  verb: "override",
  arguments: "<reason>",
  who: "admin; not the author, not who set the agent to work",
  effect: "break-glass: the check succeeds for this commit, and an issue asks for a review afterwards",
  takes: "words",
  hasEffect: true,
  edited: "refused",
  lasts: true,
  page: {
    example: "/countersign override The checkout is down and this is the fix, see INC-204.",
    again: "Both are recorded. One that is in force is enough, and one issue is opened for each commit.",
    holds:
      "It holds for this commit, while its author has the right to it: any push ends it. It ends when its comment is edited or deleted.",
  },
  judge: judgeOverride,
});

function judgeOverride(turn: Turn, said: Command): Ruling {
  const { input, author } = turn;
  const reason = wordsOf(said).join(" ");
  const fault = faultOfGiver("override", turn);
  const reasonless = reasonFault(reason);
  if (fault !== null || reasonless !== null) {
    return refuse(turn, "override", sayRefused("override", fault, reasonless === null ? [] : [reasonless]));
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
