// What stands in scripts beside SQL: commands of the clients that run them, ends of batches, data, templates. Each is replaced by as
// many blanks, so that all places stay; what only the client knows is a risk of its own.
import { HOLE, narrows, type PlacedRisk, type Risk, unread } from "./risk.js";
import { blank } from "./split-statements.js";

export function withoutCommands(script: string): { readonly sql: string; readonly risks: readonly PlacedRisk[] } {
  const risks: PlacedRisk[] = [];
  let [at, delimiter, isData] = [0, ";", false];
  const lines = withoutTemplates(script).split("\n");
  const kept = lines.map((line) => {
    const start = at;
    at += line.length + 1;
    const warn = (risk: Risk) => risks.push({ ...risk, start, end: start + line.length });
    if (isData) {
      isData = line.trimEnd() !== "\\.";
      // Data that reads like code may be code: the comment or text that the COPY stands in would end here.
      if (VERBS.test(line) || line.includes("*/")) warn(unread("holds statements where data should stand"));
      return blank(line);
    }
    const command = line.length > MAX_COMMAND ? null : readCommand(line);
    if (command === null) {
      isData = COPY_DATA.test(line);
      return delimiter === ";" ? line : line.replace(/\S+(?=\s*$)/, (end) => endStatement(end, delimiter));
    }
    delimiter = command.delimiter ?? delimiter;
    // A quote that is left open would turn what follows inside out.
    const isOdd = VERBS.test(line) || line.split("'").length % 2 === 0;
    if (command.risk !== undefined || isOdd) warn(command.risk ?? CLIENT);
    return command.isEnd === true ? `;${blank(line.slice(1))}` : blank(line);
  });
  return { sql: kept.join("\n"), risks };
}

/** Longer lines are data. */
const MAX_COMMAND = 4_000;
const COPY_DATA = /^\s*copy\s[^;]{0,2000}\bfrom\s+stdin\b[^;]{0,500};\s*$/i;
const CLIENT = unread("has the client run another file or a command");
/** What a line that is taken for something else must not hold. */
const VERBS =
  /\b(?:drop|truncate|delete\s+from|update\s+\S+\s+set|alter|merge\s+into|grant|revoke|exec|execute|where)\b/i;

interface Command {
  readonly delimiter?: string;
  readonly isEnd?: boolean;
  readonly risk?: Risk;
}

/** Null: an ordinary line. */
function readCommand(line: string): Command | null {
  const [, psql] = /^\s*\\([\w!?+;.]*)/.exec(line) ?? [];
  if (psql !== undefined) return readPsql(psql, line);
  if (/^\s*(?:go(?:\s+\d+)?\s*;?|\/)\s*$/i.test(line)) return { isEnd: true };
  const [, delimiter] = /^\s*delimiter\s+(\S{1,16})\s*$/i.exec(line) ?? [];
  if (delimiter !== undefined) return { delimiter };
  if (/^\.(?:system|shell|read|import|restore|load|once|output|excel)\b|^\s*:(?:r|!!)\s/.test(line))
    return { risk: CLIENT };
  if (/^\s*(?:@@?|source\s+)[\w./\\$-]+\.\w+;?\s*$/i.test(line)) return { risk: CLIENT };
  return /^\.[a-z]+\b|^\s*:(?:setvar|on\s+error|connect)\b/i.test(line) ? {} : null;
}

/** Commands of psql that neither run nor read anything. */
const HARMLESS =
  /^(?:a|echo|qecho|warn|set|unset|pset|timing|x|t|q|quit|encoding|restrict|unrestrict|if|elif|else|endif|errverbose|prompt|conninfo|d\w*\+?|l\+?|z|p|r|h|\?|\.|)$/;

function readPsql(command: string, line: string): Command {
  if (command === "g" || command === ";") return { isEnd: true };
  if (command === "c" || command === "connect") return { risk: narrows("goes on in another database") };
  if (command === "copy") return /\bprogram\b/i.test(line) ? { risk: CLIENT } : {};
  return HARMLESS.test(command) ? {} : { risk: CLIENT };
}

function endStatement(end: string, delimiter: string): string {
  if (!end.endsWith(delimiter)) return end;
  return `${end.slice(0, -delimiter.length)};${blank(delimiter.slice(1))}`;
}

/** Jinja, ERB, Mustache: what they put in is not known here. What could hide a statement of its own stays. */
function withoutTemplates(script: string): string {
  const unlessCode = (by: string) => (text: string) => (VERBS.test(text) ? text : text.replace(/[^\n]/g, by));
  return script
    .replace(/\{%[^%;]{0,2000}%\}|\{#[^#;]{0,4000}#\}|<%#[^%;]{0,2000}%>/g, unlessCode(" "))
    .replace(/\{\{[^{};]{0,1000}\}\}|<%[=-]?[^%;]{0,1000}%>|\$\{[\w.:-]{1,100}\}/g, unlessCode(HOLE));
}
