// Calls of migrations: Rails, Django, Alembic, Knex, Sequelize, TypeORM, Laravel, Doctrine, EF Core, Ecto, GORM, SeaORM and their like.
import { destroys, narrows, type Risk, unread } from "../risk.js";
import type { CallJudge } from "./call.js";
import { argument, argumentWords, type Call, type Code, named } from "./call.js";

const drops =
  (what: string): CallJudge =>
  (call, { source }) =>
    destroys(`drops the ${what} ${named(argument(call, source))}`);

/** The first argument is the table, the second what is in it. */
const dropsOf =
  (what: string): CallJudge =>
  (call, { source }) => {
    const [first, second] = [argument(call, source), argument(call, source, 1)];
    return destroys(
      second === "" ? `drops the ${what} ${named(first)}` : `drops the ${what} ${named(second)} of ${named(first)}`,
    );
  };

const changes =
  (what: string): CallJudge =>
  (call, { source }) =>
    narrows(`${what} ${named(argument(call, source))}`);

/** Only where migrations lie: elsewhere the name means many things. */
const inMigration =
  (judge: CallJudge): CallJudge =>
  (call, code) =>
    code.isMigration ? judge(call, code) : null;

const renames: CallJudge = (call, { source }) =>
  narrows(`renames ${named(argument(call, source))} or a part of it: code that uses the old name fails`);

const dropTable = drops("table");
const dropColumn = dropsOf("column");
const changeColumn = inMigration(changes("changes a column of"));

export const SCHEMA_CALLS: Readonly<Record<string, CallJudge>> = {
  // Rails and others with underscores; Alembic's `op.drop_…`.
  drop_table: dropTable,
  drop_join_table: dropTable,
  remove_column: dropColumn,
  remove_columns: dropColumn,
  drop_column: (call, { source }) => {
    const [first, second] = [argument(call, source), argument(call, source, 1)];
    return destroys(`drops the column ${named(second || first)}${second === "" ? "" : ` of ${named(first)}`}`);
  },
  remove_reference: dropsOf("reference"),
  remove_belongs_to: dropsOf("reference"),
  remove_timestamps: (call, { source }) => destroys(`drops the times of ${named(argument(call, source))}`),
  remove_index: inMigration((call, { source }) => destroys(`drops an index of ${named(argument(call, source))}`)),
  remove_foreign_key: dropsOf("foreign key"),
  remove_check_constraint: dropsOf("constraint"),
  remove_exclusion_constraint: dropsOf("constraint"),
  remove_unique_constraint: dropsOf("constraint"),
  drop_index: drops("index"),
  drop_constraint: drops("constraint"),
  drop_view: drops("view"),
  drop_enum: drops("type"),
  drop_schema: drops("schema"),
  drop_database: drops("database"),
  drop_all: (call) =>
    /^(?:metadata|db|Base|SQLModel)$/.test(call.before.at(-1) ?? "") ? destroys("drops every table") : null,
  change_column: inMigration((call, { source }) =>
    narrows(`changes the column ${named(argument(call, source, 1))} of ${named(argument(call, source))}`),
  ),
  change_column_null: inMigration((call, { source }) =>
    /false/.test(argumentWords(call))
      ? narrows(`makes the column ${named(argument(call, source, 1))} of ${named(argument(call, source))} required`)
      : null,
  ),
  rename_table: inMigration(renames),
  rename_column: inMigration(renames),
  rename: inMigration((call, code) =>
    code.language === "elixir" || /^(?:t|table|\$table|Schema|schema)$/.test(call.before.at(-1) ?? "")
      ? renames(call, code)
      : null,
  ),
  remove: inMigration((call, { language, source }) =>
    language === "elixir" || call.before.at(-1) === "t"
      ? destroys(`drops the column ${named(argument(call, source))}`)
      : null,
  ),
  modify: inMigration((call, { language, source }) =>
    language === "elixir" ? narrows(`changes the column ${named(argument(call, source))}`) : null,
  ),
  add_column: inMigration(requiredColumn),
  safety_assured: inMigration(() => narrows("switches the checks of strong_migrations off")),
  drop: inMigration(dropsByNoun),
  drop_if_exists: inMigration(dropsByNoun),
  alter_column: inMigration(alembicColumn),

  // Django.
  DeleteModel: drops("model"),
  RemoveField: (call, { source }) =>
    destroys(`drops the field ${named(argument(call, source, 1) || "?")} of ${named(argument(call, source))}`),
  RemoveConstraint: dropsOf("constraint"),
  RemoveIndex: inMigration((call, { source }) => destroys(`drops an index of ${named(argument(call, source))}`)),
  AlterField: inMigration(changes("changes a field of")),
  RenameField: inMigration(renames),
  RenameModel: inMigration(renames),
  AlterModelTable: inMigration(renames),
  RunPython: inMigration((call) =>
    call.args[0]?.text === "migrations" ? null : narrows("runs code of its own over the data"),
  ),
  SeparateDatabaseAndState: inMigration(() => narrows("lets the database and the model of it go different ways")),

  // Knex, Sequelize, TypeORM, Kysely, Laravel, Phinx, Doctrine, Yii; EF Core and GORM with capitals.
  dropTable: dropTable,
  DropTable: dropTable,
  dropTableIfExists: dropTable,
  dropIfExists: drops("table"),
  dropAllTables: () => destroys("drops every table"),
  dropDatabase: () => destroys("drops the database"),
  DropDatabase: drops("database"),
  EnsureDeleted: () => destroys("drops the database"),
  EnsureDeletedAsync: () => destroys("drops the database"),
  dropSchema: drops("schema"),
  DropSchema: drops("schema"),
  dropSchemaIfExists: drops("schema"),
  dropCollection: drops("collection"),
  dropColumn: dropColumn,
  dropColumns: dropColumn,
  // EF Core names the column first, GORM its table.
  DropColumn: (call, code) =>
    code.language === "csharp"
      ? destroys(`drops the column ${named(argument(call, code.source))} of ${named(argument(call, code.source, 1))}`)
      : dropColumn(call, code),
  removeColumn: dropColumn,
  dropTimestamps: () => destroys("drops the columns of times"),
  dropSoftDeletes: () => destroys("drops the column of soft deletion"),
  dropView: drops("view"),
  dropMaterializedView: drops("materialized view"),
  dropType: drops("type"),
  dropEnum: drops("type"),
  dropForeign: drops("foreign key"),
  dropForeignKey: drops("foreign key"),
  DropForeignKey: drops("foreign key"),
  dropPrimary: drops("key"),
  dropPrimaryKey: drops("key"),
  DropPrimaryKey: drops("key"),
  dropUnique: drops("constraint"),
  dropUniqueConstraint: drops("constraint"),
  DropUniqueConstraint: drops("constraint"),
  dropCheckConstraint: drops("constraint"),
  dropConstraint: drops("constraint"),
  DropConstraint: drops("constraint"),
  removeConstraint: drops("constraint"),
  dropIndex: inMigration(drops("index")),
  DropIndex: inMigration(drops("index")),
  removeIndex: inMigration(drops("index")),
  changeColumn: changeColumn,
  alterColumn: changeColumn,
  AlterColumn: inMigration(changes("changes the column")),
  renameColumn: inMigration(renames),
  RenameColumn: inMigration(renames),
  renameTable: inMigration(renames),
  RenameTable: inMigration(renames),
  change: inMigration((call, { source }) => {
    if (call.before.at(-1) === "t") return narrows(`changes the column ${named(argument(call, source))}`);
    return call.before.length > 1 && call.args.length === 0 ? narrows("changes a column") : null;
  }),
  truncateTable: (call, { source }) => destroys(`empties the table ${named(argument(call, source))}`),
  clearDatabase: () => destroys("empties the database"),

  // SQL that is handed over by name.
  execute: inMigration(fromElsewhere),
  RunSQL: inMigration(fromElsewhere),
  addSql: inMigration(fromElsewhere),
  unprepared: inMigration(fromElsewhere),
};

/** `drop table(:users)`, `drop index(:users, [:email])`. */
function dropsByNoun(call: Call, { language, source }: Code): Risk | null {
  if (language !== "elixir")
    return call.before.length > 0 && /^(?:Schema|schema|table|Table)$/.test(call.before.at(-1) ?? "")
      ? destroys(`drops the table ${named(argument(call, source))}`)
      : null;
  const [noun] = call.args;
  const inner = { ...call, args: call.args.slice(noun?.kind === "word" ? 1 : 0) };
  const what = noun?.text.replace(/_?index$/, "index").replace("unique_index", "index") ?? "table";
  return destroys(
    `drops the ${/^(?:table|index|constraint)$/.test(what) ? what : "table"} ${named(argument(inner, source))}`,
  );
}

/** Without a default it fails where rows exist. */
function requiredColumn(call: Call, { source }: Code): Risk | null {
  const words = argumentWords(call);
  if (!/null:false|nullable=False/.test(words) || /default/.test(words)) return null;
  return narrows(
    `adds a required column to ${named(argument(call, source))} without a default: fails where rows exist`,
  );
}

function alembicColumn(call: Call, { source }: Code): Risk | null {
  const words = argumentWords(call);
  if (!/\btype_=|nullable=False|new_column_name=/.test(words)) return null;
  return narrows(`changes the column ${named(argument(call, source, 1) || argument(call, source))}`);
}

/** A text is read as SQL where it stands; anything else cannot be. */
function fromElsewhere(call: Call, { texts }: Code): Risk | null {
  const [first, second] = call.args;
  if (first === undefined || call.args.some(({ kind }) => kind === "text")) return null;
  if ((call.name === "execute" && first.kind === "mark") || texts.has(first.text)) return null;
  // SQLAlchemy's own statements are judged by their names.
  if (second?.text === "." || second?.text === "(") return null;
  return unread("runs SQL that is written elsewhere");
}
