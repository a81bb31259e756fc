// The files that the options name. Their content is hostile: a diff or a commit list may come from anybody.
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { parseUnifiedDiff } from "../../core/diff/unified.js";
import { type Change, type Commit, coAuthorsOf } from "../../core/facts/facts.js";
import type { Examiner } from "../../ports/examiner.js";
import { examineFolders } from "./examine.js";
import { UsageError } from "./io.js";

/** Where the parts of a change lie; paths relative to `directory`. */
export interface ChangeSources {
  readonly directory: string;
  /** The diff's text, already read, or its path. */
  readonly diff: { readonly text: string } | { readonly path: string };
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly commits?: string | undefined;
  readonly branch?: string | undefined;
  readonly body?: string | undefined;
}

const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** The change with its files examined. @throws UsageError */
export async function examineSources(sources: ChangeSources, examiner: Examiner): Promise<Change> {
  const { directory, before, after } = sources;
  const folder = (name: string | undefined) => (name === undefined ? undefined : resolve(directory, name));
  const change = await readChange(sources);
  return examineFolders(change, { before: folder(before), after: folder(after) }, examiner);
}

/** @throws UsageError for what is missing or no diff */
async function readChange(sources: ChangeSources): Promise<Change> {
  const { directory } = sources;
  for (const folder of [sources.before, sources.after]) {
    if (folder !== undefined) await requireFolder(resolve(directory, folder));
  }
  const commits = sources.commits === undefined ? [] : await readCommits(directory, sources.commits);
  const body = sources.body === undefined ? "" : await readText(directory, sources.body, "body");
  const text = "text" in sources.diff ? sources.diff.text : await readText(directory, sources.diff.path, "diff");
  const parsed = parseUnifiedDiff(text);
  if (!parsed.ok) throw new UsageError(`the diff cannot be read: ${parsed.error}`);
  return {
    files: parsed.value,
    gaps: [],
    commits,
    branch: sources.branch ?? "",
    title: "",
    body,
    author: null,
    requesters: [],
    pushers: [],
  };
}

/** Bytes that are no UTF-8 become U+FFFD. @throws UsageError */
export async function readText(directory: string, path: string, what: string): Promise<string> {
  const file = resolve(directory, path);
  const info = await stat(file).catch(() => null);
  if (info === null || info.isDirectory()) throw new UsageError(`expected a ${what} file, found none at \`${path}\``);
  if (info.size > MAX_FILE_BYTES) throw new UsageError(`the ${what} file \`${path}\` is larger than 512 MiB`);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new UsageError(`the ${what} file \`${path}\` cannot be read`);
  return bytes.toString("utf8");
}

async function requireFolder(path: string): Promise<void> {
  const info = await stat(path).catch(() => null);
  if (!info?.isDirectory()) throw new UsageError(`expected a folder at \`${path}\``);
}

const Person = z.object({ name: z.string().default(""), email: z.string().default("") });
const CommitList = z.array(
  z.object({
    sha: z.string().default(""),
    author: Person,
    committer: Person.optional(),
    message: z.string().default(""),
  }),
);

async function readCommits(directory: string, path: string): Promise<readonly Commit[]> {
  const list = CommitList.safeParse(parseJson(await readText(directory, path, "commits")));
  if (!list.success) {
    throw new UsageError(
      `expected a JSON list of {author: {name, email}, committer: {name, email}, message} in \`${path}\``,
    );
  }
  return list.data.map(({ sha, author, committer, message }) => {
    const withoutAccount = (person: z.infer<typeof Person>) => ({ ...person, account: null });
    return {
      sha,
      message,
      author: withoutAccount(author),
      committer: withoutAccount(committer ?? author),
      coAuthors: coAuthorsOf(message),
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
