// Answers that may be an hour old: lists of people and files that change seldom, for work in which a mistake costs a question.
// INVARIANT: nothing that lets a change pass is read through this.

const KEPT_MS = 60 * 60 * 1000;
/** Answers. Chosen, not measured: the lists of some dozens of busy repositories, a few megabytes. */
const MAX_ENTRIES = 500;

interface Entry {
  readonly answer: Promise<unknown>;
  readonly untilMs: number;
}

export class Remembered {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whoever asks meanwhile waits for the same answer. What failed, or is not `worthKeeping`, is asked for again. */
  async recall<T>(key: string, load: () => Promise<T>, worthKeeping: (answer: T) => boolean = () => true): Promise<T> {
    const known = this.#find(key);
    if (known !== null) return known.answer as Promise<T>;
    const entry: Entry = { answer: load(), untilMs: this.#now().getTime() + KEPT_MS };
    this.#keep(key, entry);
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

  #keep(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_ENTRIES) break;
      this.#entries.delete(oldest);
    }
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
