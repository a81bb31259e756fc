// Calls that take rows away or overwrite them, in any source file, when no condition stands in their chain.
import { destroys, type Risk } from "../risk.js";
import type { CallJudge } from "./call.js";
import { argument, argumentWords, type Call, type Code, named } from "./call.js";

/** Names of a chain that pick rows. */
const PICKS =
  /^(?:where\w*|or_?where\w*|and_?where\w*|Where\w*|filter\w*|Filter\w*|exclude|find\w*|Find\w*|limit|first|last|get|in_batches|scope\w*|joins?|having|match|eq|neq|gt|gte|lt|lte|in|is|contains|rejecting|select\w*|by_\w+|for_\w+|older_than|expired|unscoped_\w+|merge|rewhere|not|order_by|order|distinct|through|returning_where|andWhere|byId|whereIn)!?$/;

function picks(call: Call): boolean {
  return [...call.before, ...call.behind].some((name) => PICKS.test(name));
}

function owner(call: Call): string {
  return call.before.at(-1) ?? "";
}

/** A class or a model by its name, not an object or an association of one. */
function isModel(name: string): boolean {
  return /^[A-Z]\w*$/.test(name);
}

const deletesAll =
  (does: string): CallJudge =>
  (call) => {
    if (picks(call)) return null;
    const model = call.before.findLast(isModel);
    return model === undefined ? null : destroys(`${does} every row of ${named(model)}`);
  };

export const ROW_CALLS: Readonly<Record<string, CallJudge>> = {
  delete_all: (call, code) =>
    code.language === "elixir" ? ecto(call, code, "deletes") : deletesAll("deletes")(call, code),
  "delete_all!": deletesAll("deletes"),
  destroy_all: deletesAll("deletes"),
  update_all: (call, code) => (code.language === "elixir" ? null : deletesAll("overwrites columns in")(call, code)),
  truncate: (call, { source }) => {
    const isTable = call.before.some((name) =>
      /^(?:DB|db|knex|table|queryInterface|connection|Model|trx|queryBuilder|schema)$/.test(name),
    );
    return isTable ? destroys(`empties the table ${named(argument(call, source))}`) : null;
  },
  truncate_tables: () => destroys("empties tables"),
  truncateTables: () => destroys("empties tables"),
  del: (call) =>
    call.args.length === 0 && !picks(call) && isQuery(call) ? destroys("deletes every row of a table") : null,
  delete: deleteCall,
  update: (call) => {
    if (picks(call) || call.behind.some((name) => PICKS.test(name))) return null;
    const isEverything = call.before.includes("objects") && call.before.at(-1) === "all";
    return isEverything ? destroys(`overwrites fields of every ${named(call.before[0] ?? "")}`) : null;
  },
  deleteMany: manyOf("deletes"),
  delete_many: manyOf("deletes"),
  updateMany: (call, code) => (code.language === "javascript" ? updateMany(call) : null),
  deleteAll: (call) =>
    call.args.length === 0 && !picks(call) ? destroys(`deletes every row of ${named(owner(call))}`) : null,
  deleteAllInBatch: (call) => (call.args.length === 0 ? destroys(`deletes every row of ${named(owner(call))}`) : null),
  ExecuteDelete: (call) => (picks(call) ? null : destroys("deletes every row of a table")),
  ExecuteDeleteAsync: (call) => (picks(call) ? null : destroys("deletes every row of a table")),
  bulkDelete: (call, { source }) => {
    const words = argumentWords(call);
    const isEverything = words === "" || /^[\w.]*(?:$|,(?:null|undefined|\{\})(?:,|$))/.test(words);
    return isEverything ? destroys(`deletes every row of ${named(argument(call, source))}`) : null;
  },
  destroy: (call) => {
    const words = argumentWords(call);
    return /truncate:true/.test(words) || /where:\{\}/.test(words)
      ? destroys(`deletes every row of ${named(owner(call))}`)
      : null;
  },
  sync: (call) => (/force:true/.test(argumentWords(call)) ? destroys("drops the tables and makes them anew") : null),
  synchronize: (call) =>
    /^\(?true$/.test(argumentWords(call)) && /dataSource|connection|conn/i.test(owner(call))
      ? destroys("drops the tables and makes them anew")
      : null,
  flushall: flushes("every database"),
  flushAll: flushes("every database"),
  flushdb: flushes("a database"),
  flushDb: flushes("a database"),
};

/** Redis and its like; buffers are flushed too, which writes them. */
function flushes(what: string): CallJudge {
  return (call) =>
    /redis|valkey|cache|kv/i.test(owner(call)) ? destroys(`empties ${what} of the cache's server`) : null;
}

/** Query builders only: `Map.delete` and `router.delete` are another matter. */
function isQuery(call: Call): boolean {
  return call.before.some((name) => /^(?:knex|db|trx|tx|table|from|into|queryBuilder|query)$/i.test(name));
}

function deleteCall(call: Call, { language, source }: Code): Risk | null {
  const { before, behind, args } = call;
  // Django and SQLAlchemy: `Model.objects.all().delete()`, `session.query(Model).delete()`.
  if (language === "python" && args.length === 0) {
    if (before.includes("objects") && before.at(-1) === "all" && !picks(call))
      return destroys(`deletes every ${named(before[0] ?? "")}`);
    return before.at(-1) === "query" && !picks(call) ? destroys("deletes every row of a table") : null;
  }
  // Drizzle: `db.delete(users)`; Laravel: `DB::table('users')->delete()`.
  if (
    language === "javascript" &&
    args.length === 1 &&
    before.length === 1 &&
    /^(?:db|tx|trx|database)$/.test(before[0] ?? "")
  ) {
    return behind.some((name) => name === "where") || args[0]?.kind !== "word"
      ? null
      : destroys(`deletes every row of ${named(argument(call, source))}`);
  }
  if (language === "php" && args.length === 0 && before.at(-1) === "table" && before.includes("DB")) {
    return destroys("deletes every row of a table");
  }
  return null;
}

function manyOf(does: string): CallJudge {
  return (call, { language }) => {
    if (language !== "javascript" && language !== "python" && language !== "java") return null;
    const words = argumentWords(call);
    const isEverything =
      words === "" ? call.args.length === 0 : /^\{\}$|^\{where:\{\}\}$|^\{where:undefined\}$/.test(words);
    return isEverything ? destroys(`${does} every row of ${named(owner(call))}`) : null;
  };
}

function updateMany(call: Call): Risk | null {
  const words = argumentWords(call);
  if (/^\{\},/.test(words)) return destroys(`overwrites fields of every document of ${named(owner(call))}`);
  return /^\{data:/.test(words) && !/where:/.test(words)
    ? destroys(`overwrites columns in every row of ${named(owner(call))}`)
    : null;
}

/** `Repo.delete_all(User)`; a query is another matter. */
function ecto(call: Call, { source }: Code, does: string): Risk | null {
  const [first, ...others] = call.args;
  if (first?.kind !== "word" || !isModel(first.text)) return null;
  const isAlone = others.every(({ text }) => text === "." || isModel(text));
  return isAlone ? destroys(`${does} every row of ${named(argument(call, source))}`) : null;
}
