// The embedded database does one thing after the other. Evaluations would fill its line with dozens of statements, and a
// webhook, which GitHub waits for, would stand behind them all: so of theirs only one at a time gets into the line. And as
// it runs inside this process, statement after statement without a break would keep the process from its sockets.
import type { PGlite } from "@electric-sql/pglite";

/** The same database through a narrow door: statements and transactions wait here for one another, in order. */
export function oneAtATime(pglite: PGlite): PGlite {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(breathe).then(run);
    last = turn.catch(() => undefined);
    return turn;
  };
  // All that the driver calls.
  const narrow: Pick<PGlite, "query" | "exec" | "transaction"> = {
    query: (sql, params, options) => inTurn(() => pglite.query(sql, params, options)),
    exec: (sql, options) => inTurn(() => pglite.exec(sql, options)),
    transaction: (run) => inTurn(() => pglite.transaction(run)),
  };
  return narrow as PGlite;
}

/** Lets the process answer what came in meanwhile. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
