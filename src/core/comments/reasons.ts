// The reason that a command asks for: whether it gives one, and whom it names.
import { fillerFault } from "../ground/filler.js";
import { visibleLength } from "../ground/words.js";
import { hasOwnWords, readableText } from "../markdown/own-words.js";

/** Chosen, not measured: long enough for four words. Less lets `ok` explain a waiver; more makes people pad. */
export const MIN_REASON_CHARS = 15;

/** Why a text does not explain a waiver or an override; null when it does. */
export function reasonFault(reason: string): string | null {
  const example = "such as `the vendor fixed the outage, see INC-204`";
  if (reason === "") return `expected a reason, received none; say why in a few words, ${example}`;
  const length = visibleLength(readableText(reason));
  if (length < MIN_REASON_CHARS) {
    return `expected a reason of at least ${MIN_REASON_CHARS} characters, received ${length}; say why, ${example}`;
  }
  const gives = fillerFault(readableText(reason)) === null && hasOwnWords(reason);
  return gives ? null : `expected a reason, received words that give none; say why, ${example}`;
}

/** A login with its `@`, alone. */
export const CLAIMED = /^@[a-z\d][a-z\d_-]{0,38}$/i;

/** Logins that a reason names, as `@ada`. */
export function namedLogins(reason: string): readonly string[] {
  return [...reason.matchAll(/(?<![\w@/.-])@([a-z\d](?:[a-z\d_-]{0,38}))/gi)].map(([, login = ""]) => login);
}

/** The subject that stands for whoever set the agent to work. */
export const OPERATOR = "operator";
