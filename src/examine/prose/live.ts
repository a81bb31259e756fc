// Where an expression or a tag of a page ends. JavaScript is not parsed here: what could end elsewhere is not understood.

/** Offset behind the brace that closes the one at `start`; null: in doubt. */
export function findExpressionEnd(text: string, start: number): number | null {
  /** What closes what is open: a brace, or the end of a template string. */
  const open: ("}" | "`")[] = [];
  for (let at = start; at < text.length; ) {
    const char = text[at] ?? "";
    if (open.at(-1) === "`") {
      if (char === "`") open.pop();
      else if (text.startsWith("${", at)) open.push("}");
      at += char === "\\" || text.startsWith("${", at) ? 2 : 1;
      continue;
    }
    if (char === "{") open.push("}");
    else if (char === "`") open.push("`");
    else if (char === "}") {
      open.pop();
      if (open.length === 0) return at + 1;
    } else if (char === '"' || char === "'" || char === "/") {
      const end = char === "/" ? findSlashEnd(text, at) : findStringEnd(text, at, char);
      if (end === null) return null;
      at = end;
      continue;
    }
    at++;
  }
  return null;
}

function offsetBehind(text: string, sign: string, from: number): number | null {
  const at = text.indexOf(sign, from);
  return at === -1 ? null : at + sign.length;
}

/** A comment, or the slash of a tag. A regular expression and a division look alike: null. */
function findSlashEnd(text: string, at: number): number | null {
  if (text.startsWith("/*", at)) return offsetBehind(text, "*/", at + 2);
  if (text.startsWith("//", at)) {
    const end = text.indexOf("\n", at);
    return end === -1 ? null : end;
  }
  return text[at + 1] === ">" || text[at - 1] === "<" ? at + 1 : null;
}

function findStringEnd(text: string, start: number, quote: string): number | null {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return at + 1;
    if (text[at] === "\n") return null;
    if (text[at] === "\\") at++;
  }
  return null;
}

/** Offset behind the tag, or behind the whole element where its content is no prose; null: in doubt. */
export function readTag(text: string, start: number): number | null {
  // An error in MDX itself; site generators turn it into a comment before.
  if (text.startsWith("<!--", start)) return offsetBehind(text, "-->", start + 4);
  const name = /^<\/?([A-Za-z_$][\w$.:-]{0,99})?(?=[\s/>])/.exec(text.slice(start, start + 110));
  if (name === null) return null;
  const end = findTagEnd(text, start + name[0].length);
  const [, element = ""] = name;
  if (end === null || !HOLDS_CODE.test(element) || name[0].startsWith("</") || text[end - 2] === "/") return end;
  return findElementEnd(text, end, element);
}

/** Elements and components in which text is code, data for one, or not read as Markdown. */
const HOLDS_CODE =
  /script|style|iframe|svg|math|template|object|sandpack|playground|live|repl|sandbox|runner|exec|eval|preview|editor|render|mermaid|demo|prompt|head$/i;

function findTagEnd(text: string, from: number): number | null {
  for (let at = from; at < text.length; ) {
    const char = text[at] ?? "";
    if (char === ">") return at + 1;
    if (char === "<" || char === "}" || (char === "/" && !/^\/\s{0,9}>/.test(text.slice(at, at + 12)))) return null;
    if (char === "{") {
      const end = findExpressionEnd(text, at);
      if (end === null) return null;
      at = end;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end === -1) return null;
      at = end + 1;
    } else at++;
  }
  return null;
}

/** Null where another of its name stands within. */
function findElementEnd(text: string, from: number, element: string): number | null {
  const close = text.indexOf(`</${element}`, from);
  if (close === -1 || text.slice(from, close).includes(`<${element}`)) return null;
  return findTagEnd(text, close + element.length + 2);
}
