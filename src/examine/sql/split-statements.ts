// Cuts SQL of any dialect into statements at its semicolons. It knows quotes, comments and parentheses, and no grammar.

export interface Statement {
  /** Offsets in the script: from the first word to behind the semicolon; without one, to behind the script. */
  readonly start: number;
  readonly end: number;
  /** As long as the statement, with blanks for comments and for what texts hold. */
  readonly plain: string;
  /** The first text that holds code in dollar quotes or the like is found here: what the texts hold, without their quotes. */
  readonly texts: readonly { readonly start: number; readonly end: number }[];
  /** Where a quote or a comment is left open. */
  readonly openAt: number | null;
}

/**
 * `isMysql`: backslashes escape, `#` begins a comment, dollars quote nothing, comments do not nest, and what comments that begin with
 * `!` hold is run.
 */
export function splitStatements(script: string, isMysql: boolean): readonly Statement[] {
  const statements: Statement[] = [];
  let [first, plain, depth] = [0, "", 0];
  let texts: Statement["texts"][number][] = [];
  let openAt: number | null = null;
  const close = (end: number): void => {
    const lead = plain.search(/[^\s;]/);
    if (lead >= 0 || texts.length > 0 || openAt !== null) {
      const start = first + Math.max(0, lead);
      statements.push({ start, end, plain: plain.slice(start - first), texts, openAt });
    }
    [first, plain, depth, texts, openAt] = [end, "", 0, [], null];
  };
  for (let at = 0; at < script.length; ) {
    const piece = pieceAt(script, at, isMysql);
    plain += piece.kind === "code" ? script.slice(at, piece.end) : blank(script.slice(at, piece.end));
    if (piece.kind === "text") texts.push(piece.inner);
    if (piece.kind === "open") openAt = at;
    const mark = piece.kind === "code" ? script.slice(at, piece.end) : "";
    at = piece.end;
    if (mark === "(") depth += 1;
    else if (mark === ")") depth = Math.max(0, depth - 1);
    else if (mark === ";" && depth === 0) close(at);
  }
  close(script.length + 1);
  return statements;
}

export function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

type Piece =
  | { readonly kind: "code" | "comment" | "open"; readonly end: number }
  | { readonly kind: "text"; readonly end: number; readonly inner: Statement["texts"][number] };

const CODE = /[^'"`$/#;()*-]+/y;

function pieceAt(script: string, at: number, isMysql: boolean): Piece {
  const [first, two] = [script.charAt(at), script.slice(at, at + 2)];
  if (first === "'" || first === '"' || first === "`") return quotedAt(script, at, isMysql);
  // `#>` and `#>>` are operators.
  if (two === "--" || (first === "#" && isMysql && two !== "#>")) {
    const end = script.indexOf("\n", at);
    return { kind: "comment", end: end < 0 ? script.length : end };
  }
  if (two === "/*") return commentAt(script, at, isMysql);
  if (two === "*/" && isMysql) return { kind: "comment", end: at + 2 };
  if (first === "$" && !isMysql && !/\w/.test(script.charAt(at - 1))) {
    const tag = stickyMatch(/\$(?:[A-Za-z_]\w{0,62})?\$/y, script, at);
    const start = at + tag.length;
    const end = tag === "" ? 0 : script.indexOf(tag, start);
    if (end < 0) return { kind: "open", end: script.length };
    if (end > 0) return { kind: "text", end: end + tag.length, inner: { start, end } };
  }
  return { kind: "code", end: at + Math.max(1, stickyMatch(CODE, script, at).length) };
}

/** Comments nest in PostgreSQL and SQL Server. */
function commentAt(script: string, at: number, isMysql: boolean): Piece {
  if (isMysql) {
    const run = stickyMatch(/\/\*M?!\d*/y, script, at);
    const end = run === "" ? script.indexOf("*/", at + 2) + 2 : at + run.length;
    return end < 2 ? { kind: "open", end: script.length } : { kind: "comment", end };
  }
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return { kind: "comment", end: marks.lastIndex };
  }
  return { kind: "open", end: script.length };
}

/** A doubled quote stands for itself. Short names are left as they are. */
function quotedAt(script: string, at: number, isMysql: boolean): Piece {
  const quote = script.charAt(at);
  const escapes = quote !== "`" && (isMysql || /(?:^|\W)e$/i.test(script.slice(Math.max(0, at - 2), at)));
  const stop = new RegExp(escapes ? `[${quote}\\\\]` : quote, "g");
  stop.lastIndex = at + 1;
  for (let found = stop.exec(script); found !== null; found = stop.exec(script)) {
    const next = found.index + 1;
    if (found[0] === "\\" || script.charAt(next) === quote) stop.lastIndex = next + 1;
    else if (quote !== "'" && /^[\w.$@#-]{1,63}$/.test(script.slice(at + 1, next - 1)))
      return { kind: "code", end: next };
    else return { kind: "text", end: next, inner: { start: at + 1, end: next - 1 } };
  }
  return { kind: "open", end: script.length };
}

function stickyMatch(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
