// Which changed files are worth reading in full. Everything else is judged by its diff alone.
import { isDependencyFile } from "../core/dependencies/read-manifest-change.js";
import type { ChangedFile } from "../core/facts/facts.js";
import { isDataFile } from "./data/compare-data.js";
import { isDocument } from "./prose/compare-prose.js";
import { mayHoldSql } from "./sql/places.js";
import { hasGrammar } from "./syntax/languages.js";

/** A file that is new or gone has its whole text in the diff already. */
export function wantsTexts({
  path,
  previousPath,
  status,
}: Pick<ChangedFile, "path" | "previousPath" | "status">): boolean {
  if (status === "added" || status === "removed") return false;
  return [path, previousPath ?? path].some((one) => READERS.some((reads) => reads(one)));
}

const READERS = [hasGrammar, isDataFile, isDocument, mayHoldSql, isDependencyFile];
