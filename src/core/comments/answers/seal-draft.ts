// A sealed review as somebody writes it, on the sealing page or the command line: what it still lacks, as far as that can be told
// without the pull request, and the text that is to be encrypted.

import type { Verdict } from "../../facts/submission.js";
import { byteLength } from "../../ground/bytes.js";
import { SEALED } from "../armor.js";
import { formatContent, MAX_CONTENT_BYTES, padContent, parseContent, type SealHeader } from "../content.js";
import type { FormProblem } from "../form.js";
import { checkSealedForm, type FormContext } from "./check-answers.js";

/** Everything as it was typed. */
export interface SealDraft {
  readonly reviewer: string;
  /** `acme/shop#7` */
  readonly pull: string;
  readonly fingerprint: string;
  /** Null: not chosen yet. */
  readonly verdict: Verdict | null;
  /** The form's headings and answers. */
  readonly form: string;
  /** The prompt-injection checklist is asked for. */
  readonly elevated: boolean;
}

export interface SealFault {
  readonly field: keyof SealHeader | "size" | FormProblem["field"];
  /** Expected, received, how to fix it. One line of Markdown without a period. */
  readonly message: string;
}

/** Least characters of an answer where no policy is at hand: the default of `review.min_answer_chars`. */
export const MIN_ANSWER_CHARS = 20;

/** Empty: the server finds nothing wrong with it but what only the pull request can tell. */
export function findSealFaults(draft: SealDraft): readonly SealFault[] {
  const header = headerOf(draft);
  const context: FormContext = {
    minAnswerChars: MIN_ANSWER_CHARS,
    code: null,
    shownLines: new Set(),
    checklistRequired: draft.elevated,
    sources: [],
  };
  const content = formatContent(header, draft.form);
  return [
    ...headerFaults(header, draft.verdict),
    ...checkSealedForm({ header, form: draft.form, content }, context),
    ...textFaults(content),
  ];
}

/** Bytes that count towards `MAX_CONTENT_BYTES`. */
export function sizeOf(draft: SealDraft): number {
  return byteLength(formatContent(headerOf(draft), draft.form));
}

/** What is to be encrypted. Only for a draft without faults. */
export function toPlaintext(draft: SealDraft): string {
  return padContent(formatContent(headerOf(draft), draft.form));
}

/** The whole comment that submits a block. */
export function formatSealedComment(block: string): string {
  return `/countersign ${SEALED}\n\n${block.trim()}\n`;
}

/** A verdict that is missing is a fault of its own; until then the header is measured with the longer of the two. */
function headerOf({ reviewer, pull, fingerprint, verdict }: SealDraft): SealHeader {
  return {
    reviewer: reviewer.trim().replace(/^@/, ""),
    pull: pull.trim(),
    fingerprint: fingerprint.trim().toLowerCase(),
    verdict: verdict ?? "approve",
  };
}

const SHAPES = [
  {
    field: "reviewer",
    shape: /^[A-Za-z0-9][\w-]{0,99}$/,
    expected: "your login on GitHub, such as `octocat`",
  },
  {
    field: "pull",
    shape: /^[\w.-]{1,100}\/[\w.-]{1,100}#[1-9]\d{0,8}$/,
    expected: "the pull request as owner/name#number, such as `acme/shop#7`",
  },
  {
    field: "fingerprint",
    shape: /^[0-9a-f]{64}$/,
    expected: "the 64 hex digits that the answer to `/countersign start` gives",
  },
] as const;

function headerFaults(header: SealHeader, verdict: Verdict | null): readonly SealFault[] {
  const misshapen = SHAPES.filter(({ field, shape }) => !shape.test(header[field])).map(({ field, expected }) => ({
    field,
    message: `expected ${expected}; ${received(header[field])}`,
  }));
  const missing: SealFault = { field: "verdict", message: "expected `approve` or `reject`, received neither" };
  return [...misshapen, ...(verdict === null ? [missing] : [])];
}

function received(text: string): string {
  const shown = text.replace(/[^\w./#@-]/g, "?").slice(0, 60);
  if (text === "") return "received nothing";
  return `received \`${shown}${text.length > 60 ? "…" : ""}\`, ${text.length} characters`;
}

function textFaults(content: string): readonly SealFault[] {
  const parsed = parseContent(padContent(content));
  if (parsed.ok) return [];
  return parsed.error.flatMap(({ kind }): SealFault[] => {
    if (kind === "too-long") {
      return [{ field: "size", message: `expected at most ${MAX_CONTENT_BYTES} bytes in all; shorten the answers` }];
    }
    if (kind !== "unprintable") return [];
    const message =
      "expected text, received characters that cannot be kept (a zero byte, or half of a pair); type them anew";
    return [{ field: "size", message }];
  });
}
