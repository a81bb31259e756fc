// Judges `/countersign sealed`, and what was submitted on the review page: may this person sit on the panel, is it theirs and
// about this version, is the form good? A refusal on GitHub says which answers do not do and nothing of what they say.

import type { GateInput } from "../case/input.js";
import { checkSealedForm } from "../comments/answers/check-answers.js";
import { toFormContext } from "../comments/answers/form-context.js";
import { findBlock, holdsMore, SEALED } from "../comments/armor.js";
import { parseContent, type SealContent, sayContentFault } from "../comments/content.js";
import type { Command } from "../comments/parse-command.js";
import { isSamePerson } from "../facts/facts.js";
import { textKey } from "../facts/submission.js";
import { exposuresOf } from "../reviews/may-sit.js";
import { maySitBeside } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { judgeGivenAway } from "./judge-public-form.js";
import { checkSession, noReviewNeeded, sayMayNotReview, sayNotNeeded } from "./review-session.js";
import { type FormEntry, type OpenedSeal, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";
import { sayPanelClosed } from "./standing.js";
import { sayRefusedSeal, takeSealed } from "./take-sealed.js";

export function judgeSealedComment(turn: Turn, command: Command): Ruling {
  const unneeded = reasonNotSealed(turn);
  if (unneeded !== null) return refuse(turn, SEALED, unneeded);
  if (holdsMore(command)) return judgeGivenAway(turn);
  const block = findBlock(command.rest);
  if (!block.found) return refuseSeal(turn, [sayBlockFault(block.fault)]);
  const seal = turn.context.seals.get(textKey(turn.source));
  if (seal === undefined) return refuseSeal(turn, [saySealFault("damaged")]);
  return seal.status === "opened" ? judgeContent(turn, seal.text, null) : refuseSeal(turn, [saySealFault(seal.reason)]);
}

/** Submitted by a signed-in person; `content` null: it could not be opened any more. */
export function judgeSealedEntry(turn: Turn, { content, onPageSeconds }: FormEntry): Ruling {
  const unneeded = reasonNotSealed(turn);
  if (unneeded !== null) return refuse(turn, SEALED, unneeded);
  if (content === null) return refuseSeal(turn, [saySealFault("foreign")]);
  return judgeContent(turn, content, onPageSeconds);
}

function reasonNotSealed({ input, author }: Turn): string | null {
  const unneeded = noReviewNeeded(input);
  if (unneeded !== null) return sayNotNeeded(unneeded);
  if (input.classification.tier !== "high-stakes") return sayNotSealedHere();
  return sayPanelClosed(reviewsOf(input).panel, author);
}

function judgeContent(turn: Turn, plaintext: string, onPageSeconds: number | null): Ruling {
  const { input, person, author, at } = turn;
  const panel = reviewsOf(input).panel;
  const may = maySitBeside(person, panel, input);
  if (!may.may) return refuseWith(turn, "reviewer", sayMayNotReview(person.account.login, may.reason));
  const replaces = panel.seats.some(({ reviewer }) => isSamePerson(reviewer, author));
  if (replaces && isSomethingKnown(turn)) {
    return refuseSeal(turn, [
      "Somebody else's verdict on this version is known by now, so yours stays as it was sealed.",
    ]);
  }
  const parsed = parseContent(plaintext);
  if (!parsed.ok) return refuseSeal(turn, parsed.error.map(sayContentFault));
  const strange = headerFaults(parsed.value, input, author.login);
  if (strange.length > 0) return refuseSeal(turn, strange);
  const problems = checkSealedForm(parsed.value, toFormContext(input, { account: author, at }));
  const { session, seconds, reasons } = checkSession(turn);
  if (session === null || reasons.length > 0 || problems.length > 0) {
    return refuseWith(turn, "form", sayRefusedSeal({ reasons, problems, onPage: isOnPage(turn), session }));
  }
  return takeSealed(turn, { panel, session, seconds, content: parsed.value.content, onPageSeconds, removes: false });
}

/** INVARIANT: a block fits one person, one pull request and one version, so that nobody can submit a copy of another's. */
function headerFaults({ header }: SealContent, { facts, fingerprint }: GateInput, login: string): string[] {
  const { repository, pull } = facts;
  const expected = `${repository.owner}/${repository.name}#${pull.number}`;
  return [
    ...(header.reviewer.replace(/^@/, "").toLowerCase() === login.toLowerCase() ? [] : [sayHeaderFault("reviewer")]),
    ...(header.pull.toLowerCase() === expected.toLowerCase() ? [] : [sayHeaderFault("pull")]),
    ...(header.fingerprint.toLowerCase() === fingerprint.toLowerCase() ? [] : [sayHeaderFault("fingerprint")]),
  ];
}

/** Whether the present verdict could be chosen knowing another's. */
function isSomethingKnown({ input, author }: Turn): boolean {
  return exposuresOf(input).some(({ person }) => !isSamePerson(person, author));
}

function isOnPage({ source }: Turn): boolean {
  return source.kind === "form";
}

function refuseSeal(turn: Turn, reasons: readonly string[]): Ruling {
  const { session } = checkSession(turn);
  return refuseWith(turn, "block", sayRefusedSeal({ reasons, problems: [], onPage: isOnPage(turn), session }));
}

/** The event says that it was refused, and nothing that depends on the answers. */
function refuseWith(turn: Turn, faults: "reviewer" | "block" | "form", reply: string): Ruling {
  return refuse(turn, SEALED, { reply, events: [toEvent(turn, "review_refused", { sealed: true, faults })] });
}

/** One for all that may come of `/countersign sealed` on a change that asks for none. */
function sayNotSealedHere(): string {
  return "This change is not high-stakes, so its review is not blind and needs no sealing. Comment `/countersign start` and submit the form as the answer shows. Nothing was recorded.";
}

function sayBlockFault(fault: "none" | "several" | "cut" | "recipients"): string {
  const expected =
    "Expected one block below the command, from `-----BEGIN AGE ENCRYPTED FILE-----` to `-----END AGE ENCRYPTED FILE-----`";
  switch (fault) {
    case "none":
      return `${expected}, found none. The sealing page makes the whole comment for you.`;
    case "several":
      return `${expected}, found several. Leave one.`;
    case "cut":
      return `${expected}, found one that is cut or altered. Copy it once more, whole.`;
    case "recipients":
      return "Expected a block for this server's recipient alone, found one that others can open as well. Seal it for the one recipient that the answer to `/countersign start` names.";
  }
}

function saySealFault(reason: Extract<OpenedSeal, { status: "refused" }>["reason"]): string {
  switch (reason) {
    case "foreign":
      return "It cannot be opened here: it was sealed for another recipient. Seal it again for the one that the answer to `/countersign start` names.";
    case "damaged":
      return "It cannot be opened: the block is cut or altered. Copy it once more, whole.";
    case "text":
      return "It was opened and holds no text in UTF-8. Seal the form as text.";
  }
}

function sayHeaderFault(key: "reviewer" | "pull" | "fingerprint"): string {
  switch (key) {
    case "reviewer":
      return "It names another reviewer than the author of this comment. A sealed review counts for the person whom it names only.";
    case "pull":
      return "It names another pull request than this one.";
    case "fingerprint":
      return "It names another version of this change than the present one: something was pushed since, or the fingerprint was not copied whole. Comment `/countersign start` for the present one.";
  }
}
