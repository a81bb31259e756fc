// Is the policy that governs this pull request known and free of faults?

import { satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import { type Few, few, sayFew } from "../../ground/first-few.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { prose } from "../../markdown/prose.js";
import type { PolicyProblem } from "../../policy/schema.js";
import { requirement } from "../requirement-kind.js";

/** On every tier. Not waivable: a broken policy says nothing about who may waive what. */
export const policyValid = requirement({
  id: "policy_valid",
  asks: "the policy file on the base branch can be read and has no faults",
  yours: "not yours: tell your operator; a maintainer corrects `.github/countersign.yml`",
  name: "Valid policy",
  toDo: "the policy file is broken",
  awaited: "a valid policy",
  waivable: { not: "without it nothing else can be judged; its line in the check says how to mend it" },
  knownOffline: false,
  judge({ policy: { unavailable, problems, origins, relaxations } }) {
    if (unavailable.length > 0) return unreadable({ code: "unread", causes: unavailable });
    const [first] = problems;
    if (first !== undefined) {
      return unsatisfied("maintainer", "author", { code: "broken", first: faultOf(first), more: problems.length - 1 });
    }
    const keys = relaxations.map(({ key }) => hostile(key));
    return satisfied({ code: "read", origins: origins.map(originOf), notApplied: few(keys, 5) });
  },
  say: {
    unread: ({ causes }) => line`the policy could not be read: ${causes.map((why) => prose(why, 200)).join("; ")}`,
    broken: ({ first, more }) => ({
      detail: line`${sayFault(first)}${more === 0 ? "" : line` (and ${more} more in the check's text)`}`,
      fix: line`correct ${quoteInline(first.path, 100)} in ${quoteInline(first.repository, 100)} and try it with \`countersign policy check\`; the repair itself passes by an admin's \`/countersign override <reason>\``,
    }),
    read: ({ origins, notApplied }) => line`${sayOrigins(origins)}${sayNotApplied(notApplied)}`,
  },
});

interface Fault {
  readonly repository: Hostile;
  readonly path: Hostile;
  /** `12:3`: line and column. */
  readonly place: string;
  /** Empty: the file as a whole. */
  readonly key: Hostile;
  readonly message: Hostile;
}

function faultOf({ origin, key, line: row, column, message }: PolicyProblem): Fault {
  return {
    repository: hostile(origin.repository),
    path: hostile(origin.path),
    place: line`${row}:${column}`,
    key: hostile(key),
    message: hostile(message),
  };
}

function sayFault({ repository, path, place, key, message }: Fault): string {
  const where = line`${quoteInline(`${path}:${place}`, 150)} in ${quoteInline(repository, 100)}`;
  return line`${where}: ${key === "" ? "" : line`${quoteInline(key, 100)}: `}${prose(message, 300)}`;
}

function originOf({ repository, ref }: GateInput["policy"]["origins"][number]): Hostile {
  return hostile(`${repository}@${ref}`);
}

function sayOrigins(origins: readonly Hostile[]): string {
  if (origins.length === 0) return "no policy file: the defaults apply";
  return line`read from ${origins.map((origin) => quoteInline(origin, 150)).join(" over ")}`;
}

function sayNotApplied(keys: Few<Hostile>): string {
  if (keys.some.length === 0) return "";
  return line`; below the organisation's floor and so not applied: ${sayFew(keys, (key) => quoteInline(key, 80))}`;
}
