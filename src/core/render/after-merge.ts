// The check run of a merged head goes on quoting the newest audit entry about its pull request, so that GitHub witnesses what was
// recorded at the merge and later. Only these lines are put into its text; what the check said, it goes on saying.
import { type QuotedEntry, quoteEntry } from "../audit/chain.js";
import type { CheckName } from "../case/decision.js";
import type { CheckRunEffect } from "../case/effect.js";
import { byteLength } from "../ground/bytes.js";
import { fitLines } from "../markdown/fit.js";
import { MAX_OUTPUT_BYTES } from "./check-summary.js";
import { FOR_PROGRAMS } from "./check-text.js";

/** A text of ours begins with another heading, and nothing hostile begins a line of it. */
const HEADING = "### After the merge";

/** `text` with `entry` as the newest about the pull request. Others that were merged with this commit keep their lines. */
export function quoteAfterMerge(text: string, number: number, entry: QuotedEntry): string {
  const { quoted, rest } = split(text.replaceAll("\r\n", "\n"));
  const others = quoted.filter((line) => !line.startsWith(lineStart(number)));
  const lines = [...others, `${lineStart(number)}${quoteEntry(entry)}`].sort();
  // The block for programs is never cut, and neither are these lines.
  const at = rest.lastIndexOf(`\n\n${FOR_PROGRAMS}\n\n`);
  const [reading, block] = at < 0 ? [rest, ""] : [rest.slice(0, at), rest.slice(at)];
  const all = [HEADING, "", ...lines, "", ...reading.split("\n")];
  return `${fitLines(all, MAX_OUTPUT_BYTES - byteLength(block))}${block}`;
}

function lineStart(number: number): string {
  return `- #${number}: audit chain: `;
}

function split(text: string): { readonly quoted: readonly string[]; readonly rest: string } {
  const [heading, , ...lines] = text.split("\n");
  if (heading !== HEADING) return { quoted: [], rest: text };
  const end = lines.findIndex((line) => !line.startsWith("- #"));
  return { quoted: lines.slice(0, end), rest: lines.slice(end + 1).join("\n") };
}

// What a run says when its success does not hold any more: it was earned for another head, or for another base.

/** `newer-head`: a newer commit is the head · `other-base`: the pull request is aimed at another branch. */
export type WithdrawnFor = "newer-head" | "other-base";

interface Withdrawn {
  readonly headSha: string;
  readonly name: CheckName;
  /** Where the run's details lead. */
  readonly page: string;
}

export function withdrawal(why: WithdrawnFor, { headSha, name, page }: Withdrawn): CheckRunEffect {
  return { kind: "check_run", headSha, name, ...WORDS[why], annotations: [], detailsUrl: page };
}

const WORDS: Readonly<Record<WithdrawnFor, Pick<CheckRunEffect, "conclusion" | "title" | "summary" | "text">>> = {
  "newer-head": {
    conclusion: null,
    title: "A newer commit took its place · approval withdrawn",
    summary: "This commit is not the head of its pull request any more. What was approved here is decided anew there.",
    text: "Should this commit become the head again, it is evaluated again, and a review of the same change still counts.",
  },
  "other-base": {
    conclusion: "cancelled",
    title: "Aimed at another branch · decision withdrawn",
    summary:
      "What stood here was decided for another base branch. GitHub would let this commit merge into any branch with it.",
    text: "The pull request is decided anew for the branch that it aims at now. A review of the same change still counts.",
  },
};
