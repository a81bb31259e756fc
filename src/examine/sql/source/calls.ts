// Calls that change or destroy what a database holds, by the names that frameworks gave them.
import { excerptOfCode } from "../excerpt.js";
import type { PlacedRisk, Risk } from "../risk.js";
import { pairBrackets } from "./brackets.js";
import { type Call, type Code, callAt } from "./call.js";
import { ROW_CALLS } from "./calls-of-rows.js";
import { SCHEMA_CALLS } from "./calls-of-schemas.js";

/** What one call means; null: nothing that matters here. */
export type CallJudge = (call: Call, code: Code) => Risk | null;

export function riskyCalls(code: Code): readonly PlacedRisk[] {
  const { tokens, source } = code;
  const pairs = pairBrackets(tokens);
  return tokens.flatMap(({ kind, text }, index): PlacedRisk[] => {
    if (kind !== "word" || !Object.hasOwn(JUDGES, text)) return [];
    const call = callAt(code, index, pairs);
    const risk = call === null ? null : (JUDGES[text]?.(call, code) ?? null);
    if (call === null || risk === null) return [];
    return [{ ...risk, start: call.start, end: call.end, text: excerptOfCode(source.slice(call.start, call.end)) }];
  });
}

const JUDGES: Readonly<Record<string, CallJudge>> = { ...ROW_CALLS, ...SCHEMA_CALLS };
