// What a form on this pull request is judged against: every text that an answer could be copied from, and the code that it
// could name.

import type { GateInput } from "../../case/input.js";
import { isElevated } from "../../case/is-elevated.js";
import { type Account, type Change, isSamePerson } from "../../facts/facts.js";
import { listOf } from "../../facts/source.js";
import { revisionOf } from "../../facts/submission.js";
import { isAtOrAfter } from "../../ground/time.js";
import { statementOf } from "../../statement/statement.js";
import { QUESTIONS } from "../form.js";
import { parseCommand, toVerdict, withoutCommandLine } from "../parse-command.js";
import { readForm } from "../parse-form.js";
import type { FormContext } from "./check-answers.js";
import { exampleOf, indexCode, shownLines } from "./code-reference.js";
import { toSource } from "./similarity.js";

/** The reviewer, and when the form came in: of two equal forms the later one is the copy. */
export interface FormAuthor {
  readonly account: Account;
  readonly at: string;
}

export function toFormContext(input: GateInput, author: FormAuthor): FormContext {
  const { require_code_reference, min_answer_chars } = input.policy.policy.review;
  const demanded =
    require_code_reference === "always" ||
    (require_code_reference === "high-stakes" && input.classification.tier === "high-stakes");
  const change = input.facts.change.status === "loaded" ? input.facts.change.value : null;
  const texts = [
    ...(change === null ? [] : pullTexts(change)),
    ...issueTexts(input),
    ...recordedReviews(input, author),
    ...writtenReviews(input, author),
  ];
  return {
    minAnswerChars: min_answer_chars,
    code:
      demanded && change !== null && change.files.length > 0
        ? { index: indexCode(change), example: exampleOf(change) }
        : null,
    shownLines: change === null ? new Set() : shownLines(change),
    checklistRequired: input.policy.policy.review.prompt_injection === "require" && isElevated(input),
    sources: texts.map(({ origin, text }) => ({ origin, source: toSource(text) })),
  };
}

interface Text {
  readonly origin: string;
  readonly text: string;
}

/** Commit messages are cut: the first lines are what a pull request's text is made of. */
const MAX_MESSAGE_CHARS = 2_000;

function pullTexts(change: Change): Text[] {
  const intent = statementOf(change).intent ?? "";
  const commits = change.commits.map(({ message }) => ({
    origin: "a commit message of this pull request",
    text: message.slice(0, MAX_MESSAGE_CHARS),
  }));
  return [
    { origin: "the pull request's title", text: change.title },
    { origin: "the agent's stated intent", text: intent },
    { origin: "the pull request's description", text: change.body },
    ...commits,
  ];
}

function issueTexts({ facts }: GateInput): Text[] {
  return listOf(facts.linkedIssues).map(({ number, title, body }) => ({
    origin: `issue #${number}`,
    text: `${title}\n${body}`,
  }));
}

/**
 * A reviewer may say again what they said themselves, about an earlier version or before an edit.
 * INVARIANT: sealed reviews are compared with only once they are revealed; a refusal would tell what they say.
 */
function recordedReviews({ records }: GateInput, author: FormAuthor): Text[] {
  const others = [
    ...records.submissions,
    ...records.sealed.flatMap(({ reviewer, revealed }) =>
      revealed === null ? [] : [{ reviewer, answers: revealed.answers }],
    ),
  ].filter(({ reviewer }) => !isSamePerson(reviewer, author.account));
  return others.flatMap(({ answers }) => QUESTIONS.map(({ id }) => another(answers[id])));
}

/** Forms of other people that stand in the conversation, taken or refused, and whatever bots wrote there. */
function writtenReviews({ facts }: GateInput, author: FormAuthor): Text[] {
  return [...listOf(facts.comments).filter(({ ours }) => !ours), ...listOf(facts.reviews)]
    .filter((text) => text.author !== null && !isSamePerson(text.author, author.account))
    .filter((text) => !isAtOrAfter(revisionOf(text), author.at))
    .flatMap((text) => (text.author?.type === "Bot" ? [byBot(text.body)] : answersIn(text.body).map(another)));
}

function answersIn(body: string): string[] {
  const command = parseCommand(body);
  if (command !== null && toVerdict(command.verb) === null) return [];
  const reading = readForm(withoutCommandLine(body));
  return reading.headings === 0 ? [] : QUESTIONS.map(({ id }) => reading.answers[id]);
}

function another(text: string): Text {
  return { origin: "another review of this pull request", text };
}

function byBot(text: string): Text {
  return { origin: "what a bot wrote on this pull request", text };
}
