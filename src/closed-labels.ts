// The values that labels of metrics may have. INVARIANT: each comes from a closed set, so that no host, repository, person, branch
// or text can become one, whoever hands it on: /metrics needs no sign-in, and every new value would be kept for ever.

import type { WorkKind } from "./core/facts/work.js";
import { TIERS } from "./core/ground/tier.js";
import { HANDLED_EVENTS } from "./github/deliveries.js";
import type { PipelineMetrics } from "./pipeline/dependencies.js";

/** What a value becomes that is in no set. */
const OTHER = "other";

export function closedLabels<Name extends string>(labels: Readonly<Record<Name, string>>): Record<Name, string> {
  const entries = Object.entries<string>(labels).map(([name, value]) => [name, isKnown(name, value) ? value : OTHER]);
  return Object.fromEntries(entries);
}

function isKnown(name: string, value: string): boolean {
  const known = VALUES[name];
  return known instanceof RegExp ? known.test(value) : (known?.includes(value) ?? false);
}

/** Records, so that the compiler asks for whatever is new. */
const WRITTEN: Readonly<Record<Parameters<PipelineMetrics["wrote"]>[0], true>> = {
  check_run: true,
  briefing: true,
  reply: true,
  reaction: true,
  removal: true,
  issue: true,
  review_request: true,
  request_withdrawal: true,
};

const WORK: Readonly<Record<WorkKind, true>> = {
  pull: true,
  commit: true,
  merge_group: true,
  push: true,
  replay: true,
  ask: true,
  repository: true,
  installation: true,
  "installation-sweep": true,
  sweep: true,
  "full-sweep": true,
  redeliver: true,
};

const RECEIVED = ["accepted", "duplicate", "ignored", "malformed"];
const REFUSED = ["bad_request", "bad_signature", "impossible", "too_large", "unavailable"];
const WORKED = ["done", "failed"];
const TIMED_OUT = ["deny", "approve-with-log"];

/** A route is written in our own code, as GitHub's description has it: a method, then words and names of parameters. */
const ROUTE = /^(GET|POST|PUT|PATCH|DELETE) (\/([a-z_-]+|\{\+?[a-z_]+\}))+$/;

const VALUES: Readonly<Record<string, readonly string[] | RegExp>> = {
  event: [...HANDLED_EVENTS, "unverified"],
  outcome: [...RECEIVED, ...REFUSED, ...WORKED, ...TIMED_OUT],
  tier: TIERS,
  conclusion: ["success", "failure", "action_required", "in_progress"],
  within: ["median", "p95", "late"],
  what: Object.keys(WRITTEN),
  kind: Object.keys(WORK),
  state: ["ready", "delayed", "running", "stuck"],
  route: ROUTE,
  status: /^([1-5]\d\d|none)$/,
};
