// What the adapter remembers, each kind with its bound.
import type { ChangedFile } from "../core/facts/facts.js";

/** The newest entries, up to a number of them. */
export class Bounded<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}

const KEPT_MS = 60 * 60 * 1000;
/** Answers. Chosen, not measured: the lists of some dozens of busy repositories, a few megabytes. */
const MAX_ANSWERS = 500;

interface Entry {
  readonly answer: Promise<unknown>;
  readonly untilMs: number;
}

/**
 * Answers that may be an hour old: lists of people and files that change seldom, for work in which a mistake costs a question.
 * INVARIANT: nothing that lets a change pass is read through this.
 */
export class Remembered {
  readonly #entries = new Bounded<string, Entry>(MAX_ANSWERS);
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whoever asks meanwhile waits for the same answer. What failed, or is not `worthKeeping`, is asked for again. */
  async recall<T>(key: string, load: () => Promise<T>, worthKeeping: (answer: T) => boolean = () => true): Promise<T> {
    const known = this.#find(key);
    if (known !== null) return known.answer as Promise<T>;
    const entry: Entry = { answer: load(), untilMs: this.#now().getTime() + KEPT_MS };
    this.#entries.set(key, entry);
    try {
      const answer = (await entry.answer) as T;
      if (!worthKeeping(answer)) this.#forget(key, entry);
      return answer;
    } catch (error) {
      this.#forget(key, entry);
      throw error;
    }
  }

  has(key: string): boolean {
    return this.#find(key) !== null;
  }

  #find(key: string): Entry | null {
    const known = this.#entries.get(key);
    return known !== undefined && known.untilMs > this.#now().getTime() ? known : null;
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}

/** Chosen, not measured: a few thousand ordinary pull requests, and well under the memory budget. */
const MAX_BYTES = 64 * 1024 * 1024;
const BYTES_PER_FILE = 600;
const BYTES_PER_LINE = 120;

/** Changed files by merge base and head, which never change. An unchanged pull request is then one call. */
export class FilesCache {
  readonly #entries = new Map<string, { readonly files: readonly ChangedFile[]; readonly bytes: number }>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  find(key: string): readonly ChangedFile[] | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.files;
  }

  keep(key: string, files: readonly ChangedFile[]): void {
    const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
    this.#forget(key);
    if (bytes > this.#maxBytes / 4) return;
    this.#entries.set(key, { files, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

function sizeOf({ content }: ChangedFile): number {
  if (content.kind !== "hunks") return BYTES_PER_FILE;
  let bytes = BYTES_PER_FILE;
  for (const { lines } of content.hunks) {
    for (const { text } of lines) bytes += BYTES_PER_LINE + 2 * text.length;
  }
  return bytes;
}
