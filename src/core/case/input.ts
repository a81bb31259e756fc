// What the gate decides from: one bundle, built by the pipeline, read by every requirement and by the judging of commands.

import type { CountedLines } from "../classify/size.js";
import type { Facts } from "../facts/facts.js";
import type { Classification } from "../facts/finding.js";
import type { AuditEvent, AuditKind, Records } from "../facts/records.js";
import type { LoadedPolicy } from "../policy/schema.js";

export interface GateInput {
  readonly facts: Facts;
  readonly records: Records;
  readonly classification: Classification;
  readonly policy: LoadedPolicy;
  /** Hash of what the change is; reviews and waivers are bound to it. */
  readonly fingerprint: string;
  readonly size: CountedLines;
  /** The base branch is gated: rules may require what is decided here. Else it is a preview. */
  readonly gated: boolean;
}

export function appEvent(
  { facts, policy, fingerprint }: GateInput,
  kind: AuditKind,
  data: AuditEvent["data"],
): AuditEvent {
  const { repository, pull } = facts;
  return {
    kind,
    at: facts.readAt,
    repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
    pull: pull.number,
    headSha: pull.headSha,
    actor: null,
    policyHash: policy.hash,
    factsHash: null,
    data: { fingerprint, ...data },
  };
}
