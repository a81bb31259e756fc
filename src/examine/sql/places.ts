// Which files may hold SQL or a migration, and how they are read.

export type FileKind =
  /** Nothing but SQL. */
  | { readonly kind: "script"; readonly isWayBack: boolean }
  | { readonly kind: "prisma-schema" }
  /** Liquibase's changelogs. */
  | { readonly kind: "changelog"; readonly format: "xml" | "yaml" }
  | { readonly kind: "source"; readonly language: Language; readonly isMigration: boolean };

export type Language =
  | "javascript"
  | "python"
  | "ruby"
  | "php"
  | "java"
  | "kotlin"
  | "csharp"
  | "go"
  | "rust"
  | "elixir"
  | "swift"
  | "shell";

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
  if (CHANGELOG.test(lower) && (isMigration || /liquibase|change-?log|change-?set/.test(lower))) {
    return { kind: "changelog", format: lower.endsWith(".xml") ? "xml" : "yaml" };
  }
  const language = languageOf(lower);
  return language === null ? null : { kind: "source", language, isMigration };
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

const EXTENSIONS: readonly (readonly [RegExp, Language])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/, "javascript"],
  [/\.(?:py|pyi)$/, "python"],
  [/\.(?:rb|rake|ru)$|(?:^|\/)rakefile$/, "ruby"],
  [/\.(?:php|phtml|inc)$/, "php"],
  [/\.(?:java|groovy|scala|sc)$/, "java"],
  [/\.kts?$/, "kotlin"],
  [/\.(?:cs|fs|vb)$/, "csharp"],
  [/\.go$/, "go"],
  [/\.rs$/, "rust"],
  [/\.exs?$/, "elixir"],
  [/\.(?:swift|dart)$/, "swift"],
  [/\.(?:sh|bash|zsh|ksh)$/, "shell"],
];

function languageOf(lower: string): Language | null {
  return EXTENSIONS.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}
