// prisma/schema.prisma as the shape of a database: every column with its type, and every index. Reads what that file uses of Prisma's
// language and throws at anything else.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  /** `sequence`, or the value as text; null: none. */
  readonly fallback: string | null;
}

export interface Index {
  readonly table: string;
  readonly columns: readonly string[];
  readonly kind: "primary" | "unique" | "plain";
}

const TYPES: Readonly<Record<string, string>> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Boolean: "boolean",
  Float: "double precision",
  "Json @db.Json": "json",
  "DateTime @db.Timestamptz(3)": "timestamp(3) with time zone",
};
const KINDS = { "@@id": "primary", "@@unique": "unique", "@@index": "plain" } as const;

export function describedShape(): { readonly columns: readonly Column[]; readonly indexes: readonly Index[] } {
  const schema = readFileSync(join(import.meta.dirname, "../../../prisma/schema.prisma"), "utf8");
  const models = [...schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(([, body = ""]) => readModel(body));
  return { columns: models.flatMap(({ columns }) => columns), indexes: models.flatMap(({ indexes }) => indexes) };
}

function readModel(body: string) {
  const lines = body
    .split("\n")
    .map((line) => line.replace(/\/\/.*$/, "").trim())
    .filter((line) => line !== "");
  const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "";
  const columnOf = new Map(lines.filter(isField).map((line) => [/^\w+/.exec(line)?.[0], nameOf(line)]));
  const columns = lines.filter(isField).map((line) => readField(table, line));
  const indexes = lines.flatMap((line): Index[] => {
    const [, attribute, list = ""] = /^(@@id|@@unique|@@index)\(\[([^\]]*)\]\)$/.exec(line) ?? [];
    if (attribute !== undefined) {
      const kind = KINDS[attribute as keyof typeof KINDS];
      return [{ table, kind, columns: list.split(",").map((field) => columnOf.get(field.trim()) ?? field) }];
    }
    if (!isField(line) && !line.startsWith("@@map(")) throw new Error(`not understood: ${line}`);
    if (/ @id\b/.test(line)) return [{ table, kind: "primary", columns: [nameOf(line)] }];
    return / @unique\b/.test(line) ? [{ table, kind: "unique", columns: [nameOf(line)] }] : [];
  });
  return { columns, indexes };
}

function isField(line: string): boolean {
  return /^\w/.test(line);
}

function nameOf(line: string): string {
  return /@map\("(\w+)"\)/.exec(line)?.[1] ?? /^\w+/.exec(line)?.[0] ?? "";
}

function readField(table: string, line: string): Column {
  const [, kind = "", optional] = /^\w+\s+(\w+)(\?)?/.exec(line) ?? [];
  const native = /@db\.\S+/.exec(line)?.[0];
  const type = TYPES[native === undefined ? kind : `${kind} ${native}`];
  if (type === undefined) throw new Error(`not understood: ${line}`);
  const fallback = /@default\((.*?)\)(?=\s|$)/.exec(line)?.[1] ?? null;
  return {
    table,
    column: nameOf(line),
    type,
    nullable: optional === "?",
    fallback: fallback === "autoincrement()" ? "sequence" : (fallback?.replace(/^"(.*)"$/, "$1") ?? null),
  };
}
