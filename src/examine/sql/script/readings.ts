// Which dialect a text is, as far as it matters: where text ends and code begins.
import type { Token } from "./lexer.js";

export function looksLikeMysql(text: string): boolean {
  return /`|\/\*M?!|^[ \t]*delimiter\b|\bengine\s*=|\\'|^[ \t]*#/im.test(text);
}

/** SQLite takes backticks too, and no backslash. */
export function mayBeSqlite(text: string): boolean {
  return /\bautoincrement\b|\bpragma\b|\bwithout\s+rowid\b|\bsqlite/i.test(text);
}

/** Places where one dialect runs what another takes for text or for a comment. */
export function readsTwoWays(text: string): boolean {
  return /\\['"]|\/\*M?!|[^\s-][ \t]*--[^\s-]|#(?!>|- ?')|\/\*[^*]*\/\*/.test(text);
}

/** Statements of other dialects that do no harm by themselves, by their first word. */
const KNOWN: ReadonlySet<string> = new Set(
  "select insert create set use begin start commit rollback savepoint release show describe desc explain analyze analyse declare if else elseif elsif end while loop repeat until return print comment with values lock unlock call fetch open close deallocate pragma vacuum reindex optimize merge update delete alter replace raise raiserror throw leave iterate signal resignal get exec execute prepare case when for null check checkpoint refresh add rename grant revoke drop truncate do try catch waitfor copy upsert put list cache uncache exception continue exit perform goto transaction deny abort cluster discard listen notify unlisten move import security reset kill flush emit on".split(
    " ",
  ),
);

export function isKnownVerb(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ kind, text }) => !(kind === "mark" && /^[(;)}{]$/.test(text)));
  if (first === undefined) return true;
  // `@x = …`, `<<label>>`, `x := …` and `end;` in the bodies of procedures.
  if (/^[@:<]/.test(first.text)) return true;
  if (
    tokens
      .slice(1, 6)
      .some(
        ({ text, start }, index) =>
          text === ":" && tokens[index + 2]?.text === "=" && tokens[index + 2]?.start === start + 1,
      )
  ) {
    return true;
  }
  return first.kind === "word" && KNOWN.has(first.text);
}
