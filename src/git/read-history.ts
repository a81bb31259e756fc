// Reads what each commit of a first-parent history brought, as changes: one stream of git's for many commits, so that
// hundreds of them take a second. A commit that git cannot read is told as such, and the rest is read all the same.
import { randomBytes } from "node:crypto";
import type { Change, ChangedFile, Commit } from "../core/facts/facts.js";
import { assembleFiles } from "./assemble-files.js";
import { COMMIT_FIELDS, COMMIT_FORMAT, readCommits, toCommit } from "./commits.js";
import type { HistoryCommit } from "./first-parents.js";
import { type MergeNames, readMergeNames } from "./merge-names.js";
import { firstLine, GitError, spawnGit } from "./run-git.js";
import { RecordSplitter, type StreamRecord } from "./split-records.js";

export type HistoryEntry =
  | {
      readonly status: "read";
      readonly sha: string;
      readonly change: Change;
      /** What the message tells of the pull request. */
      readonly merge: MergeNames;
    }
  | { readonly status: "unreadable"; readonly sha: string; readonly reason: string };

/** A diff beyond this is not held in memory. */
const MAX_COMMIT_BYTES = 64 * 1024 * 1024;
/** GitHub lists 250 commits of a pull request; a merge of more is a release train, and the rest is named as a gap. */
const MAX_BROUGHT = 1000;

/** One entry for each commit, in order. @throws GitError when git cannot be run */
export async function* readHistory(
  repository: string,
  commits: readonly HistoryCommit[],
): AsyncGenerator<HistoryEntry, void, void> {
  let done = 0;
  while (done < commits.length) {
    const before = done;
    for await (const record of streamDiffs(repository, commits.slice(done))) {
      const commit = commits[done];
      if (commit === undefined) return;
      done += 1;
      yield await toEntry(repository, commit, record);
    }
    const broken = commits[done];
    if (broken === undefined) return;
    // git stopped somewhere after the last whole record: alone, the next commit shows whether it is the one.
    if (done > before) continue;
    done += 1;
    yield await readAlone(repository, broken);
  }
}

async function readAlone(repository: string, commit: HistoryCommit): Promise<HistoryEntry> {
  const fault = { reason: "git does not show it" };
  for await (const record of streamDiffs(repository, [commit], fault)) return toEntry(repository, commit, record);
  return unreadable(commit, fault.reason);
}

/** Whole records only: when git fails, what it wrote last may be half of one. */
async function* streamDiffs(
  repository: string,
  commits: readonly HistoryCommit[],
  fault: { reason: string } = { reason: "" },
): AsyncGenerator<StreamRecord, void, void> {
  // Chosen anew each time, so that no file can hold it.
  const mark = Buffer.from(`\0${randomBytes(16).toString("hex")}\0`);
  const git = spawnGit(repository, [
    ...OFFLINE,
    ...LOG,
    `--format=%x00${mark.toString().slice(1, -1)}%x00${COMMIT_FORMAT}`,
  ]);
  git.stdin.end(`${commits.map(({ sha }) => sha).join("\n")}\n`);
  const errors: Buffer[] = [];
  git.stderr.on("data", (chunk: Buffer) => errors.length < 100 && errors.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    git.on("error", (cause) => reject(new GitError("git cannot be run; is it installed and on the PATH?", { cause })));
    git.on("close", resolve);
  });
  const splitter = new RecordSplitter(mark, MAX_COMMIT_BYTES);
  let seen = 0;
  try {
    for await (const chunk of git.stdout) {
      for (const record of splitter.push(chunk as Buffer)) {
        // Before the first mark stands nothing.
        if (seen > 0) yield record;
        seen += 1;
      }
    }
    if ((await ended) === 0 && seen > 0) yield splitter.end();
    else fault.reason = firstLine(Buffer.concat(errors).toString("utf8")) || "git does not show it";
  } finally {
    git.kill();
  }
}

/** A partial copy must not fetch what it lacks: the command uses no network. */
const OFFLINE = ["-c", "protocol.allow=never"];

const LOG = [
  "log",
  "--no-walk=unsorted",
  "--stdin",
  "-z",
  "--diff-merges=first-parent",
  "--raw",
  "--numstat",
  "--patch",
  "--unified=3",
  "--no-abbrev",
  "--full-index",
  "--find-renames=50%",
  "-l3000",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-mailmap",
  "--no-notes",
  "--encoding=UTF-8",
];

async function toEntry(repository: string, commit: HistoryCommit, record: StreamRecord): Promise<HistoryEntry> {
  if (record === null) return unreadable(commit, "its diff is larger than 64 MiB");
  try {
    const { own, files } = parseRecord(record.toString("utf8"));
    if (own.sha !== commit.sha) return unreadable(commit, "git answered about another commit");
    const brought = commit.parents.length === 1 ? [own] : await readBrought(repository, commit);
    const merge = readMergeNames(own.message, commit.parents.length > 1);
    const change: Change = {
      files,
      gaps: brought.length > MAX_BROUGHT ? [`the merge brings more than ${MAX_BROUGHT} commits`] : [],
      commits: brought.length === 0 ? [own] : brought.slice(0, MAX_BROUGHT),
      branch: merge.branch,
      title: merge.title,
      body: "",
      author: null,
      requesters: [],
      pushers: [],
    };
    return { status: "read", sha: commit.sha, change, merge };
  } catch (error) {
    if (error instanceof GitError) return unreadable(commit, error.message);
    throw error;
  }
}

/** What the branch brought, without the merge itself: that is whoever pressed the button. */
async function readBrought(repository: string, { sha, parents }: HistoryCommit): Promise<readonly Commit[]> {
  const commits = await readCommits(repository, `${parents[0]}..${sha}`, MAX_BROUGHT + 2);
  return commits.filter((commit) => commit.sha !== sha);
}

/** The commit's fields, then the raw list, the counts, an empty field, and the patch. */
function parseRecord(text: string): { own: Commit; files: readonly ChangedFile[] } {
  let at = 0;
  const field = () => {
    const end = text.indexOf("\0", at);
    const value = end === -1 ? text.slice(at) : text.slice(at, end);
    at = end === -1 ? text.length : end + 1;
    return value;
  };
  const own = toCommit(Array.from({ length: COMMIT_FIELDS }, field));
  if (text[at] === "\n") at += 1;
  const rawStart = at;
  while (text[at] === ":") {
    const moved = /[RC]\d*$/.test(field());
    field();
    if (moved) field();
  }
  const countsStart = at;
  while (at < text.length && text[at] !== "\0") {
    if (/^[\d-]+\t[\d-]+\t$/.test(field())) {
      field();
      field();
    }
  }
  const views = {
    raw: text.slice(rawStart, countsStart),
    numstat: text.slice(countsStart, at),
    patch: text.slice(at + 1),
  };
  return { own, files: assembleFiles(views) };
}

function unreadable({ sha }: HistoryCommit, reason: string): HistoryEntry {
  return { status: "unreadable", sha, reason };
}
