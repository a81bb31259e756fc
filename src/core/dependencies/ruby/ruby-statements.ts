// Splits a Gemfile or gemspec into statements with the blocks that they stand in. No Ruby is parsed: calls over several lines are
// joined, comments cut, and `do … end` and `if … end` counted.

export interface Statement {
  /** On one line, trimmed. */
  readonly text: string;
  /** 1-based, where it begins. */
  readonly line: number;
  /** The statements that open the blocks around it, outermost first. */
  readonly blocks: readonly string[];
}

const MAX_JOINED = 30;

export function rubyStatements(text: string): readonly Statement[] {
  const found: Statement[] = [];
  const blocks: string[] = [];
  let parts: string[] = [];
  let start = 1;
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    if (written === "__END__") break;
    const line = withoutComment(written).trim().slice(0, 5000);
    if (line === "") continue;
    if (parts.length === 0) start = index + 1;
    parts.push(line);
    if (/(?:,|\(|\[|\{|=>|\\|\+)$/.test(line) && parts.length < MAX_JOINED) continue;
    for (const statement of parts.join(" ").split(/;\s+/)) {
      if (/^(?:end\b|\}\s*$)/.test(statement)) blocks.pop();
      else if (statement !== "") found.push({ text: statement, line: start, blocks: [...blocks] });
      if (opensBlock(statement)) blocks.push(statement);
    }
    parts = [];
  }
  return found;
}

function opensBlock(statement: string): boolean {
  return /\bdo(?:\s*\|[^|]{0,80}\|)?$/.test(statement) || /^(?:if|unless|case|def|begin|while)\b/.test(statement);
}

/** A `#` outside of quotes. */
function withoutComment(line: string): string {
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    if (quote !== "") {
      if (char === "\\") at++;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "#") return line.slice(0, at);
  }
  return line;
}
