// Do we know everything that the decision rests on? What could not be read, or was not listed, is never taken for harmless.

import type { GateInput } from "../../case/input.js";
import { satisfied, unreadable, unsatisfied, waived } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import type { Facts } from "../../facts/facts.js";
import { prose } from "../../markdown/prose.js";
import { panelOf } from "../../reviews/panel.js";
import { type Answer, askAboutPeople } from "./people-known.js";

const ID = "facts_complete";

const SOURCES = {
  change: "the change",
  comments: "the comments",
  reviews: "the reviews",
  checks: "the checks",
  linkedIssues: "the linked issues",
  siblings: "other pull requests with this commit",
} as const satisfies Partial<Record<keyof Facts, string>>;

/** On every tier. Not waivable as a whole: a waiver would be about something that nobody has seen. What people know, a maintainer may say. */
export function factsComplete(input: GateInput): Requirement {
  const { facts } = input;
  const sources = isBlindWanted(input) ? { ...SOURCES, lineComments: "the comments on lines of the diff" } : SOURCES;
  const missing = Object.entries(sources).flatMap(([key, name]) => {
    const source = facts[key as keyof typeof sources];
    return source.status === "unavailable" ? [`${name} could not be read (${prose(source.reason, 200)})`] : [];
  });
  if (missing.length > 0) return unreadable(ID, missing.join("; "));
  const gaps = facts.change.status === "loaded" ? facts.change.value.gaps : [];
  if (gaps.length > 0) {
    return unsatisfied(ID, {
      who: "agent",
      waits: "author",
      detail: `not all of the change can be seen: ${gaps.map((gap) => prose(gap, 200)).join("; ")}`,
      fix: "split the change into smaller pull requests; GitHub lists at most 3,000 files and 250 commits of one",
    });
  }
  return aboutPeople(input);
}

/** Somebody may have given a verdict away there. On other changes, and once both reviews are known, nothing depends on them. */
function isBlindWanted(input: GateInput): boolean {
  return input.classification.tier === "high-stakes" && panelOf(input).state !== "revealed";
}

function aboutPeople(input: GateInput): Requirement {
  const answers = askAboutPeople(input);
  const say = (some: readonly Answer[]) => some.map(({ detail }) => detail).join("; ");
  const unread = answers.filter(({ state }) => state === "unread");
  const open = answers.filter((answer) => answer.state === "open");
  // What waits for people may turn out otherwise once it is read.
  if (unread.length > 0) return unreadable(ID, say(unread));
  if (open.length > 0) {
    const fix = open.map((answer) => answer.fix).join("; ");
    return unsatisfied(ID, { who: "maintainer", waits: "people", detail: say(open), fix });
  }
  if (answers.some(({ state }) => state === "waived")) return waived(ID, say(answers));
  return satisfied(ID, ["everything was read", ...answers.map(({ detail }) => detail)].join("; "));
}
