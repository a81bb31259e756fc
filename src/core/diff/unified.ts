// Reads a whole unified diff in git's format into changed files. The headers are read here, because no library reads all
// of them right (quoted names, names with ` b/` in them, modes without hunks); the hunks go through parsePatch.
// The text is hostile: what cannot be read makes its file unreadable, or the whole diff an error, never an empty change.
import type { ChangedFile } from "../facts/facts.js";
import { err, ok, type Result } from "../ground/result.js";
import { readSection } from "./section.js";

/** The changed files, or why the text is no diff. An empty text is an empty change. */
export function parseUnifiedDiff(text: string): Result<ChangedFile[], string> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const files: ChangedFile[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (/^diff --(?:cc|combined) /.test(line)) {
      return err(
        "a combined diff of a merge shows no single change; expected a diff of two trees, such as `git diff A B`",
      );
    }
    if (!startsSection(lines, at)) {
      if (line.startsWith("@@ ")) return err(`line ${at + 1}: a hunk without a file header`);
      // Commit messages and mail headers stand between the files of `git format-patch` and `git show`.
      at += 1;
      continue;
    }
    const section = readSection(lines, at);
    if (!section.ok) return section;
    files.push(section.value.file);
    at = section.value.next;
  }
  if (files.length === 0 && text.trim() !== "")
    return err("expected a unified diff, got no `diff --git` or `---` line");
  return ok(files);
}

/** `diff --git`, or the two header lines of a plain unified diff before a hunk. */
function startsSection(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (line.startsWith("diff --git ")) return true;
  return line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ") && (lines[at + 2] ?? "").startsWith("@@ ");
}
