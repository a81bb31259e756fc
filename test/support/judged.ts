// Requirements as people read them, from what they are judged from.
import type { GateInput } from "../../src/core/case/input.js";
import type { Requirement } from "../../src/core/case/requirement.js";
import type { RequirementKind } from "../../src/core/gate/requirement-kind.js";
import { inWords } from "../../src/core/render/decision.js";

export function inWordsOf(kind: RequirementKind): (input: GateInput) => Omit<Requirement, "reason"> {
  return (input) => {
    const { reason: _code, ...words } = inWords({ id: kind.id, ...kind.judge(input) });
    return words;
  };
}
