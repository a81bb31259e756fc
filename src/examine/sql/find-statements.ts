// Finds statements that destroy data, in SQL files, in migrations and in strings of source code.
import type { RiskyStatement } from "../../core/examination.js";
import type { ChangedFile } from "../../core/facts.js";

/** On added lines only. `after`: the file's whole new text; null when it was not read, and then only the added lines are judged. */
export async function findStatements(_file: ChangedFile, _after: string | null): Promise<readonly RiskyStatement[]> {
  return [];
}
