// Do we know everything that the decision rests on? What could not be read, or was not listed, is never taken for harmless.

import { satisfied, unreadable, unsatisfied, waived } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import type { Facts } from "../../facts/facts.js";
import { line } from "../../ground/hostile.js";
import { prose } from "../../markdown/prose.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { requirement } from "../requirement-kind.js";
import { judgePeople, type PeopleAnswer, sayPeople } from "./people-known.js";

const SOURCES = {
  change: "the change",
  comments: "the comments",
  reviews: "the reviews",
  checks: "the checks",
  linkedIssues: "the linked issues",
  siblings: "other pull requests with this commit",
} as const satisfies Partial<Record<keyof Facts, string>>;

/** On every tier. Not waivable as a whole: a waiver would be about something that nobody has seen. What people know, a maintainer may say. */
export const factsComplete = requirement({
  id: "facts_complete",
  asks: "everything about the change could be read, and nothing was said of a reviewer's part in it since they began",
  yours:
    "when the change is too large to be listed, split it; name nobody new in description or trailers once a review has begun; otherwise wait",
  name: "Complete facts",
  toDo: "not all of the change can be seen",
  awaited: "complete facts",
  waivable: { by: "commit, @login or operator" },
  knownOffline: true,
  judge(input) {
    const { facts } = input;
    const sources = isBlindWanted(input) ? { ...SOURCES, lineComments: "the comments on lines of the diff" } : SOURCES;
    const missing = Object.entries(sources).flatMap(([key, name]) => {
      const source = facts[key as keyof typeof sources];
      return source.status === "unavailable" ? [{ name, cause: source.reason }] : [];
    });
    if (missing.length > 0) return unreadable({ code: "unread", missing });
    const gaps = facts.change.status === "loaded" ? facts.change.value.gaps : [];
    if (gaps.length > 0) return unsatisfied("agent", "author", { code: "gaps", gaps });
    return judgeAnswers(judgePeople(input));
  },
  say: {
    unread: ({ missing }) =>
      missing.map(({ name, cause }) => line`${name} could not be read (${prose(cause, 200)})`).join("; "),
    gaps: ({ gaps }) => ({
      detail: line`not all of the change can be seen: ${gaps.map((gap) => prose(gap, 200)).join("; ")}`,
      fix: "split the change into smaller pull requests; GitHub lists at most 3,000 files and 250 commits of one",
    }),
    "people-unread": ({ answers }) => sayAll(answers),
    "people-open": ({ answers }) => ({
      detail: sayAll(answers),
      fix: answers.map((answer) => sayPeople(answer).fix).join("; "),
    }),
    "people-waived": ({ answers }) => sayAll(answers),
    complete: ({ answers }) => ["everything was read", ...answers.map((answer) => sayPeople(answer).detail)].join("; "),
  },
});

/** Somebody may have given a verdict away there. On other changes, and once both reviews are known, nothing depends on them. */
function isBlindWanted(input: GateInput): boolean {
  return input.classification.tier === "high-stakes" && reviewsOf(input).panel.state !== "revealed";
}

function judgeAnswers(answers: readonly PeopleAnswer[]) {
  const unread = answers.filter(({ state }) => state === "unread");
  // What waits for people may turn out otherwise once it is read.
  if (unread.length > 0) return unreadable({ code: "people-unread", answers: unread });
  const open = answers.filter(({ state }) => state === "open");
  if (open.length > 0) return unsatisfied("maintainer", "people", { code: "people-open", answers: open });
  if (answers.some(({ state }) => state === "waived")) return waived({ code: "people-waived", answers });
  return satisfied({ code: "complete", answers });
}

function sayAll(answers: readonly PeopleAnswer[]): string {
  return answers.map((answer) => sayPeople(answer).detail).join("; ");
}
