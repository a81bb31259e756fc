// Fragments of a policy file inside a message: one line, cut, between backticks that the fragment cannot close.

const MAX_QUOTED_CHARS = 60;

export function quote(fragment: string): string {
  const oneLine = fragment
    .replace(/[ \t\r\n]+/g, " ")
    .replace(/(?! )[\p{C}\p{Z}]/gu, "\ufffd")
    .replace(/`/g, "'")
    .trim();
  const chars = [...oneLine.slice(0, 2 * MAX_QUOTED_CHARS)];
  const cut = chars.length > MAX_QUOTED_CHARS ? `${chars.slice(0, MAX_QUOTED_CHARS - 1).join("")}…` : chars.join("");
  return cut === "" ? "nothing" : `\`${cut}\``;
}
