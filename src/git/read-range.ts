// Reads a local git range as a change: the same facts that GitHub gives of a pull request, without a network.
import { coAuthorsOf } from "../core/co-authors.js";
import { parseUnifiedDiff } from "../core/diff/unified.js";
import type { Change, ChangedFile, Commit, FileContent, GitPerson } from "../core/facts.js";
import { parseNumstat, parseRaw, type RawEntry } from "./raw-entries.js";
import { GitError, runGit } from "./run-git.js";

export interface Range {
  /** The folder of the repository, or any folder inside it. */
  readonly repository: string;
  readonly base: string;
  readonly head: string;
}

export interface RangeReading {
  readonly change: Change;
  readonly headSha: string;
  /** Tip of the base, where the policy is read. */
  readonly baseSha: string;
}

/** What the head adds since it left the base, as a pull request shows it. @throws GitError */
export async function readRange({ repository, base, head }: Range): Promise<RangeReading> {
  const baseSha = await commitOf(repository, base, "base");
  const headSha = await commitOf(repository, head, "head");
  const start = (await runGit(repository, ["merge-base", baseSha, headSha]).catch(() => "")).trim();
  if (start === "") throw new GitError(`\`${base}\` and \`${head}\` share no history; name another base with --base`);
  const [files, commits, branch] = await Promise.all([
    readFiles(repository, start, headSha),
    readCommits(repository, baseSha, headSha),
    branchOf(repository, head),
  ]);
  const change = { files, gaps: [], commits, branch, title: "", body: "", author: null, pushers: [] };
  return { change, headSha, baseSha };
}

/** Where a branch usually leaves: the remote's default branch, else main or master. @throws GitError */
export async function defaultBase(repository: string): Promise<string> {
  await runGit(repository, ["rev-parse", "--git-dir"]);
  for (const name of ["origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    const sha = await runGit(repository, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]).catch(() => "");
    if (sha !== "") return name;
  }
  throw new GitError("found no branch to compare with; name one with --base, for example `--base develop`");
}

/** The text of a file at a commit, or null when it is not there. */
export async function readFileAt(repository: string, commit: string, path: string): Promise<string | null> {
  const listed = await runGit(repository, ["ls-tree", "--full-tree", "-z", commit, "--", path]);
  if (!/^100(?:644|755) blob /.test(listed)) return null;
  return runGit(repository, ["show", `${commit}:${path}`]);
}

async function commitOf(repository: string, name: string, side: string): Promise<string> {
  // `--end-of-options`: a name that starts with a dash is a name.
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const sha = await runGit(repository, args).catch((cause: unknown) => {
    if (cause instanceof GitError && /git (?:cannot|ended)/.test(cause.message)) return "";
    throw cause;
  });
  if (!/^[0-9a-f]{40,64}$/.test(sha.trim()))
    throw new GitError(
      `the ${side} \`${name}\` is no commit of this repository; fetch it, or name another, for example \`--${side} origin/main\``,
    );
  return sha.trim();
}

const DIFF = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames=50%", "-l3000", "--full-index"];

async function readFiles(repository: string, from: string, to: string): Promise<readonly ChangedFile[]> {
  const [raw, numstat, patch] = await Promise.all([
    runGit(repository, [...DIFF, "--raw", "--no-abbrev", "-z", from, to, "--"]),
    runGit(repository, [...DIFF, "--numstat", "-z", from, to, "--"]),
    runGit(repository, [...DIFF, "--patch", "--unified=3", from, to, "--"]),
  ]);
  const parsed = parseUnifiedDiff(patch);
  if (!parsed.ok) throw new GitError(`git's diff cannot be read: ${parsed.error}`);
  const texts = new Map(parsed.value.map((file) => [file.path, file]));
  const counts = parseNumstat(numstat);
  return parseRaw(raw).map((entry) => toFile(entry, counts.get(entry.path) ?? null, texts.get(entry.path)?.content));
}

interface Counts {
  readonly additions: number | null;
  readonly deletions: number | null;
}

/** Paths, modes and blobs from the raw list; the text from the patch, checked against the counts. */
function toFile(entry: RawEntry, counts: Counts | null, text: FileContent | undefined): ChangedFile {
  const previousPath = entry.previousPath;
  const side = (path: string, blob: string, mode: string) => (/^0+$/.test(mode) ? null : { path, blob, mode });
  return {
    path: entry.path,
    previousPath,
    status: entry.status,
    additions: counts?.additions ?? null,
    deletions: counts?.deletions ?? null,
    before: side(previousPath ?? entry.path, entry.oldBlob, entry.oldMode),
    after: side(entry.path, entry.newBlob, entry.newMode),
    content: checkContent(entry, counts, text),
  };
}

function checkContent(entry: RawEntry, counts: Counts | null, text: FileContent | undefined): FileContent {
  if (entry.oldBlob === entry.newBlob) return { kind: "unchanged" };
  if (text === undefined) return { kind: "unreadable", reason: "git lists the file, but its diff does not show it" };
  if (text.kind !== "hunks" || counts === null || counts.additions === null) return text;
  const lines = text.hunks.flatMap((hunk) => hunk.lines);
  const additions = lines.filter((line) => line.kind === "added").length;
  const deletions = lines.filter((line) => line.kind === "removed").length;
  if (additions === counts.additions && deletions === counts.deletions) return text;
  return { kind: "unreadable", reason: "git counts other lines than its diff shows" };
}

async function readCommits(repository: string, base: string, head: string): Promise<readonly Commit[]> {
  const format = "--format=%H%x00%an%x00%ae%x00%cn%x00%ce%x00%B";
  const fields = (await runGit(repository, ["log", "-z", "--no-mailmap", format, `${base}..${head}`, "--"])).split(
    "\0",
  );
  const commits: Commit[] = [];
  for (let at = 0; at + 5 < fields.length; at += 6) {
    const [sha = "", authorName = "", authorEmail = "", name = "", email = "", message = ""] = fields.slice(at, at + 6);
    commits.push({
      sha,
      message,
      author: person(authorName, authorEmail),
      committer: person(name, email),
      coAuthors: coAuthorsOf(message),
    });
  }
  return commits;
}

function person(name: string, email: string): GitPerson {
  return { name, email, account: null };
}

/** The head's branch, without a remote's name; empty for a detached head or a commit id. */
async function branchOf(repository: string, head: string): Promise<string> {
  const name = await runGit(repository, ["rev-parse", "--symbolic-full-name", "--end-of-options", head]).catch(
    () => "",
  );
  const full = head === "HEAD" ? await runGit(repository, ["symbolic-ref", "--quiet", "HEAD"]).catch(() => "") : name;
  return full
    .trim()
    .replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "")
    .replace(/^HEAD$/, "");
}
