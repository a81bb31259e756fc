// What stands in scripts beside SQL: commands of the clients that run them, batches' ends, data. Each is replaced by as many
// blanks, so that all places stay; what only the client knows is a risk of its own.
import { narrows, type Risk, unread } from "../risk.js";
import { looksLikeSql } from "./looks-like-sql.js";
import { blank, VERBS } from "./templates.js";

export interface Prepared {
  /** As long as the text that came in. */
  readonly text: string;
  readonly risks: readonly (Risk & { readonly start: number; readonly end: number })[];
}

export function prepareScript(script: string): Prepared {
  const risks: Prepared["risks"][number][] = [];
  const lines = script.replace(BREAKPOINT, (mark) => `;${blank(mark.slice(1))}`).split("\n");
  let at = 0;
  let delimiter = ";";
  let isData = false;
  let inString = false;
  const prepared = lines.map((line) => {
    const start = at;
    at += line.length + 1;
    if (isData) {
      isData = line.trimEnd() !== "\\.";
      // Data that reads like code may be code: the comment or text that the COPY stands in would end here.
      if (looksLikeSql(line) || line.includes("*/"))
        risks.push({ ...unread("holds statements where data should stand"), start, end: start + line.length });
      return blank(line);
    }
    const command = inString ? null : readCommand(line);
    if (command === null) {
      isData = COPY_DATA.test(line);
      if (isLongText(line)) return line;
      inString = leavesStringOpen(line, inString);
      return delimiter === ";" ? line : endStatement(line, delimiter);
    }
    if (command.delimiter !== undefined) delimiter = command.delimiter;
    const risk = command.risk ?? (VERBS.test(line) ? CLIENT : undefined);
    if (risk !== undefined) risks.push({ ...risk, start, end: start + line.length });
    return command.isEnd ? `;${" ".repeat(Math.max(0, line.length - 1))}` : blank(line);
  });
  return { text: prepared.join("\n"), risks };
}

/** Drizzle cuts its files at these. */
const BREAKPOINT = /--> ?statement-breakpoint/g;

interface Command {
  readonly delimiter?: string;
  readonly isEnd?: boolean;
  readonly risk?: Risk;
}

/** Null: an ordinary line. */
function readCommand(line: string): Command | null {
  if (!/^\s*(?:\\|go\b|delimiter\b|\/\s*$|\.\w|:\w|@|source\b)/i.test(line) || isLongText(line)) return null;
  const [, psql] = /^\s*\\([\w!?+;.]*)/.exec(line) ?? [];
  if (psql !== undefined) return readPsql(psql, line);
  if (/^\s*go(?:\s+\d+)?\s*;?\s*$/i.test(line) || /^\s*\/\s*$/.test(line)) return { isEnd: true };
  const [, delimiter] = /^\s*delimiter\s+(\S{1,16})\s*$/i.exec(line) ?? [];
  if (delimiter !== undefined) return { delimiter };
  if (/^\.(?:system|shell|read|import|restore|load|once|output|excel)\b/.test(line)) return { risk: CLIENT };
  if (
    /^\.(?:mode|headers?|echo|bail|timer|width|open|tables|schema|print|changes|nullvalue|separator|dump)\b/.test(line)
  )
    return {};
  if (/^\s*:(?:r|!!)\s/.test(line) || /^\s*(?:@@?|source\s+)[\w./\\$-]+\.\w+;?\s*$/i.test(line)) {
    return { risk: CLIENT };
  }
  return /^\s*:(?:setvar|on\s+error|connect)\b/i.test(line) ? {} : null;
}

const CLIENT = unread("has the client run another file or a command");

/** Commands of psql that neither run nor read anything. */
const HARMLESS =
  /^(?:a|echo|qecho|warn|set|unset|pset|timing|x|t|q|quit|encoding|restrict|unrestrict|if|elif|else|endif|errverbose|prompt|conninfo|d\w*\+?|l\+?|z|p|r|h|\?|\.|)$/;

function readPsql(command: string, line: string): Command {
  if (command === "g" || command === ";") return { isEnd: true };
  if (command === "c" || command === "connect") return { risk: narrows("goes on in another database") };
  if (command === "copy") return /\bprogram\b/i.test(line.slice(0, 2_000)) ? { risk: CLIENT } : {};
  return HARMLESS.test(command) ? {} : { risk: CLIENT };
}

const COPY_DATA = /^\s*copy\s[^;]{0,2000}\bfrom\s+stdin\b[^;]{0,500};\s*$/i;

/** Nobody writes commands on such lines, and they must not be looked at twice. */
function isLongText(line: string): boolean {
  return line.length > 4_000;
}

/** Roughly: a line inside a text of several lines is no command. */
function leavesStringOpen(line: string, wasOpen: boolean): boolean {
  const quotes = line.replace(/--.*$/, "").split("'").length - 1;
  return quotes % 2 === 1 ? !wasOpen : wasOpen;
}

function endStatement(line: string, delimiter: string): string {
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith(delimiter)) return line;
  return `${trimmed.slice(0, -delimiter.length)};${" ".repeat(line.length - trimmed.length + delimiter.length - 1)}`;
}
