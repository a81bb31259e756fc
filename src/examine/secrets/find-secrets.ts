// Finds credentials and personal data in the added lines of a file: our own rules, and secretlint's as a second opinion.
import type { Secret } from "../../core/facts/examination.js";
import type { ChangedFile } from "../../core/facts/facts.js";
import { findCredentials } from "../../core/secrets/find-credentials.js";
import { findPersonalData } from "../../core/secrets/find-personal-data.js";
import { askSecretlint } from "./ask-secretlint.js";

/**
 * By line; nothing twice.
 * @throws when there is more than anybody would read: the file then counts as not examined, which holds the check.
 */
export async function findSecrets(file: ChangedFile): Promise<readonly Secret[]> {
  const ours = [...findCredentials(file), ...findPersonalData(file)];
  if (ours.length > MAX_FOUND) throw new RangeError("more findings than anybody would read");
  const linesOfOurs = new Set(ours.map(({ line }) => line));
  // A line that is held already needs no second opinion, and its findings would be named twice.
  const theirs = (await askSecretlint(file)).filter(({ line }) => !linesOfOurs.has(line));
  return withoutRepeats([...ours, ...theirs].sort((a, b) => a.line - b.line));
}

/** Chosen: far beyond what leaks by accident, small enough to keep with every evaluation. */
const MAX_FOUND = 500;

/** The same value twice on one line is one finding. */
function withoutRepeats(secrets: readonly Secret[]): readonly Secret[] {
  const seen = new Set<string>();
  return secrets.filter(({ id, line }) => {
    const key = `${line} ${id}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
