// The SQL in the texts of source code. Texts that are joined count as one; what is put in between is a hole.
import { HOLE, type SqlPiece } from "../risk.js";
import { isSentence, looksLikeSql } from "../script/looks-like-sql.js";
import type { CodeToken } from "./lexer.js";

/** Parts that are joined to one text. */
const MAX_PARTS = 300;
/** Texts of one file. The rest of a file with more is handed on as it is, and cannot be read. */
const MAX_PIECES = 5_000;

export function sqlTexts(tokens: readonly CodeToken[], source: string): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.kind !== "text") continue;
    const { piece, last } = joinedText(tokens, index, source);
    const isHanded = isRun(tokens, index);
    const isSql = looksLikeSql(piece.text) || (isHanded && /^\s*truncate\s+\w/i.test(piece.text));
    if (isSql && (isHanded || !isSentence(piece.text))) {
      if (pieces.length >= MAX_PIECES)
        return [...pieces, { ...piece, text: source.slice(piece.start), certainty: "run" }];
      pieces.push({ ...piece, certainty: isHanded ? "run" : "likely" });
    }
    index = last;
  }
  return pieces;
}

function joinedText(
  tokens: readonly CodeToken[],
  first: number,
  source: string,
): { readonly piece: SqlPiece; readonly last: number } {
  const token = tokens[first];
  if (token?.content === undefined) return { piece: { text: "", start: 0, certainty: "likely" }, last: first };
  const isHeredoc = token.content.start > token.end;
  let text = contentText(token, source);
  let at = isHeredoc ? token.content.end : token.end;
  const start = isHeredoc ? token.content.start : token.start;
  let last = first;
  for (let parts = 1; parts < MAX_PARTS && !isHeredoc; parts += 1) {
    const next = nextPart(tokens, last);
    const [from, to] = [tokens[next?.from ?? -1], tokens[next?.to ?? -1]];
    if (next === null || from === undefined || to === undefined || (from.content?.start ?? 0) > from.end) break;
    text += " ".repeat(from.start - at);
    text +=
      from.kind === "text" && next.from === next.to ? contentText(from, source) : HOLE.repeat(to.end - from.start);
    at = to.end;
    last = next.to;
  }
  return { piece: { text, start, certainty: "likely" }, last };
}

/** The next operand behind a `+`, `.`, `<>` or nothing but a line's end; null: the text ends here. */
function nextPart(tokens: readonly CodeToken[], last: number): { readonly from: number; readonly to: number } | null {
  const [here, next, after] = [tokens[last], tokens[last + 1], tokens[last + 2]];
  if (here === undefined || next === undefined) return null;
  if (next.kind === "text" && here.kind === "text") return { from: last + 1, to: last + 1 };
  if (next.text === "\\" && after?.kind === "text") return { from: last + 2, to: last + 2 };
  const from =
    next.text === "+" || next.text === "." || next.text === "&"
      ? last + 2
      : next.text === "<" && after?.text === ">"
        ? last + 3
        : -1;
  const operand = tokens[from];
  if (
    operand === undefined ||
    (next.text === "." && next.end === operand.start && operand.kind === "word" && !operand.text.startsWith("$"))
  )
    return null;
  return operand.kind === "text" ? { from, to: from } : { from, to: endOfOperand(tokens, from) };
}

/** The last token of an expression: up to the next operator or the end of the argument. */
function endOfOperand(tokens: readonly CodeToken[], from: number): number {
  let depth = 0;
  let to = from;
  for (let index = from; index < Math.min(tokens.length, from + 200); index += 1) {
    const text = tokens[index]?.kind === "mark" ? tokens[index]?.text : "";
    if (text === "(" || text === "[" || text === "{") depth += 1;
    else if (text === ")" || text === "]" || text === "}") depth -= 1;
    if (depth < 0 || (depth === 0 && (text === "," || text === ";"))) break;
    if (depth === 0 && index > from && (text === "+" || isBeforeText(tokens, index))) break;
    to = index;
  }
  return to;
}

/** A `.`, `&` or `<>` that joins a text to what stands before it. */
function isBeforeText(tokens: readonly CodeToken[], index: number): boolean {
  const [here, next, after] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (here?.kind === "text") return true;
  if (here?.text === "<" && next?.text === ">") return after?.kind === "text";
  return (here?.text === "." || here?.text === "&") && next?.kind === "text";
}

/** As long as the token, or as its body: delimiters and escapes are blanks, what is put in is a hole. */
export function contentText(token: CodeToken, source: string): string {
  const { content } = token;
  if (content === undefined) return "";
  const isBody = content.start > token.end;
  let text = isBody ? "" : " ".repeat(content.start - token.start);
  let at = content.start;
  for (const { start, end } of content.computed) {
    text += plainText(source.slice(at, start), content.escape) + HOLE.repeat(end - start);
    at = end;
  }
  text += plainText(source.slice(at, content.end), content.escape);
  return isBody ? text : text + " ".repeat(token.end - content.end);
}

function plainText(raw: string, escaping: "backslash" | "doubled" | "none"): string {
  const text =
    escaping === "backslash"
      ? raw.replace(/\\[nrt]/g, (pair) => (pair === "\\n" ? " \n" : "  ")).replace(/\\(["'`$])/g, " $1")
      : raw;
  return text.replace(PLACEHOLDERS, (placeholder) => HOLE.repeat(placeholder.length));
}

/** Of format strings and of database drivers. `::type` is a cast, `'12:30'` a time. */
const PLACEHOLDERS =
  /\$\{[^{}\n]{0,200}\}|#\{[^{}\n]{0,200}\}|%\(\w{1,60}\)[sd]|%(?:\d\$)?[sdvqi](?!\w)|\{\$?[\w.!:[\]'"]{0,60}\}|(?<![:\w'])[:@][A-Za-z_]\w{0,60}|(?<![\w$])\$[A-Za-z_]\w{0,60}(?!\$)|\?(?![?|&]|\s{0,9}')/g;

/** Functions and tags that hand a text to the database. */
const RUNS =
  /^(?:execute\w*|exec\w*|query\w*|raw|run|unprepared|statement|addSql|Sql|SQL|sql|RunSQL|text|prepare\w*|createNativeQuery|nativeQuery|NativeQuery|Query|FromSql\w*|ExecuteSql\w*|\$(?:execute|query)Raw\w*|unsafe|select_all|exec_\w+|find_by_sql|literal|batch|mutate|cmd|command|CommandText)!?$/;

function isRun(tokens: readonly CodeToken[], index: number): boolean {
  const before = tokens[index - 1];
  if (before?.kind === "word") return RUNS.test(before.text);
  // Behind `(`, or `([`, or `(sql=`, or the argument that goes ahead of it.
  for (let at = index - 1; at >= Math.max(0, index - 6); at -= 1) {
    const token = tokens[at];
    if (token?.kind === "mark" && token.text === "(" && RUNS.test(tokens[at - 1]?.text ?? "")) return true;
    if (token?.kind === "mark" && /[;{}]/.test(token.text)) return false;
  }
  return false;
}
