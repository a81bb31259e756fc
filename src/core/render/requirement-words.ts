// A requirement as people read it: its reason in words.
import type { JudgedRequirement, Requirement } from "../case/requirement.js";
import { requirementOf } from "../gate/requirements/index.js";
import { sayFallen, sayWaiver } from "../gate/waive.js";
import { prose } from "../markdown/prose.js";

const TRIED_AGAIN =
  "this is tried again by itself; if it stays, check on GitHub that the App is installed with its permissions accepted";

export function inWords(judged: JudgedRequirement): Requirement {
  const { waiver, fallen = [], ...requirement } = judged;
  const { detail, fix } = ownWords(judged);
  if (waiver !== undefined) return { ...requirement, detail: `${sayWaiver(waiver)} (${prose(detail, 200)})`, fix: "" };
  const isTriedAgain = judged.status === "error" && (fix === "" || fallen.length > 0);
  return {
    ...requirement,
    detail: [detail, ...fallen.map(sayFallen)].join("; "),
    fix: isTriedAgain ? TRIED_AGAIN : fix,
  };
}

function ownWords({ id, reason }: JudgedRequirement): { readonly detail: string; readonly fix: string } {
  const words = requirementOf(id).say(reason);
  return typeof words === "string" ? { detail: words, fix: "" } : words;
}
