// Files as the tests of this folder change them, and what is found in them.
import type { RiskyStatement } from "../../../src/core/facts/examination.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { findStatements } from "../../../src/examine/sql/find-statements.js";
import { aFile, aHunk } from "../../support/build.js";

/** A new file with this text. */
export function anAddedFile(path: string, text: string): ChangedFile {
  const lines = text.split("\n").map((line) => `+${line}`);
  return aFile({
    path,
    status: "added",
    before: null,
    content: { kind: "hunks", hunks: [aHunk({ old: 0, new: 1 }, lines)] },
  });
}

export function statementsIn(path: string, text: string): Promise<readonly RiskyStatement[]> {
  return findStatements(anAddedFile(path, text), text);
}

/** `effect: reason`, in the order of the file. */
export async function risksIn(path: string, text: string): Promise<readonly string[]> {
  return (await statementsIn(path, text)).map(({ effect, reason }) => `${effect}: ${reason}`);
}

/** Edited lines of a file: with the whole new text, or with nothing but the hunk. */
export function statementsOfEdit(
  path: string,
  lines: readonly string[],
  isRead = true,
): Promise<readonly RiskyStatement[]> {
  const content = { kind: "hunks" as const, hunks: [aHunk({ old: 1, new: 1 }, lines)] };
  const after = lines.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
  return findStatements(aFile({ path, content }), isRead ? after.join("\n") : null);
}
