// Liquibase's changelogs in XML, YAML and JSON: changes by their names, and the SQL in them. Read by lines and tags: no document is
// built from hostile text.
import { excerptOfCode } from "../excerpt.js";
import { destroys, nameWords, narrows, type PlacedRisk, type Risk } from "../risk.js";
import { looksLikeSql } from "../script/looks-like-sql.js";
import { readSql } from "../script/read-sql.js";
import { blank } from "../script/templates.js";
import { type Region, softenWayBack } from "../way-back.js";

export function readChangelog(text: string, format: "xml" | "yaml"): readonly PlacedRisk[] {
  return format === "xml" ? readXml(text) : readYaml(text);
}

type Change = (table: string) => Risk;

const CHANGES: Readonly<Record<string, Change>> = {
  droptable: (table) => destroys(`drops the table ${table}`),
  dropcolumn: (table) => destroys(`drops a column of ${table}`),
  dropview: (table) => destroys(`drops the view ${table}`),
  dropindex: (table) => destroys(`drops an index of ${table}`),
  dropsequence: (table) => destroys(`drops the sequence ${table}`),
  dropprocedure: (table) => destroys(`drops the procedure ${table}`),
  droptrigger: (table) => destroys(`drops the trigger ${table}`),
  dropfunction: (table) => destroys(`drops the function ${table}`),
  dropprimarykey: (table) => destroys(`drops the key of ${table}`),
  dropuniqueconstraint: (table) => destroys(`drops a constraint of ${table}`),
  dropforeignkeyconstraint: (table) => destroys(`drops a foreign key of ${table}`),
  dropallforeignkeyconstraints: (table) => destroys(`drops every foreign key of ${table}`),
  dropcheckconstraint: (table) => destroys(`drops a constraint of ${table}`),
  dropnotnullconstraint: (table) => narrows(`lets a column of ${table} be empty`),
  dropdefaultvalue: (table) => narrows(`takes a default of ${table} away`),
  addnotnullconstraint: (table) => narrows(`makes a column of ${table} required: fails where it is empty`),
  modifydatatype: (table) => narrows(`changes the type of a column of ${table}`),
  renametable: (table) => narrows(`renames the table ${table}: code that uses the old name fails`),
  renamecolumn: (table) => narrows(`renames a column of ${table}: code that uses the old name fails`),
  renameview: (table) => narrows(`renames the view ${table}: code that uses the old name fails`),
  mergecolumns: (table) => destroys(`merges columns of ${table}`),
  executecommand: () => ({ effect: "unread", reason: "runs a command" }),
  customchange: () => ({ effect: "unread", reason: "runs code of its own" }),
  sqlfile: () => ({ effect: "unread", reason: "runs SQL from another file" }),
};

function changeOf(name: string): Change | null {
  const key = (name.split(":").at(-1) ?? "").toLowerCase();
  return Object.hasOwn(CHANGES, key) ? (CHANGES[key] ?? null) : null;
}

function readXml(text: string): readonly PlacedRisk[] {
  const shown = withoutComments(text);
  const risks: PlacedRisk[] = [];
  const back: Region[] = [];
  let backStart: number | null = null;
  let sqlStart: number | null = null;
  let deleteStart: { at: number; table: string } | null = null;
  let hasWhere = false;
  for (const { 0: tag, 1: slash, 2: name = "", 3: attributes = "", index } of shown.matchAll(
    /<(\/?)([A-Za-z][\w:.-]{0,80})([^<>]*)>/g,
  )) {
    const local = (name.split(":").at(-1) ?? "").toLowerCase();
    const [end, isOpen] = [index + tag.length, slash === "" && !attributes.endsWith("/")];
    const table = tableIn(attributes);
    const change = slash === "" ? changeOf(name) : null;
    if (change !== null) risks.push({ ...change(table), start: index, end, text: excerptOfCode(tag) });
    if (local === "rollback" && isOpen) backStart = index;
    if (local === "rollback" && slash !== "" && backStart !== null) back.push({ start: backStart, end });
    if (local === "sql" || local === "createprocedure") {
      if (isOpen) sqlStart = end;
      else if (slash !== "" && sqlStart !== null) {
        risks.push(...readSql({ text: cdata(shown.slice(sqlStart, index)), start: sqlStart, certainty: "run" }));
        sqlStart = null;
      }
    }
    if (local === "where" && isOpen) hasWhere = true;
    if (local === "delete" || local === "update") {
      const whole =
        local === "delete" ? `deletes every row of ${table}` : `overwrites columns in every row of ${table}`;
      if (isOpen) [deleteStart, hasWhere] = [{ at: index, table: whole }, false];
      else if (slash === "") risks.push({ ...destroys(whole), start: index, end, text: excerptOfCode(tag) });
      else if (deleteStart !== null && !hasWhere) {
        risks.push({
          ...destroys(deleteStart.table),
          start: deleteStart.at,
          end,
          text: excerptOfCode(shown.slice(deleteStart.at, deleteStart.at + 200)),
        });
      }
    }
  }
  return softenWayBack(risks, back);
}

function withoutComments(text: string): string {
  let shown = "";
  let at = 0;
  for (let start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--", at)) {
    const end = text.indexOf("-->", start);
    // One that does not end hides nothing.
    if (end < 0) break;
    shown += text.slice(at, start) + blank(text.slice(start, end + 3));
    at = end + 3;
  }
  return shown + text.slice(at);
}

function tableIn(attributes: string): string {
  const [, name] =
    /\b(?:old)?(?:table|view|sequence|procedure|function|trigger)Name\s*=\s*["']([^"'\n]{1,80})["']/i.exec(
      attributes.slice(0, 2_000),
    ) ?? [];
  return name === undefined ? "a table" : nameWords(name);
}

function cdata(sql: string): string {
  return sql.replace(/<!\[CDATA\[|\]\]>/g, (mark) => " ".repeat(mark.length));
}

/** By lines: `- dropTable:` with `tableName:` below, `sql: …`, `sql: |` with a block below. */
function readYaml(text: string): readonly PlacedRisk[] {
  const risks: PlacedRisk[] = [];
  const back: Region[] = [];
  const lines = text.split("\n");
  let at = 0;
  let block: { readonly indent: number; readonly start: number } | null = null;
  let rollback: { readonly indent: number; readonly start: number } | null = null;
  for (const [index, line] of lines.entries()) {
    const start = at;
    at += line.length + 1;
    const indent = line.length - line.trimStart().length;
    const isBlank = line.trim() === "";
    if (block !== null && !isBlank && indent <= block.indent) {
      risks.push(...readSql({ text: text.slice(block.start, start), start: block.start, certainty: "run" }));
      block = null;
    }
    // The entries of a list may stand as far in as its key.
    const isEntry = line.startsWith("-", indent);
    if (rollback !== null && !isBlank && (indent < rollback.indent || (indent === rollback.indent && !isEntry))) {
      back.push({ start: rollback.start, end: start });
      rollback = null;
    }
    if (block !== null || isBlank || line.length > 20_000) continue;
    const [, key, value = ""] = /^[\s-]{0,200}["']?([A-Za-z]\w{0,60})["']?\s{0,20}:(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (key === "rollback") rollback = { indent, start };
    const change = changeOf(key);
    if (change !== null) {
      const near = lines
        .slice(index, index + 6)
        .join("\n")
        .slice(0, 1_000);
      const [, name] = /(?:table|view|sequence)Name["']?\s{0,9}:\s{0,9}["']?([\w.$-]{1,80})/i.exec(near) ?? [];
      risks.push({
        ...change(name === undefined ? "a table" : nameWords(name)),
        start,
        end: start + line.length,
        text: excerptOfCode(line),
      });
    }
    if (key !== "sql" && !looksLikeSql(value)) continue;
    if (/^\s*[|>][-+\d]*\s*$/.test(value)) block = { indent, start: at };
    else if (key === "sql" || rollback !== null) {
      const sql = value.replace(/^(\s*)["']/, "$1 ").replace(/["'],?\s*$/, (quote) => " ".repeat(quote.length));
      if (looksLikeSql(sql))
        risks.push(...readSql({ text: sql, start: start + line.length - value.length, certainty: "run" }));
    }
  }
  if (block !== null) risks.push(...readSql({ text: text.slice(block.start), start: block.start, certainty: "run" }));
  if (rollback !== null) back.push({ start: rollback.start, end: text.length });
  return softenWayBack(risks, back);
}
