// Which files may hold SQL or a migration, and how they are read.

export type FileKind =
  /** Nothing but SQL. */
  | { readonly kind: "script"; readonly isWayBack: boolean }
  | { readonly kind: "prisma-schema" }
  /** Source code, and changelogs of Liquibase. */
  | { readonly kind: "source"; readonly isMigration: boolean };

/** True: the file's whole text is worth reading, for its SQL or for calls that change a database. */
export function mayHoldSql(path: string): boolean {
  return fileKind(path) !== null;
}

/** Null: neither SQL nor source code of a language that is read. */
export function fileKind(path: string): FileKind | null {
  const lower = path.toLowerCase();
  const plain = lower.replace(/\.(?:erb|j2|jinja2?|tmpl|tpl|template|mustache|in|gotmpl|ejs|hbs)$/, "");
  if (SCRIPT.test(plain)) return { kind: "script", isWayBack: WAY_BACK.test(plain) };
  if (/\.prisma$/.test(lower)) return { kind: "prisma-schema" };
  const isMigration = isMigrationPath(lower);
  if (CHANGELOG.test(lower)) {
    return isMigration || /liquibase|change-?log|change-?set/.test(lower)
      ? { kind: "source", isMigration: true }
      : null;
  }
  return SOURCE.test(lower) ? { kind: "source", isMigration } : null;
}

const SCRIPT = /\.(?:sql|psql|pgsql|plpgsql|ddl|dml|mysql|mssql|tsql|sqlite|plsql|pks|pkb|prc|hql|cql|bteq|snowsql)$/;
/** Scripts that take a migration back: golang-migrate, diesel, Flyway and others. */
const WAY_BACK =
  /(?:[._-]|(?:^|\/))(?:down|undo|rollback|revert)\.[a-z]+$|(?:^|\/)u\d[\w.]*__[^/]*$|(?:^|\/)(?:down|undo|revert|rollback)\/[^/]*$/;
const CHANGELOG = /\.(?:xml|ya?ml|json)$/;

/** Folders and names that frameworks run as migrations. */
function isMigrationPath(lower: string): boolean {
  return (
    /(?:^|\/)(?:[\w-]*migrations?|migrate|alembic|versions|changelogs?|seeds?|seeders)\//.test(lower) ||
    /(?:^|[/._-])migration[\w-]*\.\w+$/.test(lower) ||
    /(?:^|\/)(?:v|u|r)\d*[\d._]*__\w+\.\w+$/.test(lower)
  );
}

const SOURCE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|pyi?|rb|rake|ru|php|phtml|inc|java|groovy|scala|sc|kts?|cs|fs|vb|go|rs|exs?|swift|dart|sh|bash|zsh|ksh)$|(?:^|\/)rakefile$/;
