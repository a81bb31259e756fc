// Identifiers with letters of another script that look like Latin ones: a reviewer reads one name, the program uses another.

import type { Finding } from "../../facts/finding.js";
import { isTranslationPath } from "../../paths/inert.js";
import type { FileView } from "../change-view.js";
import type { Rule } from "../rule.js";
import { fileFinding } from "./build-rule.js";
import { findLookalike } from "./lookalike-letters.js";

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
  for (const { lines } of content.hunks) {
    for (const line of lines) {
      const found = line.kind === "added" ? findLookalike(line.text) : null;
      if (found === null) continue;
      findings.push({ ...fileFinding(usesLookalikeLetters, file, describe("a word", found)), line: line.newLine });
    }
  }
  return findings;
}

function describe(what: string, { readsAs, letter }: { readonly readsAs: string; readonly letter: string }): string {
  return `${what} reads as \`${readsAs}\` but holds a letter of another script (${letter})`;
}
