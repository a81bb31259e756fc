// Data files whose very text counts, and texts that readers of one format do not agree on. They are not compared at all.
import type { DataKind } from "./kinds.js";

/** Why the text is not compared; null when nothing speaks against it. */
export function findTextHazard({ format }: DataKind, text: string): string | null {
  return (
    HAZARDS.find(({ only, pattern }) => (only === undefined || only.includes(format)) && pattern.test(text))?.reason ??
    null
  );
}

interface Hazard {
  readonly only?: readonly DataKind["format"][];
  /** Linear on any text. */
  readonly pattern: RegExp;
  readonly reason: string;
}

const HAZARDS: readonly Hazard[] = [
  {
    // Some YAML readers end a line there, and few editors show it.
    pattern: /\r(?!\n)|[\u0085\u2028\u2029]/,
    reason: "it holds characters that end a line for some readers only",
  },
  {
    pattern: /(?![\t\n\r])\p{Cc}|\ufffd/u,
    reason: "it holds control characters or is no UTF-8",
  },
  { pattern: /[\s\S]\uFEFF/, reason: "it holds a byte order mark within" },
  // A template's text is filled in before anybody parses it: white space and quotes decide what comes of it.
  { pattern: /\{%|%\}|<%|\{\{[-~#/]|[-~]\}\}/, reason: "it is a template" },
  { only: ["yaml", "toml", "lines"], pattern: /(?:^|[^$])\{\{/, reason: "it may be a template" },
  { pattern: /^\uFEFF?(?:#[!\w]|## ?template:|\$)/, reason: "its first line says who reads it" },
  // Comments and spelling are part of what is signed or encrypted.
  { pattern: /^[ \t]{0,8}(?:\[?"?sops"?\]?)[ \t]{0,8}(?::|$)|\bENC\[AES/m, reason: "it is encrypted or signed" },
  { only: ["yaml"], pattern: /^%/m, reason: "it has directives for the YAML reader" },
];
