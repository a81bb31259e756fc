// On a pull request that edits the policy file: what is known of the policy that it proposes. Answers from memory and has
// what is missing made by somebody else, so that the check never waits for it.
import type { Change } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import { type LoadedPolicy, POLICY_PATH } from "../core/policy/schema.js";
import type { ReplayNote } from "../core/replay/note.js";
import { replayKey } from "../core/replay/report.js";
import { AppError } from "../errors.js";
import type { GithubReader, PullSnapshot, StoredReplay } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";
import { loadPolicy, loadProposedPolicy } from "./load-policy.js";

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
export type Proposal =
  | { readonly status: "differs"; readonly key: string; readonly before: LoadedPolicy; readonly after: LoadedPolicy }
  | Extract<ReplayNote, { readonly status: "invalid" | "unread" | "same" }>;

export async function loadProposal(ref: PullRef, snapshot: PullSnapshot, reader: GithubReader): Promise<Proposal> {
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
