// Calls that change or destroy what a database holds, by the names that frameworks gave them: Rails, Django, Alembic, Knex, Sequelize,
// TypeORM, Kysely, Laravel, Doctrine, EF Core, Ecto, GORM, Liquibase, Drizzle and their like. Patterns, not a parser: what picks rows
// is looked for in the same chain only.
import { isCommented } from "./find-in-text.js";
import { type Effect, nameWords, type PlacedRisk, type Risk, unread } from "./risk.js";

/** `isMigration`: names that mean many things elsewhere are looked for too. */
export function findCalls(text: string, isMigration: boolean): readonly PlacedRisk[] {
  const risks: PlacedRisk[] = [];
  for (const [pattern, saying] of isMigration ? [...ANYWHERE, ...IN_MIGRATIONS] : ANYWHERE) {
    for (const match of text.matchAll(pattern)) {
      if (isCommented(text, match.index)) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      if (risks.length >= MAX_CALLS) {
        return [...risks, { ...unread("goes on with more calls than are looked at"), start, end: text.length }];
      }
      const rest = restOf(text, end);
      const call = { name: match[1] ?? "", rest, names: namesIn(rest) };
      const risk = typeof saying === "string" ? said(saying, call) : saying(call);
      if (risk !== null) risks.push({ ...risk, start, end: end + rest.length });
    }
  }
  return risks;
}

/** Calls of one file. */
const MAX_CALLS = 2_000;

interface Call {
  /** What the pattern catches. */
  readonly name: string;
  /** The rest of the call. */
  readonly rest: string;
  /** Texts and symbols among its arguments. */
  readonly names: readonly string[];
}

type Judge = (call: Call) => Risk | null;
/** An effect and a reason: `{1}` stands for what the pattern catches, `{a}` and `{b}` for the first names of the arguments. */
type Saying = `${Effect}: ${string}`;

function said(saying: Saying, { name, names: [a, b] }: Call): Risk {
  const [effect = "unread", reason = ""] = saying.split(": ", 2) as [Effect, string];
  const more = saying.slice(effect.length + 2 + reason.length);
  const named = (known: string | undefined) => (known ? nameWords(known) : "that is named elsewhere");
  return {
    effect,
    reason: reason.replace("{1}", named(name)).replace("{a}", named(a)).replace("{b}", named(b)) + more,
  };
}

/** To the closing parenthesis, or to the end of the line where there is none. */
function restOf(text: string, from: number): string {
  const ahead = text.slice(from, from + 400);
  let depth = 0;
  for (const { index, 0: mark } of ahead.matchAll(/[()[\]{}\n;]/g)) {
    if (/[([{]/.test(mark)) depth += 1;
    else if (/[)\]}]/.test(mark)) depth -= 1;
    if (mark === ";" || depth < 0) return ahead.slice(0, index);
    if (depth === 0 && (mark === ")" || (mark === "\n" && !/[,:]\s*$/.test(ahead.slice(0, index))))) {
      return ahead.slice(0, index + 1);
    }
  }
  return ahead;
}

function namesIn(rest: string): readonly string[] {
  const names = rest.matchAll(/(?:["'`]|(?<![\w:]):(?=\w)|[nN]ame:\s*)([\w.$][\w.$ -]{0,79})/g);
  return [...names].map(([, name = ""]) => name.trim());
}

/** What is dropped is part of the name of the call. */
const drops: Judge = (call) => {
  const words = call.name.replace(/^(?:drop|remove|delete)_?|_?if_?exists$/gi, "").replace(/_?([A-Z])/g, " $1");
  const noun = words.replaceAll("_", " ").trim().toLowerCase() || "table";
  const what = NOUNS.find(([pattern]) => pattern.test(noun))?.[1] ?? noun;
  if (!IS_PART.test(what) || call.names.length < 2) return said(`destroys: drops the ${what} {a}`, call);
  // The table stands first, but in EF Core, which names its arguments.
  return said(`destroys: drops the ${what} ${/\btable:/.test(call.rest) ? "{a} of {b}" : "{b} of {a}"}`, call);
};

const NOUNS: readonly (readonly [RegExp, string])[] = [
  [/table$/, "table"],
  [/^belongs to$/, "reference"],
  [/^foreign/, "foreign key"],
  [/^primary/, "key"],
  [/^unique|constraint$/, "constraint"],
  [/^timestamps$/, "times of"],
];
const IS_PART = /^(?:columns?|reference|field|constraint|foreign key|key)$/;

/** A chain that begins with a model, in Rails; some links pick rows. */
const unlessPicked =
  (saying: Saying): Judge =>
  (call) =>
    PICKS.test(call.name) ? null : said(saying, call);
const PICKS =
  /\.(?:where|find|filter|limit|first|last|in_batches|joins?|having|merge|rewhere|not|order|distinct|by_|for\b|for_|older_than|expired|select)/;
const CHAIN = "\\b(?!Repo\\b)([A-Z]\\w*(?:(?:\\.|::)\\w+[?!]?(?:\\([^()\\n]*\\))?){0,12})\\.";

/** A call, not a definition of one: a parenthesis, a symbol or a text follows; in Liquibase attributes or an indented list. */
function call(names: string): RegExp {
  const isDefined = "\\b(?:def|defp|function|fun|func|fn|void|class|import)\\s";
  const follows = "\\s*\\(|\\s+(?:[:\"']|[a-z_]\\w*\\s*,)|<\\w+>\\s*\\(|\\s+\\w+Name=|:\\s*$";
  return new RegExp(`(?<![\\w$])(?<!${isDefined})(${names})(?=${follows})`, "gm");
}

const DROPS = [
  "[dD]rop_?(?:[jJ]oin_?)?[tT]able(?:_?[iI]f_?[eE]xists)?|dropIfExists|(?:drop|remove)_?[cC]olumns?|DropColumn|RemoveField",
  "remove_(?:reference|belongs_to|timestamps|foreign_key)|drop(?:Foreign|Primary|Unique|Timestamps|SoftDeletes)",
  "[dD]rop(?:Foreign|Primary)Key|(?:[dD]rop|[rR]emove)[A-Za-z]*Constraint|(?:drop|remove)_(?:[a-z]+_)?constraint",
  "drop_?(?:[mM]aterialized_?)?[vV]iew|drop_?(?:[eE]num|[tT]ype)|[dD]rop_?[sS]chema(?:IfExists)?|[dD]rop_?[dD]atabase",
  "drop(?:Collection|Sequence|Procedure|Function|Trigger)|drop_index|DeleteModel",
].join("|");
const CHANGES =
  "change_column|[cC]hangeColumn|[aA]lterColumn|alter_column|AlterField|modifyDataType|addNotNullConstraint|dropDefaultValue";
const RENAMES = "rename_(?:table|column)|[rR]ename(?:Table|Column|View)|RenameField|RenameModel|AlterModelTable";
const RENAMED = "narrows: renames {a} or a part of it: code that uses the old name fails";

const ANYWHERE: readonly (readonly [RegExp, Saying | Judge])[] = [
  [call(DROPS), drops],
  [
    /\b(dropAllTables|EnsureDeleted(?:Async)?|clearDatabase|truncate_?[tT]ables?|mergeColumns)\b/g,
    "destroys: calls {1}",
  ],
  [/\b(?:metadata|db|Base|SQLModel)\.drop_all\b/g, "destroys: drops every table"],
  // Rows, with no condition in the chain.
  [new RegExp(`${CHAIN}(?:delete_all|destroy_all)\\b`, "g"), unlessPicked("destroys: deletes every row of {1}")],
  [new RegExp(`${CHAIN}update_all\\b`, "g"), unlessPicked("destroys: overwrites columns in every row of {1}")],
  [/\bRepo\.delete_all\(([A-Z][\w.]*)\)/g, "destroys: deletes every row of {1}"],
  [/\b(\w+)\.objects\.all\(\)\.delete\(\)/g, "destroys: deletes every {1}"],
  [/\b(\w+)\.objects(?:\.all\(\))?\.update\(/g, "destroys: overwrites fields of every {1}"],
  [/\.query\((\w+)\)\.delete\(/g, "destroys: deletes every row of {1}"],
  [
    /\b(?:knex|db|trx|tx|table|from|into)\s*(?:\.\w+)?\([^()]*\)\.(?:del|delete)\(\s*\)/g,
    "destroys: deletes every row of a table",
  ],
  [/\bDB::table\([^()]*\)->delete\(\s*\)|\.\w+\.ExecuteDelete(?:Async)?\(/g, "destroys: deletes every row of a table"],
  [/\b(?:db|tx|trx|database)\.delete\((\w+)\)(?!\s*\.\s*where)/g, "destroys: deletes every row of {1}"],
  [
    /\b(\w+)\.(?:deleteMany|delete_many)\(\s*(?:\{\s*(?:where:\s*(?:\{\s*\}|undefined)\s*)?\}\s*)?\)/g,
    "destroys: deletes every row of {1}",
  ],
  [
    /\b(\w+)\.updateMany\(\s*\{\s*(?:\}\s*,|data:(?![^;]{0,400}where:))/g,
    "destroys: overwrites columns in every row of {1}",
  ],
  [/\b(\w+)\.deleteAll(?:InBatch)?\(\s*\)/g, "destroys: deletes every row of {1}"],
  [
    /\bbulkDelete\(\s*["'`]?([\w.]+)["'`]?\s*(?:\)|,\s*(?:null|undefined|\{\s*\}))/g,
    "destroys: deletes every row of {1}",
  ],
  [/\b(\w+)\.destroy\(\s*\{[^{}]{0,200}(?:truncate:\s*true|where:\s*\{\s*\})/g, "destroys: deletes every row of {1}"],
  [
    /\bsync\(\s*\{[^{}]{0,200}force:\s*true|\b(?:dataSource|connection|conn)\w*\.synchronize\(\s*true\b/gi,
    "destroys: drops the tables and makes them anew",
  ],
  [/\b(?:\w*redis\w*|valkey\w*|cache|kv)\.flush_?(?:all|db)\b/gi, "destroys: empties a database of the cache's server"],
  [
    /\b(?:DB::|db|knex|table|queryInterface|connection|Model|trx|queryBuilder|schema)(?:\w*\([^()]*\))?(?:\.|->)truncate\(/g,
    "destroys: empties the table {a}",
  ],
];

const IN_MIGRATIONS: readonly (readonly [RegExp, Saying | Judge])[] = [
  [call("remove_index|removeIndex|RemoveIndex|dropIndex|DropIndex"), "destroys: drops an index of {a}"],
  [/^\s*t\.remove\b|^\s*remove(?=\s+:)/gm, "destroys: drops the column {a}"],
  [/\bdrop(?:_if_exists)?\s*\(?\s*table\(:?(\w+)/g, "destroys: drops the table {1}"],
  [/\b[sS]chema\.drop\(/g, "destroys: drops the table {a}"],
  [/\bdrop(?:_if_exists)?\s*\(?\s*(?:unique_)?index\(:?(\w+)/g, "destroys: drops the index {1}"],
  [/\bdrop(?:_if_exists)?\s*\(?\s*constraint\(:?(\w+)/g, "destroys: drops the constraint {1}"],
  [
    call(CHANGES),
    (one) =>
      said(one.names.length > 1 ? "narrows: changes the column {b} of {a}" : "narrows: changes the column {a}", one),
  ],
  [/\bchange_column_null\b(?!.*\btrue\b)/g, "narrows: makes the column {b} of {a} required"],
  [/->change\(\)|\bt\.change\b|^\s*modify\s+:/gm, "narrows: changes a column"],
  [call(RENAMES), RENAMED],
  [/(?:\bt|\btable|\$table|\bSchema)(?:\.|->|::)rename\b|^\s*rename\s+(?:table\(|:)/gm, RENAMED],
  [
    /\badd_column\b(?!.*default)(?=.*(?:null:\s*false|nullable\s*=\s*False))/g,
    "narrows: adds a required column to {a} without a default: fails where rows exist",
  ],
  [/\bsafety_assured\b/g, "narrows: switches the checks of strong_migrations off"],
  [/\bRunPython\s*\((?!\s*migrations\.RunPython\.noop)/g, "narrows: runs code of its own over the data"],
  [/\bSeparateDatabaseAndState\b/g, "narrows: lets the database and the model of it go different ways"],
  [
    /(?:^|[\s.>])(?:execute|addSql|unprepared)(?:\s+|\s*\(\s*)(?=[a-z_$]\w*\s*\)?\s*;?\s*$)/gm,
    "unread: runs SQL that is written elsewhere",
  ],
  [call("sqlFile|executeCommand|customChange"), "unread: runs SQL or code that is written elsewhere"],
  [
    /<delete\s[^<>]*tableName="([\w.]+)"[^<>]*(?:\/>|>(?!(?:(?!<\/delete>)[\s\S]){0,2000}<where>))/g,
    "destroys: deletes every row of {1}",
  ],
  [
    /<update\s[^<>]*tableName="([\w.]+)"[^<>]*>(?!(?:(?!<\/update>)[\s\S]){0,2000}<where>)/g,
    "destroys: overwrites columns in every row of {1}",
  ],
];
