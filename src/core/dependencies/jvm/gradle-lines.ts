// The lines of a Gradle script with the names of the blocks around them. No Groovy or Kotlin is parsed: comments and texts are
// skipped, and braces counted.

export interface GradleLine {
  /** Trimmed, without comments; a call over several lines is joined. */
  readonly code: string;
  /** 1-based. */
  readonly line: number;
  /** `dependencies`, `repositories`, … outermost first. */
  readonly blocks: readonly string[];
}

const MAX_CODE = 4000;

export function gradleLines(text: string): readonly GradleLine[] {
  const found: GradleLine[] = [];
  const blocks: string[] = [];
  let code = "";
  let start = 1;
  let line = 1;
  let round = 0;
  const finish = () => {
    const trimmed = code.trim();
    if (trimmed !== "") found.push({ code: trimmed.slice(0, MAX_CODE), line: start, blocks: [...blocks] });
    code = "";
    start = line;
  };
  const append = (part: string) => {
    if (code.trim() === "") start = line;
    code += part;
  };
  // Comments, texts, and single characters that mean something here.
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[{}();\n]|[^"'/{}();\n]+|\//g;
  for (const [part] of text.matchAll(token)) {
    if (part === "{") {
      const opener = code.trim();
      finish();
      blocks.push(blockName(opener));
    } else if (part === "}") {
      finish();
      blocks.pop();
    } else if (part === ";" || (part === "\n" && round === 0)) finish();
    else if (!part.startsWith("//") && !part.startsWith("/*")) {
      if (part === "(") round++;
      if (part === ")") round = Math.max(0, round - 1);
      append(part === "\n" ? " " : part);
    }
    for (let at = part.indexOf("\n"); at !== -1; at = part.indexOf("\n", at + 1)) line++;
  }
  finish();
  return found;
}

/** `dependencies`, `maven` of `maven(url)`, `libs` of `create("libs")`. */
function blockName(opener: string): string {
  return /([A-Za-z_]\w{0,60})\s*(?:\([^()]{0,300}\))?$/.exec(opener.slice(-400))?.[1] ?? "";
}
