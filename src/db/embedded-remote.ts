// The embedded database in a thread of its own, for the server: what Prisma's driver calls, sent over and answered.
import { Worker } from "node:worker_threads";
import { messages, type PGlite, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import type { Answer, Ask, SentError, ThreadData } from "./embedded-messages.js";

type Statements = Pick<Transaction, "query" | "exec">;

/** What the driver needs of a PGlite. */
export type RemotePglite = Pick<PGlite, "query" | "exec" | "transaction" | "close">;

/** An ask without its number. */
type Question = Ask extends infer One ? (One extends Ask ? Omit<One, "id"> : never) : never;

/**
 * A thread that ends by itself ends the process with it: without its database nothing can be kept.
 * @throws when the directory does not open.
 */
export async function openRemotePglite(data: ThreadData): Promise<RemotePglite> {
  const thread = new Worker(new URL("./embedded-thread.js", import.meta.url), { workerData: data });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const ready = new Promise<unknown>((resolve, reject) => {
    waiting.set(0, { resolve, reject });
    thread.once("error", reject);
  });
  thread.on("message", (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) asked?.resolve(answer.value);
    else asked?.reject(toError(answer.error));
  });
  await ready;

  const ask = <T>(question: Question): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: (value) => resolve(value as T), reject });
      thread.postMessage({ ...question, id: last });
    });
  const statements = (transaction: number | null): Statements => ({
    query: async (sql: string, params: unknown[] = [], options: QueryOptions = {}) => {
      const rawTypes = Object.keys(options.parsers ?? {}).map(Number);
      const results = await ask<Results>({ op: "query", transaction, sql, params, rawTypes });
      return parsed(results, options) as never;
    },
    exec: (sql) => ask<Results[]>({ op: "exec", transaction, sql }),
  });
  let transactions = 0;
  return {
    ...statements(null),
    async transaction<T>(run: (transaction: Transaction) => Promise<T>): Promise<T> {
      transactions += 1;
      return inTransaction(transactions, run);
    },
    close: () => ask<void>({ op: "close" }),
  } as RemotePglite;

  async function inTransaction<T>(transaction: number, run: (transaction: Transaction) => Promise<T>): Promise<T> {
    await ask<null>({ op: "begin", transaction });
    let open = true;
    const end = async (commit: boolean) => {
      if (open) {
        open = false;
        await ask<null>({ op: "end", transaction, commit });
      }
    };
    try {
      const result = await run({ ...statements(transaction), rollback: () => end(false) } as Transaction);
      await end(true);
      return result;
    } catch (error) {
      await end(false);
      throw error;
    }
  }
}

/** Values that came over as text are read here, with the driver's own functions. Rows are arrays: the driver asks for that. */
function parsed(results: Results, { parsers = {} }: QueryOptions): Results {
  const readers = results.fields.map(({ dataTypeID }) => parsers[dataTypeID]);
  if (readers.every((read) => read === undefined)) return results;
  const rows = (results.rows as unknown as unknown[][]).map((row) =>
    row.map((value, index) => {
      const read = readers[index];
      return value === null || read === undefined ? value : read(value as string);
    }),
  );
  return { ...results, rows: rows as never };
}

function toError({ message, database }: SentError): Error {
  if (database === null) return new Error(message);
  const { name, length, ...fields } = database;
  return Object.assign(new messages.DatabaseError(message, length as number, name as never), fields);
}
