// Rewrites tokens of any dialect so that PostgreSQL's parser may read them: what is quoted otherwise, variables, placeholders.
import { HOLE } from "../risk.js";
import type { Reading, Token } from "./lexer.js";

/** Places are lost. */
export function toPostgres(tokens: readonly Token[], reading: Reading): string {
  let sql = "";
  let end: number | null = null;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const next = tokens[index + 1];
    const gap = end === null || token.start === end ? "" : " ";
    end = token.end;
    if (reading === "mysql" && isPair(token, next, "|")) sql += " OR ";
    else if (reading === "mysql" && isPair(token, next, "&")) sql += " AND ";
    else if (reading === "mysql" && (isPair(before, token, "|") || isPair(before, token, "&"))) sql += " ";
    else sql += `${gap}${rewritten(token, before, next)}`;
  }
  return sql;
}

function isPair(token: Token | undefined, next: Token | undefined, mark: string): boolean {
  return token?.text === mark && next?.text === mark && token.kind === "mark" && token.end === next.start;
}

function rewritten({ kind, text, end }: Token, before: Token | undefined, next: Token | undefined): string {
  switch (kind) {
    case "name":
      return `"${text.replaceAll('"', "'") || HOLE}"`;
    case "string":
      return text.includes("\\") && text.startsWith("'") ? "'…'" : text;
    case "word":
      if (before?.text === ":" && before.kind === "mark") return HOLE;
      return /^[@#]/.test(text) ? (text.startsWith("@") ? HOLE : `"${text}"`) : text;
    case "mark":
      if (text === "?") return HOLE;
      // `:name` is a placeholder, `::type` a cast, `:=` an assignment.
      return text === ":" && next?.kind === "word" && next.start === end && before?.text !== ":" ? " " : text;
    default:
      return text;
  }
}
