// What the judging of texts needs beside facts: sealed comments are opened here, entries of the review page loaded, and whoever
// could read a first form in the clear looked up. What was opened goes to the judges and nowhere else.

import type { GateInput } from "../core/case/input.js";
import { findBlock, SEALED } from "../core/comments/armor.js";
import { parseCommand, toVerdict } from "../core/comments/parse-command.js";
import type { Account } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import { isEditedByAnother, type SubmissionSource, sourceOf, textKey } from "../core/facts/submission.js";
import type { PullRef } from "../core/facts/work.js";
import { entrySource, pendingComments } from "../core/judge/pending.js";
import { type FormEntry, type JudgeContext, NO_CONTEXT, type OpenedSeal } from "../core/judge/ruling.js";
import { distinctPeople, voicesOf } from "../core/reviews/audience.js";
import { reviewsOf } from "../core/reviews/reviews.js";
import type { GithubReader, Seals, StoredEntry } from "../ports.js";

export interface ContextSources {
  readonly reader: Pick<GithubReader, "loadAudience">;
  readonly seals: Seals;
  readonly publicUrl: string;
  /** People can sign in to the App's pages. */
  readonly signIn: boolean;
}

export async function loadJudgeContext(
  ref: PullRef,
  { input, stored }: { readonly input: GateInput; readonly stored: readonly StoredEntry[] },
  sources: ContextSources,
): Promise<JudgeContext> {
  const { seals, publicUrl, signIn } = sources;
  const places = { publicUrl, signIn, recipient: await seals.recipient() };
  if (input.classification.tier !== "high-stakes" && stored.length === 0) return { ...NO_CONTEXT, places };
  const waiting = formsIn(input);
  const entries = await Promise.all(stored.map((entry) => openEntry(entry, seals)));
  const named = [...waiting.map(({ source }) => source), ...entries.map(entrySource)];
  return {
    seals: await openSealed(waiting, seals),
    nonces: await makeNonces(ref, named, seals),
    entries,
    audience: await loadAudience(ref, { input, waiting }, sources),
    places,
  };
}

interface WaitingForm {
  readonly source: SubmissionSource;
  readonly isSealed: boolean;
  /** Below the command. */
  readonly body: string;
}

/** Forms in comments that were not judged yet. The command of an edit by somebody else is not theirs. */
function formsIn({ facts, records }: GateInput): WaitingForm[] {
  const comments = facts.comments.status === "loaded" ? facts.comments.value : [];
  return pendingComments(comments, records)
    .filter((comment) => comment.author?.type === "User" && !isEditedByAnother(comment))
    .flatMap((comment) => {
      const command = parseCommand(comment.body);
      const isSealed = command?.verb === SEALED;
      if (command === null || (!isSealed && toVerdict(command.verb) === null)) return [];
      return [{ source: sourceOf(comment), isSealed, body: command.rest }];
    });
}

/** Opened in one evaluation. Whoever posts more blocks than this at once has to wait for the next: each costs a key agreement. */
const MAX_OPENED = 20;

async function openSealed(waiting: readonly WaitingForm[], seals: Seals): Promise<ReadonlyMap<string, OpenedSeal>> {
  const opened = new Map<string, OpenedSeal>();
  for (const { source, body } of waiting.filter(({ isSealed }) => isSealed).slice(0, MAX_OPENED)) {
    const block = findBlock(body);
    if (block.found) opened.set(textKey(source), await seals.open(block.block));
  }
  return opened;
}

async function openEntry({ box, ...entry }: StoredEntry, seals: Seals): Promise<FormEntry> {
  const opened = box === null ? null : await seals.open(box);
  return { ...entry, content: opened?.status === "opened" ? opened.text : null };
}

async function makeNonces(
  ref: PullRef,
  sources: readonly SubmissionSource[],
  seals: Seals,
): Promise<ReadonlyMap<string, string>> {
  const pairs = sources.map(async (source) => {
    const key = textKey(source);
    return [key, await seals.nonce(`${ref.repositoryId}#${ref.number} ${key}`)] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** Asked only when the answer decides: a form in the clear that may be the first of its panel. */
async function loadAudience(
  ref: PullRef,
  { input, waiting }: { readonly input: GateInput; readonly waiting: readonly WaitingForm[] },
  { reader }: ContextSources,
): Promise<Source<readonly Account[]>> {
  const isAccepted = input.policy.policy.blind.plaintext === "accept";
  const mayCome = waiting.some(({ isSealed }) => !isSealed);
  if (!isAccepted || !mayCome || reviewsOf(input).panel.state !== "open") return unavailable("it was not looked up");
  const heard = voicesOf(input.facts);
  const told = await reader.loadAudience(ref, heard.teams);
  return told.status === "loaded" ? loaded(distinctPeople([...told.value, ...heard.accounts])) : told;
}
