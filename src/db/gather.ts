// Group commit: calls that come while a write is under way wait for it and then go together in the next one. A lone call
// waits for nothing; a burst costs few statements instead of many.

/** Rows of one write. Bounds how long a statement holds the embedded database. Chosen, not measured. */
const MAX_BATCH = 50;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * @param writeAll writes a batch in one transaction and answers in its order. When a batch fails, each of its items is
 * written alone, so that one that cannot be written fails nobody else.
 */
export function gather<T, R>(writeAll: (batch: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let writing = false;

  async function writeWaiting(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH);
      if (!(await writeBatch(batch)) && batch.length > 1) {
        for (const single of batch) await writeBatch([single]);
      }
    }
    writing = false;
  }

  /** False: nothing was written and nobody was told. A single item is always told. */
  async function writeBatch(batch: readonly Waiting<T, R>[]): Promise<boolean> {
    try {
      const results = await writeAll(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
      return true;
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      return false;
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void writeWaiting();
    });
}
