// Writes commits as a `git fast-import` stream: one process for any number of files and commits.
import { runGit } from "./run-git.js";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  /** Null deletes. */
  readonly files?: Readonly<Record<string, string | Buffer | null>>;
  /** Path → mode; `100755` is executable. A path that is not in `files` keeps its content. */
  readonly mode?: Readonly<Record<string, "100644" | "100755">>;
  /** Path → link target. */
  readonly symlink?: Readonly<Record<string, string>>;
  /** Path → commit id of the submodule. */
  readonly submodule?: Readonly<Record<string, string>>;
  /** Old path → new path. */
  readonly rename?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly author?: Person;
  readonly committer?: Person;
  /** Starts from an empty tree instead of the parent's. */
  readonly replaceAll?: boolean;
}

export interface DatedCommit extends NewCommit {
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  readonly atSeconds: number;
  /** Path → blob id and mode, for `mode` entries without new content. */
  readonly existing?: Readonly<Record<string, string>>;
}

/** Returns the new commits' ids, oldest first. */
export async function fastImport(
  directory: string,
  branch: { readonly ref: string; readonly parent: string | null },
  commits: readonly DatedCommit[],
): Promise<string[]> {
  const parts: (string | Buffer)[] = ["feature done\n"];
  for (const [index, commit] of commits.entries()) {
    writeCommit(parts, commit, index + 1, branch);
  }
  for (const index of commits.keys()) parts.push(`get-mark :${index + 1}\n`);
  parts.push("done\n");
  const input = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  const { stdout } = await runGit(directory, ["fast-import", "--quiet", "--force"], { input });
  return stdout.toString().trim().split("\n");
}

function writeCommit(
  parts: (string | Buffer)[],
  commit: DatedCommit,
  mark: number,
  branch: { readonly ref: string; readonly parent: string | null },
): void {
  parts.push(`commit ${branch.ref}\nmark :${mark}\n`);
  parts.push(`author ${personLine(commit.author, commit.atSeconds)}`);
  parts.push(`committer ${personLine(commit.committer, commit.atSeconds)}`);
  pushData(parts, commit.message);
  const parent = mark > 1 ? `:${mark - 1}` : branch.parent;
  if (parent) parts.push(`from ${parent}\n`);
  if (commit.replaceAll) parts.push("deleteall\n");
  for (const [from, to] of Object.entries(commit.rename ?? {})) parts.push(`R ${quote(from)} ${quote(to)}\n`);
  for (const [path, content] of Object.entries(commit.files ?? {})) {
    if (content === null) {
      parts.push(`D ${quote(path)}\n`);
      continue;
    }
    parts.push(`M ${commit.mode?.[path] ?? "100644"} inline ${quote(path)}\n`);
    pushData(parts, content);
  }
  for (const [path, oid] of Object.entries(commit.existing ?? {})) {
    parts.push(`M ${commit.mode?.[path] ?? "100644"} ${oid} ${quote(path)}\n`);
  }
  for (const [path, target] of Object.entries(commit.symlink ?? {})) {
    parts.push(`M 120000 inline ${quote(path)}\n`);
    pushData(parts, target);
  }
  for (const [path, oid] of Object.entries(commit.submodule ?? {})) parts.push(`M 160000 ${oid} ${quote(path)}\n`);
  parts.push("\n");
}

function pushData(parts: (string | Buffer)[], content: string | Buffer): void {
  const bytes = Buffer.from(content);
  parts.push(`data ${bytes.length}\n`, bytes, "\n");
}

function personLine(person: Person, atSeconds: number): string {
  return `${person.name.replace(/[<>\n]/g, "")} <${person.email.replace(/[<>\n]/g, "")}> ${atSeconds} +0000\n`;
}

function quote(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
