// Judges every change of a history with one policy, or with two side by side.

import type { LoadedPolicy } from "../../core/policy/schema.js";
import { asksRegistries, judgeAlone, verdictOn } from "../../core/render/hypothetical.js";
import { type ChangeName, type Comparison, ComparisonTally } from "../../core/replay/compare-policies.js";
import { PolicyTally, type Tally } from "../../core/replay/tally.js";
import type { HistoryCommit } from "../../git/first-parents.js";
import { type HistoryEntry, readHistory } from "../../git/read-history.js";
import { GitError } from "../../git/run-git.js";
import type { Examiner } from "../../ports/examiner.js";
import { examineRange } from "../classify/examine.js";

export interface Replay {
  readonly repository: string;
  readonly commits: readonly HistoryCommit[];
  readonly policy: LoadedPolicy;
  /** The second policy; null: nothing is compared. */
  readonly compared: LoadedPolicy | null;
  readonly examiner: Examiner;
  /** Called after each commit. */
  readonly onStep: () => void;
}

export interface Unreadable {
  readonly sha: string;
  readonly reason: string;
}

export interface Replayed {
  readonly tally: Tally;
  readonly comparison: Comparison | null;
  readonly kinds: Readonly<Record<"merge" | "squash" | "plain", number>>;
  /** The first `MAX_NAMED` of them. */
  readonly unreadable: readonly Unreadable[];
  readonly unreadableCount: number;
  /** Changes with dependencies that registries would have been asked about. */
  readonly dependenciesToLookUp: number;
}

const MAX_NAMED = 20;

export async function replay({ repository, commits, policy, compared, examiner, onStep }: Replay): Promise<Replayed> {
  const tally = new PolicyTally();
  const comparison = compared === null ? null : new ComparisonTally();
  const kinds = { merge: 0, squash: 0, plain: 0 };
  const unreadable: Unreadable[] = [];
  let unreadableCount = 0;
  let dependenciesToLookUp = 0;
  for await (const entry of readHistory(repository, commits)) {
    const examined = await examine(entry, repository, examiner);
    if (examined.status === "unreadable") {
      unreadableCount += 1;
      if (unreadable.length < MAX_NAMED) unreadable.push({ sha: entry.sha, reason: examined.reason });
    } else {
      kinds[examined.merge.kind] += 1;
      const name = nameOf(examined);
      const judged = judgeAlone(examined.change, policy, examined.sha);
      const verdict = verdictOn(judged);
      tally.add(name, verdict);
      if (asksRegistries(judged)) dependenciesToLookUp += 1;
      if (comparison !== null && compared !== null) {
        comparison.add(name, verdict, verdictOn(judgeAlone(examined.change, compared, examined.sha)));
      }
    }
    onStep();
  }
  return {
    tally: tally.result(),
    comparison: comparison?.result() ?? null,
    kinds,
    unreadable,
    unreadableCount,
    dependenciesToLookUp,
  };
}

async function examine(entry: HistoryEntry, repository: string, examiner: Examiner): Promise<HistoryEntry> {
  if (entry.status === "unreadable") return entry;
  try {
    return { ...entry, change: await examineRange(entry.change, repository, examiner) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { status: "unreadable", sha: entry.sha, reason: error.message };
  }
}

function nameOf({ sha, merge }: Extract<HistoryEntry, { status: "read" }>): ChangeName {
  const short = sha.slice(0, 10);
  return { id: merge.number === null ? short : `${short} #${merge.number}`, title: merge.title };
}
