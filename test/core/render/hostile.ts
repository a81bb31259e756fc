// Hostile texts for property tests, and what their neutralised form must not hold.
import fc from "fast-check";
import { anyText } from "../../support/any-text.js";

const PIECES = [
  "@alice",
  "@acme/security",
  "#12",
  "GH-12",
  "acme/shop#3",
  "9e174dd1c0ffee",
  "![i](https://e.example/x.png)",
  "[safe](https://evil.example)",
  "<img src=x>",
  "<!--",
  "-->",
  "</details>",
  "```",
  "`",
  "``",
  "~~~",
  "\n",
  "\r\n",
  "\n# heading\n",
  "\n| a | b |\n|---|---|\n",
  "|",
  "\\",
  "\\|",
  "$x$",
  "$",
  ":tada:",
  "*b*",
  "__b__",
  "https://evil.example/a",
  "www.evil.example",
  "mail@evil.example",
  "\u202e",
  "\u200b",
  "\u0000",
  "\uD83D",
  "\u{E0041}",
  "]",
  "](",
  "[",
  "1. ",
  "- [x] ",
  "/countersign approve",
  "word",
  " ",
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, anyText({ maxLength: 6 })), {
    maxLength: 24,
  })
  .map((pieces) => pieces.join(""));

/** The Markdown without its code spans, read by CommonMark's rule for them. */
export function outsideCode(markdown: string): string {
  let rest = markdown;
  let outside = "";
  for (;;) {
    const open = /`+/.exec(rest);
    if (open === null) return outside + rest;
    const after = rest.slice(open.index + open[0].length);
    const close = [...after.matchAll(/`+/g)].find((run) => run[0].length === open[0].length);
    outside += rest.slice(0, open.index);
    if (close === undefined) return `${outside}${open[0]}${after}`;
    rest = after.slice(close.index + close[0].length);
  }
}

/** Nothing outside code spans that GitHub would turn into a mention, a reference, a link, an image, markup or HTML. */
export function expectInert(markdown: string): void {
  const outside = outsideCode(markdown);
  expect(outside).not.toMatch(/[@#<>[\]`\\$*_~|&^{}]/);
  expect(outside).not.toMatch(/:\/\/|www\.|:\w+:/i);
  expect(outside).not.toMatch(/\bgh-\d/i);
  expect(outside).not.toMatch(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/i);
  expect(outside).not.toMatch(/\n/);
}

export function expectNothingInvisible(text: string): void {
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
}
