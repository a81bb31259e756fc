// Answers to a sealed review that is not taken. INVARIANT: on GitHub they name answers that do not do, and neither quote them
// nor tell what is wrong with them: a stock phrase under Risks would tell the verdict.
import { type ContentFault, MAX_CONTENT_BYTES } from "../comments/content.js";
import type { FormProblem } from "../comments/form.js";
import { sayList } from "../markdown/say.js";
import type { OpenedSeal } from "./ruling.js";
import { nameOf } from "./say-form.js";

export interface RefusedSeal {
  /** Each a sentence that depends on no answer. */
  readonly reasons: readonly string[];
  readonly problems: readonly FormProblem[];
  /** Only the reviewer reads it. */
  readonly inPrivate: boolean;
  /** It came from the review page, and is answered there. */
  readonly onPage: boolean;
  /** When the open session ends; null: there is none. */
  readonly until: string | null;
}

export function sayRefusedSeal({ reasons, problems, inPrivate, onPage, until }: RefusedSeal): string {
  const faults = [...reasons, ...(inPrivate ? problems.map(sayWhole) : sayFields(problems))];
  const parts = ["**This sealed review is not counted yet.** What is missing:", sayList(faults)];
  if (!inPrivate && problems.length > 0) {
    parts.push(
      "What exactly an answer lacks is not said here, because it could give the verdict away. The sealing page, the review page and `countersign seal` tell it to you alone.",
    );
  }
  return [...parts, onPage ? sayNextOnPage(until) : sayNext(until)].join("\n\n");
}

function sayNext(until: string | null): string {
  return until === null
    ? "Then seal it again and submit it in a new comment."
    : `Seal it again and submit it in a new comment: your session stays open until ${until}.`;
}

function sayNextOnPage(until: string | null): string {
  const kept = "What you typed is kept as your draft";
  return until === null
    ? `${kept}. Begin anew on this page, and submit it again.`
    : `${kept}; submit it again below. Your session stays open until ${until}.`;
}

function sayWhole({ field, message }: FormProblem): string {
  return `**${nameOf(field)}**: ${message}.`;
}

/** One sentence for each field, the same whatever is wrong with it. */
function sayFields(problems: readonly FormProblem[]): string[] {
  return [...new Set(problems.map(({ field }) => field))].map((field) =>
    field === "form"
      ? "**The whole form**: expected a file, a symbol in backticks or a line of this change in at least one answer, one verdict, and no credential."
      : `**${nameOf(field)}**: expected an answer of your own about this change, below this heading, once, long enough, and neither a stock phrase nor a copy.`,
  );
}

export function sayBlockFault(fault: "none" | "several" | "cut" | "recipients"): string {
  const expected =
    "expected one block below the command, from `-----BEGIN AGE ENCRYPTED FILE-----` to `-----END AGE ENCRYPTED FILE-----`";
  switch (fault) {
    case "none":
      return `${capitalised(expected)}, found none. The sealing page makes the whole comment for you.`;
    case "several":
      return `${capitalised(expected)}, found several. Leave one.`;
    case "cut":
      return `${capitalised(expected)}, found one that is cut or altered. Copy it once more, whole.`;
    case "recipients":
      return "Expected a block for this server's recipient alone, found one that others can open as well. Seal it for the one recipient that the answer to `/countersign start` names.";
  }
}

export function saySealFault(reason: Extract<OpenedSeal, { status: "refused" }>["reason"]): string {
  switch (reason) {
    case "foreign":
      return "It cannot be opened here: it was sealed for another recipient. Seal it again for the one that the answer to `/countersign start` names.";
    case "damaged":
      return "It cannot be opened: the block is cut or altered. Copy it once more, whole.";
    case "text":
      return "It was opened and holds no text in UTF-8. Seal the form as text.";
  }
}

export function sayHeaderFault(key: "reviewer" | "pull" | "fingerprint"): string {
  switch (key) {
    case "reviewer":
      return "It names another reviewer than the author of this comment. A sealed review counts for the person whom it names only.";
    case "pull":
      return "It names another pull request than this one.";
    case "fingerprint":
      return "It names another version of this change than the present one: something was pushed since, or the fingerprint was not copied whole. Comment `/countersign start` for the present one.";
  }
}

export function sayContentFault(fault: ContentFault): string {
  switch (fault.kind) {
    case "no-header":
      return "The sealed text does not begin with `reviewer: …`, `pull: …`, `fingerprint: …` and `verdict: …`, each on a line of its own, an empty line below them.";
    case "too-long":
      return `The sealed text is longer than ${MAX_CONTENT_BYTES} bytes without its padding. Shorten the answers.`;
    case "unprintable":
      return "The sealed text holds characters that cannot be kept as they are (a zero byte, or half of a pair). Take them out.";
    case "missing":
      return `The header of the sealed text has no \`${fault.key}\`.`;
    case "twice":
      return `The header of the sealed text has \`${fault.key}\` more than once.`;
    case "unknown-key":
      return "The header of the sealed text holds a line that is none of `reviewer`, `pull`, `fingerprint` and `verdict`. Leave an empty line between header and form.";
    case "verdict":
      return "The header of the sealed text has neither `verdict: approve` nor `verdict: reject`.";
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
