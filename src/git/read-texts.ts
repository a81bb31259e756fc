// Whole texts of blobs, many at once, from a local repository.
import type { SideText } from "../ports/examiner.js";
import { GitError, spawnGit } from "./run-git.js";

/** More than any parser takes. */
const MAX_BLOB_BYTES = 8 * 1024 * 1024;
/** All blobs of one change. */
const MAX_BYTES = 64 * 1024 * 1024;

/** By blob id; a blob that is not there, too large, or beyond the limit of one change is `unread`. @throws GitError */
export async function readTexts(repository: string, blobs: readonly string[]): Promise<ReadonlyMap<string, SideText>> {
  const wanted = [...new Set(blobs)].filter((blob) => /^[0-9a-f]{40,64}$/.test(blob));
  if (wanted.length === 0) return new Map();
  const sizes = parseSizes((await catFile(repository, "--batch-check", wanted)).toString("utf8"));
  const texts = new Map<string, SideText>();
  const readable: string[] = [];
  let total = 0;
  for (const blob of wanted) {
    const size = sizes.get(blob);
    if (size === undefined) texts.set(blob, { status: "unread", reason: "the repository does not hold it" });
    else if (size > MAX_BLOB_BYTES) texts.set(blob, { status: "unread", reason: "it is larger than 8 MiB" });
    else if (total + size > MAX_BYTES) texts.set(blob, { status: "unread", reason: "the change is too large" });
    else {
      total += size;
      readable.push(blob);
    }
  }
  if (readable.length > 0) splitBatch(await catFile(repository, "--batch", readable), texts);
  return texts;
}

/** `<id> blob <bytes>` a line; other types and missing objects are left out. */
function parseSizes(output: string): ReadonlyMap<string, number> {
  const lines = [...output.matchAll(/^([0-9a-f]+) blob (\d+)$/gm)];
  return new Map(lines.map(([, blob = "", size = ""]) => [blob, Number(size)]));
}

function splitBatch(output: Buffer, texts: Map<string, SideText>): void {
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(10, at);
    if (end === -1) return;
    const [, blob, size] = /^([0-9a-f]+) blob (\d+)$/.exec(output.toString("latin1", at, end)) ?? [];
    if (blob === undefined || size === undefined) return;
    const start = end + 1;
    at = start + Number(size) + 1;
    texts.set(blob, { status: "read", text: output.toString("utf8", start, at - 1) });
  }
}

function catFile(repository: string, mode: "--batch" | "--batch-check", blobs: readonly string[]): Promise<Buffer> {
  const child = spawnGit(repository, ["cat-file", mode]);
  child.stderr.resume();
  const output: Buffer[] = [];
  return new Promise((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new GitError("git cannot be run; is it installed and on the PATH?", { cause })),
    );
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new GitError(`git cat-file ended with code ${code}`));
    });
    child.stdin.end(`${blobs.join("\n")}\n`);
  });
}
