// The thread of the embedded database. PGlite computes in the thread that calls it, and every statement would keep the
// process from its sockets for some milliseconds; here it keeps nobody. Started by embedded-remote.ts.
import { parentPort, workerData } from "node:worker_threads";
import { messages, PGlite, type Transaction } from "@electric-sql/pglite";
import type { Answer, Ask, SentError, ThreadData } from "./embedded-messages.js";

interface Open {
  readonly transaction: Transaction;
  readonly end: (commit: boolean) => void;
  readonly ended: Promise<void>;
}

const port = parentPort;
if (port === null) {
  throw new Error("this file is the body of a thread");
}
const { directory, settings } = workerData as ThreadData;
const pglite = await PGlite.create(directory, { postgresqlconf: [...settings] });
const open = new Map<number, Open>();

port.on("message", (ask: Ask) => {
  perform(ask).then(
    (value) => port.postMessage({ id: ask.id, ok: true, value } satisfies Answer),
    (error: unknown) => port.postMessage({ id: ask.id, ok: false, error: toSent(error) } satisfies Answer),
  );
});
port.postMessage({ id: 0, ok: true, value: null } satisfies Answer);

async function perform(ask: Ask) {
  switch (ask.op) {
    case "query":
      return on(ask.transaction).query(ask.sql, ask.params, { rowMode: "array", parsers: asText(ask.rawTypes) });
    case "exec":
      return on(ask.transaction).exec(ask.sql);
    case "begin":
      await begin(ask.transaction);
      return null;
    case "end":
      await end(ask.transaction, ask.commit);
      return null;
    case "close":
      await pglite.close();
      setImmediate(() => port?.close());
      return null;
  }
}

function on(transaction: number | null): Pick<Transaction, "query" | "exec"> {
  if (transaction === null) return pglite;
  const found = open.get(transaction);
  if (found === undefined) throw new Error("the transaction has ended");
  return found.transaction;
}

/** PGlite ends a transaction when its function does, so that function waits until the other side says how. */
function begin(number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = pglite
      .transaction(async (transaction) => {
        const commit = await new Promise<boolean>((end) => {
          open.set(number, { transaction, end, ended: Promise.resolve().then(() => ended) });
          resolve();
        });
        if (!commit) await transaction.rollback();
      })
      .finally(() => open.delete(number));
    ended.catch(reject);
  });
}

async function end(number: number, commit: boolean): Promise<void> {
  const found = open.get(number);
  if (found === undefined) throw new Error("the transaction has ended");
  found.end(commit);
  await found.ended;
}

/** Functions do not cross between threads: values of these types go over as PostgreSQL wrote them. */
function asText(types: readonly number[]): Record<number, (value: string) => string> {
  return Object.fromEntries(types.map((type) => [type, (value: string) => value]));
}

function toSent(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof messages.DatabaseError)) return { message, database: null };
  const fields = Object.entries(error).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return { message, database: { ...Object.fromEntries(fields), name: error.name, length: error.length } };
}
