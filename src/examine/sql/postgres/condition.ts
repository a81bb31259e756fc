// Does a condition pick rows, or does it only look like one? `WHERE 1 = 1`, `WHERE id = id` and `WHERE NOT false` pick every row.
import { isHole } from "../risk.js";
import {
  type Fields,
  fieldsOf,
  isFields,
  type Node,
  namesOf,
  nodeOf,
  nodesBelow,
  nodesOf,
  textOf,
} from "./parse-postgres.js";

/** `unknown`: it depends on what is put in at run time, and on no row. */
export type Extent = "every row" | "no row" | "some rows" | "unknown";

/** `table`: the last word of the name of the table whose rows it picks. */
export function extentOf(condition: unknown, table: string): Extent {
  const node = nodeOf(condition);
  if (node === null) return "every row";
  const { kind, fields } = node;
  switch (kind) {
    case "BoolExpr":
      return ofLogic(fields, table);
    case "A_Const":
      return isTrue(fields) ? "every row" : "no row";
    case "TypeCast":
      return nodeOf(fields.arg)?.kind === "A_Const" ? extentOf(fields.arg, table) : withoutColumns(node);
    case "NullTest":
      return ofNullTest(node);
    case "A_Expr":
      return ofComparison(node);
    case "SubLink":
      return ofSubquery(fields, table);
    case "CurrentOfExpr":
      return "some rows";
    default:
      return withoutColumns(node);
  }
}

function ofLogic({ boolop, args }: Fields, table: string): Extent {
  const parts = nodesOf(args).map((arg) => extentOf({ [arg.kind]: arg.fields }, table));
  if (boolop === "NOT_EXPR") return OPPOSITE[parts[0] ?? "unknown"];
  const order: readonly Extent[] =
    boolop === "AND_EXPR"
      ? ["no row", "some rows", "unknown", "every row"]
      : ["every row", "unknown", "some rows", "no row"];
  return order.find((extent) => parts.includes(extent)) ?? "unknown";
}

const OPPOSITE: Readonly<Record<Extent, Extent>> = {
  "every row": "no row",
  "no row": "every row",
  "some rows": "some rows",
  unknown: "unknown",
};

function isTrue(fields: Fields): boolean {
  const value = constantOf(fields);
  if (value === null) return false;
  return typeof value === "number" ? value !== 0 : !/^(?:f|false|n|no|off|0|)$/i.test(String(value).trim());
}

/** A primary key is never null. */
function ofNullTest(node: Node): Extent {
  const wantsValue = node.fields.nulltesttype === "IS_NOT_NULL";
  if (isKeyColumn(node.fields.arg)) return wantsValue ? "every row" : "no row";
  return withoutColumns(node);
}

/** Columns that every row has a value in, by the names that keys have. */
function isKeyColumn(value: unknown): boolean {
  return /^(?:id|_?row_?id|uuid|guid|pk|ctid|oid)$/i.test(columnOf(value) ?? "");
}

function ofComparison(node: Node): Extent {
  const { kind, name, lexpr, rexpr } = node.fields;
  const operator = namesOf(name).at(-1) ?? "";
  if (kind === "AEXPR_IN" && Array.isArray(fieldsOf(nodeOf(rexpr)?.fields).items)) {
    const items = nodesOf(nodeOf(rexpr)?.fields.items).map((item) => ({ [item.kind]: item.fields }));
    if (items.some((item) => isSame(lexpr, item))) return operator === "=" ? "every row" : "no row";
  }
  const verdict = compareSides(operator, lexpr, rexpr);
  if (verdict !== null) return verdict ? "every row" : "no row";
  if (isKeyColumn(lexpr) && holdsForEveryKey(operator, rexpr)) return "every row";
  return withoutColumns(node);
}

/** True or false where the two sides alone decide; null where the rows do. */
function compareSides(operator: string, left: unknown, right: unknown): boolean | null {
  if (/^[!~]?~~\*?$/.test(operator) && /^%+$/.test(String(constantIn(right)))) return !operator.startsWith("!");
  const [a, b] = [constantIn(left), constantIn(right)];
  if (a !== undefined && b !== undefined) {
    if (a === null || b === null) return false;
    return COMPARE[operator]?.(a, b) ?? null;
  }
  if (!isSame(left, right) || !hasColumn(left)) return null;
  if (/^(?:=|==|<=>|>=|<=|~~\*?)$/.test(operator)) return true;
  return /^(?:<>|<|>)$/.test(operator) ? false : null;
}

type Constant = string | number | boolean | null;

const COMPARE: Readonly<Record<string, (a: NonNullable<Constant>, b: NonNullable<Constant>) => boolean>> = {
  "=": (a, b) => String(a) === String(b),
  "<>": (a, b) => String(a) !== String(b),
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

function holdsForEveryKey(operator: string, right: unknown): boolean {
  const value = constantIn(right);
  if (typeof value !== "number") return value === "" && operator === "<>";
  return (operator === ">" && value <= 0) || (operator === ">=" && value <= 1) || (operator === "<>" && value <= 0);
}

/** `EXISTS (SELECT 1)`, and `id IN (SELECT id FROM the same table)`. */
function ofSubquery({ subLinkType, subselect, testexpr }: Fields, table: string): Extent {
  const query = nodeOf(subselect);
  if (query === null || query.kind !== "SelectStmt") return "some rows";
  const { fromClause, whereClause, limitCount, targetList, op, havingClause } = query.fields;
  if (op !== "SETOP_NONE" || havingClause !== undefined) return "some rows";
  const extent = whereClause === undefined ? "every row" : extentOf(whereClause, table);
  if (subLinkType === "EXISTS_SUBLINK") {
    return fromClause === undefined || extent === "no row" ? extent : "some rows";
  }
  if (extent === "no row" && fromClause !== undefined) return subLinkType === "ALL_SUBLINK" ? "every row" : "no row";
  const sources = nodesOf(fromClause);
  if (subLinkType !== "ANY_SUBLINK" || limitCount !== undefined || extent !== "every row") return "some rows";
  const picks = columnOf(nodesOf(targetList)[0]?.fields.val);
  const isItself = sources.length === 1 && sources[0]?.fields.relname === table && table !== "";
  return isItself && picks !== null && picks === columnOf(testexpr) ? "every row" : "some rows";
}

/** What names no column cannot pick rows: it holds for all of them or for none. */
function withoutColumns(node: Node): Extent {
  let isOpen = false;
  for (const { kind, fields } of nodesBelow({ [node.kind]: node.fields })) {
    if (kind === "ParamRef" || (kind === "ColumnRef" && namesOf(fields.fields).some(isHole))) isOpen = true;
    else if (kind === "ColumnRef" || kind === "SubLink") return "some rows";
    else if (kind === "FuncCall" && /^random/.test(namesOf(fields.funcname).at(-1) ?? "")) return "some rows";
  }
  return isOpen ? "unknown" : "every row";
}

function hasColumn(value: unknown): boolean {
  for (const { kind, fields } of nodesBelow(value)) {
    if (kind === "ColumnRef" && !namesOf(fields.fields).some(isHole)) return true;
  }
  return false;
}

/** The last word of a column's name; null for anything else. */
function columnOf(value: unknown): string | null {
  const node = nodeOf(value);
  return node?.kind === "ColumnRef" ? (namesOf(node.fields.fields).at(-1) ?? null) : null;
}

/** Undefined: no constant. */
function constantIn(value: unknown): Constant | undefined {
  const node = nodeOf(value);
  if (node?.kind === "TypeCast") return constantIn(node.fields.arg);
  return node?.kind === "A_Const" ? constantOf(node.fields) : undefined;
}

/** Zero and false come without a value. */
function constantOf({ isnull, ival, fval, boolval, sval }: Fields): Constant {
  if (isnull === true) return null;
  if (isFields(ival)) return typeof ival.ival === "number" ? ival.ival : 0;
  if (isFields(boolval)) return boolval.boolval === true;
  if (isFields(fval)) return Number(textOf(fval.fval));
  return isFields(sval) ? textOf(sval.sval) : "";
}

/** The same but for where it stands. */
function isSame(a: unknown, b: unknown): boolean {
  return withoutPlaces(a) === withoutPlaces(b);
}

function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === "location" ? undefined : inner));
}
