// Calls that change or destroy what a database holds, by the names that frameworks gave them.
import { excerptOfTokens } from "../excerpt.js";
import { type PlacedRisk, unread } from "../risk.js";
import { pairBrackets } from "./brackets.js";
import { type CallJudge, type Code, callAt } from "./call.js";
import { ROW_CALLS } from "./calls-of-rows.js";
import { SCHEMA_CALLS } from "./calls-of-schemas.js";
import type { CodeToken } from "./lexer.js";

export function riskyCalls(file: Omit<Code, "texts">): readonly PlacedRisk[] {
  const { tokens, source } = file;
  const code: Code = { ...file, texts: namesOfTexts(tokens) };
  const pairs = pairBrackets(tokens);
  const risks: PlacedRisk[] = [];
  let looked = 0;
  for (const [index, { kind, text, start, end }] of tokens.entries()) {
    if (kind !== "word" || !Object.hasOwn(JUDGES, text)) continue;
    looked += 1;
    if (looked > MAX_CALLS) {
      risks.push({ ...unread("goes on with more calls than are looked at"), start, end: source.length, text });
      break;
    }
    const call = callAt(code, index, pairs);
    const risk = call === null ? null : (JUDGES[text]?.(call, code) ?? null);
    if (call === null || risk === null) continue;
    const shown = tokens.slice(index, index + SHOWN_TOKENS).filter((token) => token.end <= call.end);
    risks.push({ ...risk, start: call.start, end: Math.max(call.end, end), text: excerptOfTokens(source, shown) });
  }
  return risks;
}

/** Calls of one file by the names below. */
const MAX_CALLS = 10_000;

function namesOfTexts(tokens: readonly CodeToken[]): ReadonlySet<string> {
  const names = tokens.filter(({ kind }, index) => {
    if (kind !== "word" || !/^[:=]$/.test(tokens[index + 1]?.text ?? "")) return false;
    return tokens.slice(index + 2, index + 5).some((token) => token.kind === "text");
  });
  return new Set(names.map(({ text }) => text));
}

/** More never fit into an excerpt. */
const SHOWN_TOKENS = 130;

const JUDGES: Readonly<Record<string, CallJudge>> = { ...ROW_CALLS, ...SCHEMA_CALLS };
