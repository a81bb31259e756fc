// Examines a local change: whole texts come from the repository, or from two folders.
import type { Change, ChangedFile } from "../../core/facts/facts.js";
import { wantsTexts } from "../../examine/wants-texts.js";
import { readTexts } from "../../git/read-texts.js";
import { examineChange } from "../../pipeline/examine-change.js";
import type { Examiner, SideText } from "../../ports/examiner.js";
import { type Folders, withFolderTexts } from "./folder-texts.js";

const NOT_READ: SideText = { status: "unread", reason: "its whole text was not read" };

/** @throws GitError */
export async function examineRange(change: Change, repository: string, examiner: Examiner): Promise<Change> {
  const wanted = change.files.filter((file) => wantsTexts(file) && isText(file));
  const texts = await readTexts(
    repository,
    wanted.flatMap(({ before, after }) => [before?.blob ?? "", after?.blob ?? ""]),
  );
  const textOf = (blob: string | null | undefined) => texts.get(blob ?? "") ?? NOT_READ;
  const files = change.files.map((file) => {
    return { file, before: textOf(file.before?.blob), after: textOf(file.after?.blob) };
  });
  return examineChange(change, files, examiner);
}

export async function examineFolders(change: Change, folders: Folders, examiner: Examiner): Promise<Change> {
  const files = await Promise.all(
    change.files.map((file) => withFolderTexts(file, folders, (one) => wantsTexts(one) && isText(one))),
  );
  return examineChange(change, files, examiner);
}

function isText({ content }: ChangedFile): boolean {
  return content.kind === "hunks";
}
