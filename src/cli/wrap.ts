// Breaks a line at its words, for columns of a table. A word that is longer than the column is broken where it must be.

/** Lines of at most `width` UTF-16 units, joined by line breaks. Breaks that are there stay. */
export function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").flatMap((whole) => pieces(whole, width))) {
    const joined = current === "" ? word : `${current} ${word}`;
    if (joined.length <= width) current = joined;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

function pieces(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  const characters = [...word];
  const found: string[] = [];
  for (let at = 0; at < characters.length; at += width) found.push(characters.slice(at, at + width).join(""));
  return found;
}
