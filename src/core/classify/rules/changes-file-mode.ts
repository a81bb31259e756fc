// Modes: a file that becomes executable, a link that leads elsewhere, a submodule that brings in other code.
import type { ChangedFile } from "../../facts/facts.js";
import type { Finding } from "../../facts/finding.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const changesFileMode: Rule = {
  id: "changes-file-mode",
  question: "Does it make a file executable or change what kind of entry it is?",
  tier: "behavior-changing",
  reason: "an executable bit lets a file run that could not run before",
  remedy: "leave the mode as it is when the file needs not be executable: `git update-index --chmod=-x <path>`",
  examples: { found: ["100644 to 100755", "new file with 100755"], left: ["100644 to 100644"] },
  find: (view) => view.files.flatMap(findMode),
};

function findMode(file: FileView): Finding[] {
  const before = file.file.before?.mode ?? null;
  const after = file.file.after?.mode ?? null;
  if (after === null || before === after) return [];
  if (after === "100755") return [fileFinding(changesFileMode, file, "becomes executable")];
  if (before === "100755" && after === "100644") return [fileFinding(changesFileMode, file, "is no longer executable")];
  if (before === null || isLink(file.file)) return [];
  return [fileFinding(changesFileMode, file, "becomes another kind of entry")];
}

/** Links and submodules have rules of their own. */
function isLink(file: ChangedFile): boolean {
  return [file.before?.mode, file.after?.mode].some((mode) => mode === "120000" || mode === "160000");
}
