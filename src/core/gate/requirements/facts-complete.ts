// Do we know everything that the decision rests on? What could not be read, or was not listed, is never taken for harmless.
import type { Facts } from "../../facts.js";
import { prose } from "../../text/prose.js";
import type { GateInput } from "../input.js";
import { satisfied, unreadable, unsatisfied } from "../outcome.js";
import type { Requirement } from "../requirement.js";

const ID = "facts_complete";

const SOURCES = {
  change: "the change",
  comments: "the comments",
  reviews: "the reviews",
  checks: "the checks",
  linkedIssues: "the linked issues",
  siblings: "other pull requests with this commit",
} as const satisfies Partial<Record<keyof Facts, string>>;

/** On every tier. Not waivable: a waiver would be about something that nobody has seen. */
export function factsComplete({ facts }: GateInput): Requirement {
  const missing = Object.entries(SOURCES).flatMap(([key, name]) => {
    const source = facts[key as keyof typeof SOURCES];
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
  return satisfied(ID, "everything was read");
}
