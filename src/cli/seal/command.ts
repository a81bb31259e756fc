// `countersign seal`: a review becomes a comment that nobody but the server can read. Nothing is kept; without --server nothing
// leaves the machine.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { findSealFaults, type SealDraft, toPlaintext } from "../../core/comments/answers/seal-draft.js";
import { readForm } from "../../core/comments/parse-form.js";
import { UsageError } from "../classify/io.js";
import { printable } from "../printable.js";
import type { Prompt } from "../prompt.js";
import { askForm, askHeader, toVerdict } from "./ask.js";
import { chooseRecipient, toRecipient } from "./choose-recipient.js";
import { makeComment } from "./make-comment.js";
import { EXIT_FORM, EXIT_OK, EXIT_USAGE, type SealIo, type SealOptions } from "./options.js";
import { type PipedForm, readPiped } from "./read-piped.js";
import { sayFaults } from "./say-faults.js";

/** Exit code 0: sealed, 1: the form lacks something, 2: wrong usage. */
export async function sealCommand(options: SealOptions, io: SealIo): Promise<number> {
  try {
    return await (io.openPrompt === undefined ? sealPiped(options, io) : sealAsked(options, io, io.openPrompt()));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.writeError(`${error.message}\n`);
    return EXIT_USAGE;
  }
}

async function sealPiped(options: SealOptions, io: SealIo): Promise<number> {
  const piped = readPiped(await io.readStdin());
  if (!piped.ok) {
    io.writeError(piped.error.map((sentence) => `${sentence}\n`).join(""));
    return EXIT_FORM;
  }
  const draft = toDraft(options, piped.value);
  // The form as it was copied shows whether the change asks for the checklist.
  const elevated = draft.elevated || readForm(draft.form).answers.checklist !== undefined;
  const faults = findSealFaults({ ...draft, elevated });
  if (faults.length > 0) {
    io.writeError(sayFaults(faults));
    return faults.some(({ field }) => isOption(field)) ? EXIT_USAGE : EXIT_FORM;
  }
  const recipient = await chooseRecipient(options);
  if (recipient === null) {
    throw new UsageError(
      "for whom? expected --recipient age1… from the answer to /countersign start, or --server with the server's address, " +
        "e.g. --server https://countersign.example.com",
    );
  }
  return print(draft, { recipient, options, io });
}

async function sealAsked(options: SealOptions, io: SealIo, prompt: Prompt): Promise<number> {
  const asking = { prompt, io };
  try {
    const chosen = await chooseRecipient(options);
    const recipient =
      chosen ?? toRecipient((await prompt.ask("Recipient (age1…, in the answer to /countersign start): ")) ?? "");
    const header = await askHeader(toDraft(options, { form: "" }), asking);
    const draft = await askForm(header, asking);
    return draft === null ? EXIT_FORM : await print(draft, { recipient, options, io });
  } finally {
    prompt.rest();
  }
}

/** What the options and the text say; where both speak they have to agree. */
function toDraft(options: SealOptions, piped: PipedForm): SealDraft {
  const verdict = options.verdict === undefined ? null : toVerdict(options.verdict);
  if (options.verdict !== undefined && verdict === null) {
    throw new UsageError(
      `--verdict expects approve or reject, received \`${printable(options.verdict.slice(0, 80))}\``,
    );
  }
  const fields = ["reviewer", "pull", "fingerprint"] as const;
  const told = fields.filter((field) => differ(options[field], piped[field]));
  if (told.length > 0 || differ(verdict ?? undefined, piped.verdict)) {
    const names = [...told, ...(differ(verdict ?? undefined, piped.verdict) ? ["verdict"] : [])];
    throw new UsageError(
      `the text says something else than ${names.map((name) => `--${name}`).join(" and ")}; keep one`,
    );
  }
  return {
    reviewer: options.reviewer ?? piped.reviewer ?? "",
    pull: options.pull ?? piped.pull ?? "",
    fingerprint: options.fingerprint ?? piped.fingerprint ?? "",
    verdict: verdict ?? piped.verdict ?? null,
    form: piped.form,
    elevated: options.checklist === true,
  };
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() !== other.toLowerCase();
}

function isOption(field: string): boolean {
  return field === "reviewer" || field === "pull" || field === "fingerprint" || field === "verdict";
}

interface Printing {
  readonly recipient: string;
  readonly options: SealOptions;
  readonly io: SealIo;
}

async function print(draft: SealDraft, { recipient, options: { out }, io }: Printing): Promise<number> {
  const comment = await makeComment(recipient, toPlaintext(draft));
  if (out === undefined) io.writeOut(comment);
  else writeComment(resolve(io.directory, out), comment);
  const place = out === undefined ? "it" : `the content of ${printable(out)}`;
  io.writeError(`Sealed for ${recipient}. Paste ${place}, whole, as a new comment on ${draft.pull.trim()}.\n`);
  return EXIT_OK;
}

function writeComment(path: string, comment: string): void {
  try {
    writeFileSync(path, comment);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--out names a file that cannot be written (${code}): ${printable(path)}`);
  }
}
