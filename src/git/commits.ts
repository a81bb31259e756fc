// Commits with their people, as git's log gives them. Names and messages are chosen by whoever made the commit.
import { type Commit, coAuthorsOf, type GitPerson } from "../core/facts/facts.js";
import { runGit } from "./run-git.js";

/** Fields of one commit, for `git log -z --format`: as many as `COMMIT_FIELDS`, the message last. */
export const COMMIT_FORMAT = "%H%x00%an%x00%ae%x00%cn%x00%ce%x00%B";
export const COMMIT_FIELDS = 6;

/** `range` as git reads it, such as `main..topic`; newest first. @throws GitError */
export async function readCommits(
  repository: string,
  range: string,
  most: number | null = null,
): Promise<readonly Commit[]> {
  const limit = most === null ? [] : [`--max-count=${most}`];
  const log = ["log", "-z", "--no-mailmap", ...limit, `--format=${COMMIT_FORMAT}`, range, "--"];
  const fields = (await runGit(repository, log)).split("\0");
  const commits: Commit[] = [];
  for (let at = 0; at + COMMIT_FIELDS <= fields.length; at += COMMIT_FIELDS) {
    commits.push(toCommit(fields.slice(at, at + COMMIT_FIELDS)));
  }
  return commits;
}

export function toCommit(fields: readonly string[]): Commit {
  const [sha = "", authorName = "", authorEmail = "", name = "", email = "", message = ""] = fields;
  return {
    sha,
    message,
    author: person(authorName, authorEmail),
    committer: person(name, email),
    coAuthors: coAuthorsOf(message),
  };
}

function person(name: string, email: string): GitPerson {
  return { name, email, account: null };
}
