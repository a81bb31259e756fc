// Whether a coding agent wrote the change, with the evidence.
import type { Change } from "../facts.js";
import type { Policy } from "../policy/schema.js";
import type { Agent } from "./finding.js";

export function findAgent(_change: Change, _policy: Policy, agentSeen: Agent | null): Agent | null {
  return agentSeen;
}
