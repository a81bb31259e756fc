// Reads the difference between two commits the way GitHub lists it: renames found, one entry per file.
import { runGit } from "./run-git.js";

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  readonly oldMode: string;
  readonly newMode: string;
  /** The blob after the change; of a removed file, the blob before it. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  readonly isBinary: boolean;
}

const NO_OBJECT = /^0+$/;
const STATUS = { A: "added", D: "removed", M: "modified", R: "renamed", T: "changed", C: "renamed" } as const;

export async function diffFiles(directory: string, from: string, to: string): Promise<ChangedFile[]> {
  const args = ["diff-tree", "-r", "-M", "-l5000", "--raw", "--numstat", "-z", "--no-abbrev", from, to];
  const { stdout } = await runGit(directory, args);
  const fields = stdout.toString("utf8").split("\0");
  const raw: Omit<ChangedFile, "additions" | "deletions" | "isBinary">[] = [];
  let at = 0;
  for (; fields[at]?.startsWith(":"); ) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", letter = "M"] = (fields[at++] as string)
      .slice(1)
      .split(" ");
    const moved = /^[RC]/.test(letter);
    const previousPath = moved ? (fields[at++] as string) : null;
    const path = fields[at++] as string;
    const status = STATUS[letter.charAt(0) as keyof typeof STATUS] ?? "modified";
    raw.push({ path, previousPath, status, oldMode, newMode, oid: NO_OBJECT.test(newOid) ? oldOid : newOid });
  }
  return raw.map((file) => {
    const [added = "0", deleted = "0", path = ""] = splitCounts(fields[at++] as string);
    if (path === "") at += 2;
    const isBinary = added === "-";
    return { ...file, isBinary, additions: isBinary ? 0 : Number(added), deletions: isBinary ? 0 : Number(deleted) };
  });
}

// Only the first two tabs separate: a path may hold a tab itself.
function splitCounts(line: string): string[] {
  const first = line.indexOf("\t");
  const second = line.indexOf("\t", first + 1);
  return [line.slice(0, first), line.slice(first + 1, second), line.slice(second + 1)];
}

/** Hunks per path, without the file headers; a binary or a pure mode change has none. */
export async function diffPatches(
  directory: string,
  range: { readonly from: string; readonly to: string },
  files: readonly ChangedFile[],
): Promise<Map<string, string>> {
  const args = ["diff-tree", "-r", "-M", "-l5000", "-p", "--no-color", "--no-ext-diff", range.from, range.to];
  const { stdout } = await runGit(directory, args);
  // Content lines begin with ' ', '+', '-' or '\', so this prefix at the start of a line is always a header.
  const sections = stdout
    .toString("utf8")
    .split(/^diff --git /m)
    .slice(1);
  const patches = new Map<string, string>();
  let next = 0;
  for (const file of files) {
    const own = sections.slice(next, next + sectionsOf(file));
    next += own.length;
    const hunks = own.map(hunksOf).filter((text) => text !== "");
    if (hunks.length > 0) patches.set(file.path, hunks.join("\n"));
  }
  return patches;
}

// git shows a change of kind (file to symlink) as a deletion and a creation.
function sectionsOf(file: ChangedFile): number {
  return file.status === "changed" ? 2 : 1;
}

function hunksOf(section: string): string {
  const start = section.search(/^@@ /m);
  return start < 0 ? "" : section.slice(start).replace(/\n$/, "");
}

export async function diffText(directory: string, from: string, to: string): Promise<string> {
  const { stdout } = await runGit(directory, ["diff-tree", "-r", "-M", "-p", "--no-color", "--full-index", from, to]);
  return stdout.toString("utf8");
}
