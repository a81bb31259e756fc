// Reads git objects through one long-lived `git cat-file --batch`: a process per read would dominate every request.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment } from "./run-git.js";

export interface GitObject {
  readonly oid: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly content: Buffer;
}

interface PendingRead {
  readonly name: string;
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (error: Error) => void;
}

export class ObjectReader {
  readonly #directory: string;
  #child: ChildProcessWithoutNullStreams | null = null;
  #pending: PendingRead[] = [];
  #chunks: Buffer[] = [];
  #buffered = 0;
  #needed = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Null when the name (an oid, or `commit:path`) does not exist. */
  read(name: string): Promise<GitObject | null> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ name, resolve, reject });
      this.#start().stdin.write(`${name}\0`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child?.kill();
    this.#child = null;
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const child = spawn("git", ["cat-file", "--batch", "-z"], { cwd: this.#directory, env: gitEnvironment() });
    child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    child.stderr.resume();
    child.stdin.on("error", () => {});
    child.on("close", () => this.#abandon());
    this.#child = child;
    return child;
  }

  #abandon(): void {
    for (const read of this.#pending.splice(0)) read.reject(new Error("git cat-file ended"));
    this.#child = null;
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    // Joining on every chunk would be quadratic for a large blob, so wait for what its header announced.
    if (this.#buffered < this.#needed) return;
    let buffer = Buffer.concat(this.#chunks);
    for (let used = this.#answerFirst(buffer); used > 0; used = this.#answerFirst(buffer)) {
      buffer = buffer.subarray(used);
    }
    this.#chunks = [buffer];
    this.#buffered = buffer.length;
  }

  /** Answers the oldest read from the buffer; returns the bytes used, 0 when the answer is not complete yet. */
  #answerFirst(buffer: Buffer): number {
    this.#needed = 0;
    const read = this.#pending[0];
    if (!read || buffer.length === 0) return 0;
    // The name is echoed and may itself hold line breaks, so the line's end cannot be searched for.
    const missing = Buffer.from(`${read.name} missing\n`);
    if (buffer.subarray(0, missing.length).equals(missing)) {
      this.#pending.shift();
      read.resolve(null);
      return missing.length;
    }
    const end = buffer.indexOf(10);
    if (end < 0) return 0;
    const header = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(buffer.toString("latin1", 0, end));
    if (!header) return 0;
    const size = Number(header[3]);
    const total = end + 1 + size + 1;
    if (buffer.length < total) {
      this.#needed = total;
      return 0;
    }
    this.#pending.shift();
    const content = Buffer.from(buffer.subarray(end + 1, end + 1 + size));
    read.resolve({ oid: header[1] as string, type: header[2] as GitObject["type"], content });
    return total;
  }
}
