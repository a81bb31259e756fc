// What the App itself does about a pull request, for the audit chain.

import type { AuditEvent, AuditKind } from "../facts/event.js";
import type { GateInput } from "./input.js";

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
