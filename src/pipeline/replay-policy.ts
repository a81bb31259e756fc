// Replays a proposed policy over the last merged pull requests: each is judged by both policies from its files, commits and
// description as they are now. A long piece of background work; its report is shown by the next evaluation.
import type { Change } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { type LoadedPolicy, POLICY_PATH } from "../core/policy/schema.js";
import { judgeAlone, verdictOn } from "../core/render/hypothetical.js";
import { ComparisonTally } from "../core/replay/compare-policies.js";
import {
  failedReport,
  madeReport,
  REPLAYED_PULLS,
  type ReplayNote,
  type ReplayReport,
  replayKey,
} from "../core/replay/replay-report.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { GithubReader, MergedPull, PullSnapshot, StoredReplay } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { loadExaminedFiles } from "./load-examined-files.js";
import { loadPolicy, loadProposedPolicy } from "./load-policy.js";

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
  const files = await loadExaminedFiles({ ...ref, number }, { query: pull }, { reader, examine });
  if (files.status === "unavailable") return files;
  const [gap] = files.value.gaps;
  if (gap !== undefined) return unavailable(gap);
  const change = { files: files.value.files, gaps: [], commits: commits.value, branch, title, body, author };
  return loaded({ ...change, requesters: [], pushers: [] });
}

// On a pull request that edits the policy file: what is known of the policy that it proposes. Answers from memory and has
// what is missing made by somebody else, so that the check never waits for it.

/** Work does not get lost, but what was begun may have been taken for done by a version that is gone. */
const BEGIN_AGAIN_MS = 30 * 60_000;
const TRY_FAILED_AGAIN_MS = 6 * 3_600_000;

/** Null: the pull request does not edit the policy, or is not open. */
export async function proposePolicy(
  { ref, snapshot, input }: Assessment,
  { reader, replays, queue, clock }: PipelineDependencies,
): Promise<ReplayNote | null> {
  const { change } = input.facts;
  if (snapshot.pull.state !== "open" || change.status !== "loaded" || !editsPolicy(change.value)) return null;
  // On a branch without a gate the file governs nothing.
  if (!input.gated) return null;
  const proposal = await loadProposal(ref, snapshot, reader).catch(asUnread);
  if (proposal.status !== "differs") return proposal;
  const stored = await replays.find(ref.repositoryId, proposal.key);
  if (stored === null || isDue(stored, clock.now())) {
    await replays.begin(ref.repositoryId, proposal.key);
    await queue.enqueue([{ ...ref, kind: "replay" }], { background: true });
  }
  const report = stored?.report ?? null;
  return report === null ? { status: "being-made" } : { status: "ready", report };
}

/** Two policies that decide differently, under the name of their replay, or why there is nothing to replay. */
type Proposal =
  | { readonly status: "differs"; readonly key: string; readonly before: LoadedPolicy; readonly after: LoadedPolicy }
  | Extract<ReplayNote, { readonly status: "invalid" | "unread" | "same" }>;

async function loadProposal(ref: PullRef, snapshot: PullSnapshot, reader: GithubReader): Promise<Proposal> {
  const { policy: before } = await loadPolicy(ref, snapshot, reader);
  const after = loadProposedPolicy(snapshot, await reader.loadPolicyAt(ref, snapshot.pull.headSha));
  const [reason] = [...before.unavailable, ...after.unavailable];
  if (reason !== undefined) return { status: "unread", reason };
  if (after.problems.length > 0) return { status: "invalid", problems: after.problems };
  if (before.hash === after.hash) return { status: "same" };
  const key = replayKey({ before: before.hash, after: after.hash, branch: snapshot.pull.baseRef });
  return { status: "differs", key, before, after };
}

/** The check does not wait for this either: the next evaluation asks again. */
function asUnread(error: unknown): Proposal {
  if (error instanceof AppError) return { status: "unread", reason: error.message };
  throw error;
}

function editsPolicy({ files }: Change): boolean {
  return files.some(({ path, previousPath }) => path === POLICY_PATH || previousPath === POLICY_PATH);
}

function isDue({ report, madeAt }: StoredReplay, now: Date): boolean {
  const ageMs = now.getTime() - madeAt.getTime();
  if (report === null) return ageMs > BEGIN_AGAIN_MS;
  return report.status === "failed" && ageMs > TRY_FAILED_AGAIN_MS;
}
