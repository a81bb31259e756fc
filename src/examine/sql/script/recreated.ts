// `DROP VIEW IF EXISTS x; CREATE VIEW x …` takes nothing away but for a moment. Of what holds rows that is not true.
import type { PlacedRisk } from "../risk.js";

export function softenRecreated(risks: readonly PlacedRisk[], text: string): readonly PlacedRisk[] {
  const created = risks.some(({ reason }) => DROPPED.test(reason)) ? createdNames(text) : new Map<string, number>();
  return risks.map((risk) => {
    const [, kind, name] = DROPPED.exec(risk.reason) ?? [];
    if (kind === undefined || name === undefined || risk.effect !== "destroys") return risk;
    const at = created.get(`${kind} ${lastWord(name)}`);
    return at !== undefined && at >= risk.end
      ? { ...risk, effect: "narrows", reason: `${risk.reason} and creates it anew` }
      : risk;
  });
}

const DROPPED = /^drops the (view|function|procedure|trigger|policy|index|rule|aggregate|materialized view) `([^`]+)`$/;

/** The last place where each is created. */
function createdNames(text: string): ReadonlyMap<string, number> {
  const pattern =
    /\bcreate\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:definer\s*=\s*\S+\s+)?(?:constraint\s+)?(materialized\s+view|view|function|procedure|trigger|policy|index|rule|aggregate)\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?("[^"\n]{1,128}"|`[^`\n]{1,128}`|\[[^\]\n]{1,128}\]|[\w$.]+)((?:\."?[\w$]+"?)*)/gi;
  return new Map(
    [...text.matchAll(pattern)].map(({ 1: kind = "", 2: name = "", 3: rest = "", index }) => [
      `${kind.toLowerCase().replace(/\s+/g, " ")} ${lastWord(`${name}${rest}`)}`,
      index,
    ]),
  );
}

function lastWord(name: string): string {
  return (
    name
      .replace(/["`[\]]/g, "")
      .split(".")
      .at(-1) ?? ""
  ).toLowerCase();
}
