// Identifiers with letters of another script that look like Latin ones: a reviewer reads one name, the program uses another.

import type { Finding } from "../../facts/finding.js";
import { isTranslationPath } from "../../paths/inert.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const usesLookalikeLetters: Rule = {
  id: "uses-lookalike-letters",
  question: "Does a word mix letters of scripts that look the same?",
  tier: "high-stakes",
  reason: "a name with a Cyrillic or Greek letter in it is another name than the one that a reviewer reads",
  remedy: "write the word with the letters of one script",
  examples: {
    found: ["const isАdmin = true", "if (usеr.role === 'owner')", "ехес(command)"],
    left: ["const greeting = 'Привет, мир'", "const Δt = t1 - t0", "// возвращает IDа пользователей"],
  },
  find: (view) => view.files.flatMap(findInFile),
};

function findInFile(file: FileView): Finding[] {
  const inPath = file.paths.map(findLookalike).find((found) => found !== null);
  const findings = inPath ? [fileFinding(usesLookalikeLetters, file, describe("its path", inPath))] : [];
  const { content } = file.file;
  if (content.kind !== "hunks" || file.proof?.rule === "only-prose" || file.lowerPaths.every(isTranslationPath))
    return findings;
  for (const { kind, text, newLine } of content.hunks.flatMap(({ lines }) => lines)) {
    const found = kind === "added" ? findLookalike(text) : null;
    if (found === null) continue;
    findings.push({ ...fileFinding(usesLookalikeLetters, file, describe("a word", found)), line: newLine });
  }
  return findings;
}

function describe(what: string, { readsAs, letter }: { readonly readsAs: string; readonly letter: string }): string {
  return `${what} reads as \`${readsAs}\` but holds a letter of another script (${letter})`;
}

const CYRILLIC: ReadonlyMap<string, string> = pairs("аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSԌG");
/** Small Greek letters are left out but for omicron: mathematics writes `ρx` and `νk`. */
const GREEK: ReadonlyMap<string, string> = pairs("οoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX");

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text].flatMap((letter, index, all) => (index % 2 === 0 ? [[letter, all[index + 1] ?? ""] as const] : [])),
  );
}

const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const WORD = /[\p{L}\p{M}\p{N}_$]+/gu;

/** `\\xfc` next to a letter is no word with it. */
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g;

/** How the first such word reads, and its first letter that is another; null when there is none. */
function findLookalike(line: string): { readonly readsAs: string; readonly letter: string } | null {
  if (!FOREIGN.test(line)) return null;
  const words = (line.replace(ESCAPE, " ").match(WORD) ?? []).filter((word) => FOREIGN.test(word));
  // `IDа` in a Russian sentence is a word with an ending, not a trap.
  if (words.some(isNatural)) return null;
  for (const word of words) {
    const readsAs = [...word].map((letter) => CYRILLIC.get(letter) ?? GREEK.get(letter) ?? letter).join("");
    const isMixed = /[a-z]/i.test(word.replace(/[^a-z]/gi, ""));
    if (/^[\w$]+$/.test(readsAs) && ((isMixed && /[a-z]{2}/i.test(readsAs)) || KEYWORDS.has(readsAs.toLowerCase()))) {
      const letter = [...word].find((one) => FOREIGN.test(one)) ?? "";
      return {
        readsAs: readsAs.slice(0, 40),
        letter: `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
      };
    }
  }
  return null;
}

/** Holds a letter of its script that looks like no Latin one, and no Latin letter. */
function isNatural(word: string): boolean {
  const foreign = [...word].filter((letter) => FOREIGN.test(letter));
  return (
    foreign.length > 2 && foreign.some((letter) => !CYRILLIC.has(letter) && !GREEK.has(letter)) && !/[a-z]/i.test(word)
  );
}

/** Words of programs that can be written with look-alikes from end to end. */
const KEYWORDS: ReadonlySet<string> = new Set(
  "exec pass scope case copy pop push spec space access hash has is as cache cookie pip ssh sys os cps http https api pay payee".split(
    " ",
  ),
);
