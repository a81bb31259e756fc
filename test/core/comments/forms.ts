// Filled forms and conversations for the tests of this folder.

import { applyChanges } from "../../../src/core/case/apply-changes.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { formatAnswers } from "../../../src/core/comments/form.js";
import type { Comment, Facts, NativeReview } from "../../../src/core/facts/facts.js";
import { NO_RECORDS, type Records } from "../../../src/core/facts/records.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { Answers, Verdict } from "../../../src/core/facts/submission.js";
import { type CommandOutcomes, judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { type JudgeContext, NO_CONTEXT } from "../../../src/core/judge/ruling.js";
import { aComment, aFacts, aGateInput, aNativeReview, anAccount } from "../../support/build.js";

export const GOOD_ANSWERS: Answers = {
  intent: "An order of three mugs is charged three times now; before, it was charged once.",
  tests: "I ran the cart suite and wrote one more case with a quantity of zero. Both were green.",
  edgeCases: "- an item without a quantity is charged once\n- zero items cost nothing",
  risks: "- carts that were stored last week have no quantity field, I looked at two of them",
  testEvidence: { acceptanceCriteria: true, ownTests: true, agentTestsOnly: false },
};

/** Answers of another person about the same change, in other words. */
export const OTHER_ANSWERS: Answers = {
  intent: "Before this, two pieces of one thing cost as much as a single piece. That is mended.",
  tests: "With the debugger I stepped through an order of five pens: 12.50, as the price list says.",
  edgeCases: "- halves, as in 1.5 metres of cloth, stay exact to the cent",
  risks: "- reports that add up the old way will differ from the invoices for a day",
  testEvidence: { acceptanceCriteria: false, ownTests: true, agentTestsOnly: false },
};

export function aForm(verdict: Verdict = "approve", answers: Partial<Answers> = {}): string {
  return formOf(verdict, { ...GOOD_ANSWERS, ...answers });
}

/** With exactly these answers. */
export function formOf(verdict: Verdict, answers: Answers): string {
  return `/countersign ${verdict}\n\n${formatAnswers(answers, answers.checklist)}`;
}

/** The form without its command line, as it stands in a native review. */
export function aBareForm(answers: Partial<Answers> = {}): string {
  return aForm("approve", answers).split("\n").slice(2).join("\n");
}

/** A comment by `login` at `time` (`10:05`); the id follows from the time unless given. */
export function said(login: string, time: string, body: string, override: Partial<Comment> = {}): Comment {
  const id = override.id ?? 9000 + Number(time.replace(/\D/g, ""));
  return aComment({ id, author: anAccount({ login }), body, createdAt: at(time), ...override });
}

export function reviewed(login: string, time: string, override: Partial<NativeReview> = {}): NativeReview {
  const id = override.id ?? 8000 + Number(time.replace(/\D/g, ""));
  return aNativeReview({ id, author: anAccount({ login }), submittedAt: at(time), ...override });
}

/** `10:05` or `10:05:30` of the day of the default world. */
export function at(time: string): string {
  return `2026-03-02T${time.length === 5 ? `${time}:00` : time}Z`;
}

export interface World {
  readonly comments?: readonly Comment[];
  readonly reviews?: readonly NativeReview[];
  readonly records?: Records;
  readonly facts?: Partial<Facts>;
  readonly input?: Partial<GateInput>;
  readonly context?: Partial<JudgeContext>;
}

export function aWorld({
  comments = [],
  reviews = [],
  records = NO_RECORDS,
  facts = {},
  input = {},
}: World): GateInput {
  const read = aFacts({ comments: loaded(comments), reviews: loaded(reviews), ...facts });
  return { ...aGateInput({ records }), ...input, facts: read };
}

export interface Judged {
  readonly outcomes: CommandOutcomes;
  readonly records: Records;
  /** Bodies of the replies without their markers, by the id of the comment or review that they answer. */
  readonly replies: ReadonlyMap<number, string>;
  readonly reactions: ReadonlyMap<number, string>;
}

export function judge(world: World | GateInput): Judged {
  const input = "fingerprint" in world ? world : aWorld(world as World);
  const outcomes = judgeCommands(input, { ...NO_CONTEXT, ...("fingerprint" in world ? {} : world.context) });
  return {
    outcomes,
    records: applyChanges(input.records, outcomes.changes),
    replies: new Map(
      outcomes.replies.map(({ marker, body }) => [Number(marker.split(":")[3]), body.slice(marker.length + 1)]),
    ),
    reactions: new Map(outcomes.reactions.map(({ commentId, content }) => [commentId, content])),
  };
}
