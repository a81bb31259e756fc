// Changed files by merge base and head, which never change. An unchanged pull request is then one call.
import type { ChangedFile } from "../core/facts/facts.js";

/** Chosen, not measured: a few thousand ordinary pull requests, and well under the memory budget. */
const MAX_BYTES = 64 * 1024 * 1024;
const BYTES_PER_FILE = 600;
const BYTES_PER_LINE = 120;

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
