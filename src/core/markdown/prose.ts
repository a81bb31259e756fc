// Safe Markdown from sentences that this program wrote and that may carry fragments it did not: reasons, details,
// problems. Plain words stay words; whatever could mean something to GitHub is put into a code span.
import { cutTo, quoteInline } from "./neutralise.js";
import { redact } from "./redact.js";

/** Of a sentence, as Markdown for one line. At most about `maxChars` UTF-16 units; running it twice changes nothing. */
export function prose(text: string, maxChars: number): string {
  const flat = cutTo(redact(text).replace(/\s+/g, " ").trim(), maxChars);
  let out = "";
  for (const segment of segments(flat)) {
    const next = segment.quoted ? quoteInline(segment.text, maxChars) : calmWords(segment.text);
    // Two code spans side by side would read as one long run of backticks.
    out += out.endsWith("`") && next.startsWith("`") ? ` ${next}` : next;
  }
  return out;
}

interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

/** Splits at code spans by CommonMark's rule: a run of backticks closes at the next run of the same length. */
function segments(text: string): readonly Segment[] {
  const runs = [...text.matchAll(/`+/g)];
  const found: Segment[] = [];
  let end = 0;
  for (const [index, open] of runs.entries()) {
    if (open.index < end) continue;
    const close = runs.slice(index + 1).find((run) => run[0].length === open[0].length);
    if (close === undefined) continue;
    found.push({ text: text.slice(end, open.index), quoted: false });
    found.push({ text: text.slice(open.index + open[0].length, close.index), quoted: true });
    end = close.index + close[0].length;
  }
  found.push({ text: text.slice(end), quoted: false });
  return found.filter((segment) => segment.text !== "");
}

/** Keeps calm words, and joins what stands between them into code spans. */
function calmWords(text: string): string {
  const out: string[] = [];
  let risky: string[] = [];
  const flush = (): void => {
    if (risky.length > 0) out.push(quoteRisky(risky.join(" ")));
    risky = [];
  };
  for (const [index, word] of text.split(" ").entries()) {
    // At the start of a line `1.` and `-` open a list; any segment may stand there.
    const opensList = index === 0 && /^(?:\d+[.)]|[-+=])$/.test(word);
    if (isCalm(word) && !opensList) {
      flush();
      out.push(word);
    } else {
      risky.push(word);
    }
  }
  flush();
  return out.join(" ");
}

/** Sentence marks behind the quoted words stay outside, where a reader expects them. */
function quoteRisky(text: string): string {
  const [, words = text, marks = ""] = /^(.*?)([,.;:]?)$/s.exec(text) ?? [];
  return words === "" ? quoteInline(text, text.length * 8) : `${quoteInline(words, words.length * 8)}${marks}`;
}

const CALM = /^["'(“‘]?[\p{L}\p{N}]+(?:[-.,'’/=%+][\p{L}\p{N}]+)*%?["')”’]*[.,;:!?…]?["')”’]*$/u;
const MARKS = /^(?:[-–—·→=+×/…≤≥]|[.,;:!?…"'“”‘’()]*)$/u;

/** Letters, digits and sentence marks, and no shape that GitHub turns into a link: sha, `GH-1`, `KEY-1`, `www.`. */
function isCalm(word: string): boolean {
  if (MARKS.test(word) || word === "e.g." || word === "i.e.") return true;
  if (!CALM.test(word)) return false;
  if (/[0-9a-f]{7}/i.test(word) && /\d/.test(word)) return false;
  if (/\p{L}[-/.=]\d/u.test(word) || /^www\./i.test(word)) return false;
  return !/\p{L}\.\p{L}/u.test(word);
}
