// A form that comes through standard input: with the four header lines that the answer to `/countersign start` shows, with a
// command line, or bare. Hostile only to its own author, and still only parsed.
import { parseContent, sayContentFault } from "../../core/comments/content.js";
import { parseCommand, toVerdict, withoutCommandLine } from "../../core/comments/parse-command.js";
import type { Verdict } from "../../core/facts/submission.js";
import { err, ok, type Result } from "../../core/ground/result.js";

export interface PipedForm {
  readonly reviewer?: string;
  readonly pull?: string;
  readonly fingerprint?: string;
  readonly verdict?: Verdict;
  readonly form: string;
}

/** The error: sentences that say what is wrong with the header lines. */
export function readPiped(bytes: Buffer): Result<PipedForm, readonly string[]> {
  const text = decode(bytes);
  if (text === null) return err(["Expected text in UTF-8 on standard input, received something else."]);
  const parsed = parseContent(text);
  if (parsed.ok) return withCommand(parsed.value.header, parsed.value.form);
  // Without any header line it is the form itself.
  if (parsed.error.some(({ kind }) => kind === "no-header")) return withCommand({}, text);
  return err(parsed.error.map(sayContentFault));
}

function withCommand(header: Omit<PipedForm, "form">, text: string): Result<PipedForm, readonly string[]> {
  const verdict = toVerdict(parseCommand(text)?.verb);
  if (verdict === null) return ok({ ...header, form: text });
  if (header.verdict !== undefined && header.verdict !== verdict) {
    return err([`Expected one verdict, found \`${header.verdict}\` in the header and \`${verdict}\` below it.`]);
  }
  return ok({ ...header, verdict, form: withoutCommandLine(text) });
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
