// Submodules: one line of the diff that brings in a whole other repository.
import type { FileContent } from "../../facts/facts.js";
import { fileFinding, type Rule } from "../rule.js";

export const changesSubmodule: Rule = {
  id: "changes-submodule",
  question: "Does it change a submodule?",
  tier: "high-stakes",
  reason: "a submodule brings in another repository's code, which the diff does not show",
  remedy: "link the compared commits of the submodule in the pull request's body, so that reviewers can read them",
  examples: { found: ["an entry of mode 160000"], left: ["a regular file"] },
  find: (view) =>
    view.files.flatMap((file) => {
      const modes = [file.file.before?.mode, file.file.after?.mode];
      if (modes.includes("160000") || isSubprojectLine(file.file.content)) {
        return [fileFinding(changesSubmodule, file, "points a submodule at another commit")];
      }
      return [];
    }),
};

/** Without modes, the one line that git writes for a submodule tells. */
function isSubprojectLine(content: FileContent): boolean {
  if (content.kind !== "hunks" || content.hunks.length !== 1) return false;
  const lines = content.hunks[0]?.lines ?? [];
  return lines.length > 0 && lines.length <= 2 && lines.every((line) => SUBPROJECT.test(line.text));
}

const SUBPROJECT = /^Subproject commit [0-9a-f]{40,64}(?:-dirty)?$/;
