// Replays a proposed policy over the last merged pull requests: each is judged by both policies from its files, commits and
// description as they are now. A long piece of background work; its report is shown by the next evaluation.
import type { Change } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import { judgeAlone, verdictOn } from "../core/render/hypothetical.js";
import { ComparisonTally } from "../core/replay/compare.js";
import { failedReport, madeReport, REPLAYED_PULLS, type ReplayReport } from "../core/replay/report.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { MergedPull } from "../ports.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { loadExaminedFiles } from "./load-examined-files.js";
import { loadProposal, type Proposal } from "./propose-policy.js";

/** Listing the files of a larger one takes more calls than a look back is worth. */
const MAX_FILES = 300;
/** Failures that trying again does not mend soon. */
const LASTING: readonly ErrorCode[] = ["GITHUB_FORBIDDEN", "GITHUB_NOT_FOUND", "GITHUB_REJECTED"];

/** Looks at the pull request afresh: what it proposes may have changed since this was asked for. */
export async function replayPolicy(ref: PullRef, dependencies: Leased): Promise<void> {
  const { reader, replays, queue, lease } = dependencies;
  const snapshot = await reader.loadPull(ref, { baseRef: null });
  if (snapshot === null || snapshot.pull.state !== "open") return;
  const proposal = await loadProposal(ref, snapshot, reader);
  if (proposal.status === "differs") {
    const stored = await replays.find(ref.repositoryId, proposal.key);
    if (stored?.report?.status !== "made") {
      const report = await makeReport(ref, { branch: snapshot.pull.baseRef, ...proposal }, dependencies);
      lease.assertHeld();
      await replays.finish(ref.repositoryId, proposal.key, report);
    }
  }
  await queue.enqueue([{ ...ref, kind: "pull" }]);
}

type Differing = Extract<Proposal, { readonly status: "differs" }>;

/** @throws AppError for an outage or a limit, which pass. */
async function makeReport(
  ref: PullRef,
  { branch, before, after }: Differing & { readonly branch: string },
  dependencies: PipelineDependencies,
): Promise<ReplayReport> {
  try {
    const pulls = await dependencies.reader.listMergedPulls(ref, branch, REPLAYED_PULLS);
    const tally = new ComparisonTally();
    const unreadable: { id: string; reason: string }[] = [];
    // One after the other: nobody waits, and what people wait for needs the calls.
    for (const pull of pulls) {
      const id = `#${pull.number}`;
      const change = await loadChange(ref, pull, dependencies);
      if (change.status === "unavailable") {
        unreadable.push({ id, reason: change.reason });
        continue;
      }
      const verdictUnder = (policy: LoadedPolicy) => verdictOn(judgeAlone(change.value, policy, pull.pull.headSha));
      tally.add({ id, title: pull.title }, verdictUnder(before), verdictUnder(after));
    }
    return madeReport({ branch, comparison: tally.result(), unreadable });
  } catch (error) {
    if (error instanceof AppError && LASTING.includes(error.code)) return failedReport(error.message);
    throw error;
  }
}

async function loadChange(
  ref: PullRef,
  pull: MergedPull,
  { reader, examine }: Pick<PipelineDependencies, "reader" | "examine">,
): Promise<Source<Change>> {
  const { number, title, body, author, branch, commits, counts } = pull;
  if (commits.status === "unavailable") return commits;
  if (counts.files > MAX_FILES) return unavailable(`it changes ${counts.files} files, more than ${MAX_FILES}`);
  const files = await loadExaminedFiles({ ...ref, number }, pull, { reader, examine });
  if (files.status === "unavailable") return files;
  const [gap] = files.value.gaps;
  if (gap !== undefined) return unavailable(gap);
  const change = { files: files.value.files, gaps: [], commits: commits.value, branch, title, body, author };
  return loaded({ ...change, requesters: [], pushers: [] });
}
