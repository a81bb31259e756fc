// Symbolic links: whoever follows one reads or writes somewhere else than the diff shows.

import type { Finding } from "../../facts/finding.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const changesSymlink: Rule = {
  id: "changes-symlink",
  question: "Does it change a symbolic link?",
  tier: "high-stakes",
  reason: "a link makes one path stand for another, possibly outside the repository",
  remedy: "copy the file instead of linking to it, or keep the target inside the repository",
  examples: { found: ["a link to ../../etc/passwd", "a link to docs/guide.md"], left: ["a regular file"] },
  find: (view) => view.files.flatMap(findLink),
};

function findLink(file: FileView): Finding[] {
  const modes = [file.file.before?.mode, file.file.after?.mode];
  if (!modes.includes("120000")) return [];
  if (file.file.after?.mode !== "120000") {
    const reason = file.file.after === null ? "removes a symbolic link" : "replaces a symbolic link by a file";
    return [{ ...fileFinding(changesSymlink, file, reason), tier: "behavior-changing" }];
  }
  const target = linkTarget(file);
  if (target === null) return [fileFinding(changesSymlink, file, "a symbolic link whose target is not shown")];
  if (leadsOutside(file.file.path, target)) {
    return [fileFinding(changesSymlink, file, "a symbolic link that leads out of the repository")];
  }
  return [{ ...fileFinding(changesSymlink, file, "a symbolic link"), tier: "behavior-changing" }];
}

/** A link's content is its target, one line without a line end. */
function linkTarget(file: FileView): string | null {
  const { content } = file.file;
  if (content.kind !== "hunks") return null;
  const added = content.hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === "added");
  return added.length === 1 ? (added[0]?.text ?? null) : null;
}

/** Outside the work tree, or inside git's own folder. Windows separators count, for people who check out there. */
function leadsOutside(path: string, target: string): boolean {
  if (/^(?:[/\\~]|[a-z]:)/i.test(target)) return true;
  const parts = path.split("/").slice(0, -1);
  for (const part of target.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return true;
  }
  return parts.some((part) => part.toLowerCase() === ".git");
}
