// What people do on the review page, in memory.
import type { EntryState, FormStore, Recorded, StoredDraft, StoredEntry } from "../../src/ports.js";

type Judged = NonNullable<EntryState["judged"]>;

export class FakeForms {
  readonly entries: (StoredEntry & { judged: Judged | null })[] = [];
  readonly drafts = new Map<number, StoredDraft>();
  readonly expected = new Set<string>();
  readonly #now: () => string;

  constructor(now: () => string = () => "2026-03-02T12:00:00Z") {
    this.#now = now;
  }

  /** Called with what an evaluation recorded. */
  answer(answers: Recorded["answers"]): void {
    for (const { entryId, accepted, answer } of answers) {
      const entry = this.entries.find(({ id }) => id === entryId);
      if (entry !== undefined) entry.judged ??= { accepted, answer };
    }
  }

  readonly port: FormStore = {
    addEntry: async (_ref, entry) => {
      const id = this.entries.length + 1;
      this.entries.push({ ...entry, id, madeAt: this.#now(), judged: null });
      return id;
    },
    loadPending: async () => this.entries.filter(({ judged }) => judged === null),
    findLatest: async (_ref, personId) => this.entries.findLast(({ person }) => person.id === personId) ?? null,
    findDraft: async (_ref, personId) => this.drafts.get(personId) ?? null,
    saveDraft: async (_ref, personId, draft) => void this.drafts.set(personId, draft),
    dropDraft: async (_ref, personId) => void this.drafts.delete(personId),
    expectComment: async (_ref, personId, hash) => void this.expected.add(`${personId} ${hash}`),
    isExpected: async (_ref, personId, hash) => this.expected.has(`${personId} ${hash}`),
  };
}
