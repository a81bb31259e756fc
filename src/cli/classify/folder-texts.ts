// The changed files' whole texts from two folders, under their paths. The paths come from a diff that anybody may have written.
import { lstat, readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import type { ChangedFile } from "../../core/facts/facts.js";
import type { FileToExamine, SideText } from "../../ports/examiner.js";

/** No parser here takes more. */
const MAX_BYTES = 8 * 1024 * 1024;
const NOT_GIVEN: SideText = { status: "unread", reason: "its whole text was not given" };

/** Undefined: that side's texts were not given. */
export interface Folders {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export async function withFolderTexts(
  file: ChangedFile,
  { before, after }: Folders,
  wanted: (file: ChangedFile) => boolean,
): Promise<FileToExamine> {
  if (!wanted(file)) return { file, before: NOT_GIVEN, after: NOT_GIVEN };
  const [old, fresh] = await Promise.all([
    before === undefined ? NOT_GIVEN : readInside(before, file.previousPath ?? file.path),
    after === undefined ? NOT_GIVEN : readInside(after, file.path),
  ]);
  return { file, before: old, after: fresh };
}

async function readInside(folder: string, path: string): Promise<SideText> {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(root, path));
    // A path may climb out, and a link may lead out.
    if (!found.startsWith(root + sep)) return { status: "unread", reason: "its path leads out of the folder" };
    const info = await lstat(found);
    if (!info.isFile()) return { status: "unread", reason: "the folder holds no file at its path" };
    if (info.size > MAX_BYTES) return { status: "unread", reason: "it is larger than 8 MiB" };
    return { status: "read", text: await readFile(found, "utf8") };
  } catch {
    return { status: "unread", reason: "the folder does not hold it" };
  }
}
