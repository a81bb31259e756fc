// Numbers for operators, in Prometheus' text format. Whatever a label is to say goes through closedLabels.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { WorkKind } from "./core/facts/work.js";
import { TIERS } from "./core/ground/tier.js";
import { HANDLED_EVENTS } from "./github/deliveries.js";
import type { PipelineMetrics } from "./pipeline/dependencies.js";
import type { QueueStats } from "./ports/work-store.js";

export interface Metrics extends PipelineMetrics {
  /** A webhook call with a good signature, and what became of it. */
  delivered(event: string, outcome: string, seconds: number): void;
  /** A webhook call that was not taken. Its event is not known: anybody can send one. */
  refused(reason: string): void;
  /** One call of GitHub's API. `route` is a template without values; status 0: no answer. */
  githubCalled(call: { readonly route: string; readonly status: number; readonly seconds: number }): void;
  /** One run of a piece of work. `outcome`: `done` or `failed`. */
  worked(kind: string, outcome: string, seconds: number): void;
  /** The text of GET /metrics. */
  render(): Promise<string>;
}

/** Seconds. Deliveries are answered in milliseconds, evaluations wait for GitHub. */
const FAST = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2];
const SLOW = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** `queueStats` is asked at each scrape; when it fails, the queue's numbers are left out and `countersign_queue_up` is 0. */
export function createMetrics(queueStats: () => Promise<QueueStats>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const deliveries = new Counter({
    registers,
    name: "countersign_deliveries_total",
    help: "Webhook calls and what became of them",
    labelNames: ["event", "outcome"],
  });
  const deliverySeconds = new Histogram({
    registers,
    name: "countersign_delivery_seconds",
    help: "Time until a delivery was kept",
    buckets: FAST,
  });
  const evaluations = new Counter({
    registers,
    name: "countersign_evaluations_total",
    help: "Evaluations of pull requests",
    labelNames: ["tier", "conclusion"],
  });
  const writes = new Counter({
    registers,
    name: "countersign_github_writes_total",
    help: "What was written to GitHub",
    labelNames: ["what"],
  });
  const bypasses = new Counter({
    registers,
    name: "countersign_bypasses_total",
    help: "Merges and pushes that went past the gate",
  });
  const reviews = reviewMetrics(registers);
  const calls = new Counter({
    registers,
    name: "countersign_github_requests_total",
    help: "Calls of GitHub's API",
    labelNames: ["route", "status"],
  });
  const callSeconds = new Histogram({
    registers,
    name: "countersign_github_request_seconds",
    help: "Duration of calls of GitHub's API",
    labelNames: ["route"],
    buckets: SLOW,
  });
  const runs = new Counter({
    registers,
    name: "countersign_work_total",
    help: "Runs of pieces of work",
    labelNames: ["kind", "outcome"],
  });
  const runSeconds = new Histogram({
    registers,
    name: "countersign_work_seconds",
    help: "Duration of pieces of work",
    labelNames: ["kind"],
    buckets: SLOW,
  });
  const queue = queueGauges(registers);

  return {
    delivered(event, outcome, seconds) {
      deliveries.inc(closedLabels({ event, outcome }));
      deliverySeconds.observe(seconds);
    },
    refused: (outcome) => deliveries.inc(closedLabels({ event: "unverified", outcome })),
    evaluated: (tier, conclusion) => evaluations.inc(closedLabels({ tier, conclusion })),
    wrote: (what) => writes.inc(closedLabels({ what })),
    bypassed: () => bypasses.inc(),
    ...reviews,
    githubCalled({ route, status, seconds }) {
      calls.inc(closedLabels({ route, status: status === 0 ? "none" : String(status) }));
      callSeconds.observe(closedLabels({ route }), seconds);
    },
    worked(kind, outcome, seconds) {
      runs.inc(closedLabels({ kind, outcome }));
      runSeconds.observe(closedLabels({ kind }), seconds);
    },
    async render() {
      queue(await queueStats().catch(() => null));
      return registry.metrics();
    },
  };
}

/** Hours. A review is meant to come within a working day, or two on high-stakes; the rest shows how late late is. */
const REVIEW_HOURS = [0.25, 0.5, 1, 2, 4, 8, 16, 24, 48, 72, 120];

function reviewMetrics(registers: Registry[]): Pick<PipelineMetrics, "answered" | "escalated" | "timedOut"> {
  const hours = new Histogram({
    registers,
    name: "countersign_review_hours",
    help: "Hours from asking somebody to their review",
    labelNames: ["tier"],
    buckets: REVIEW_HOURS,
  });
  const objectives = new Counter({
    registers,
    name: "countersign_reviews_answered_total",
    help: "Reviews by those who were asked, by the tightest objective of their policy's queue that they met",
    labelNames: ["tier", "within"],
  });
  const escalations = new Counter({
    registers,
    name: "countersign_review_escalations_total",
    help: "Times that passed without a review, after which the next one was asked",
    labelNames: ["tier"],
  });
  const timeouts = new Counter({
    registers,
    name: "countersign_review_timeouts_total",
    help: "Changes that nobody reviewed in time, by what the policy made of it",
    labelNames: ["tier", "outcome"],
  });
  return {
    answered(tier, took, within) {
      hours.observe(closedLabels({ tier }), took);
      objectives.inc(closedLabels({ tier, within }));
    },
    escalated: (tier) => escalations.inc(closedLabels({ tier })),
    timedOut: (tier, outcome) => timeouts.inc(closedLabels({ tier, outcome })),
  };
}

function queueGauges(registers: Registry[]): (stats: QueueStats | null) => void {
  const up = new Gauge({ registers, name: "countersign_queue_up", help: "1 when the queue could be asked" });
  const work = new Gauge({
    registers,
    name: "countersign_work_waiting",
    help: "Pieces of work by state; stuck ones are retried and want a look",
    labelNames: ["state"],
  });
  const oldest = new Gauge({
    registers,
    name: "countersign_work_oldest_seconds",
    help: "How long the oldest due work waits",
  });
  return (stats) => {
    up.set(stats ? 1 : 0);
    work.reset();
    oldest.set(stats ? stats.oldestReadyMs / 1000 : Number.NaN);
    if (!stats) return;
    for (const state of ["ready", "delayed", "running", "stuck"] as const)
      work.set(closedLabels({ state }), stats[state]);
  };
}

/** What a value becomes that is in no set. */
const OTHER = "other";

/**
 * INVARIANT: each value of a label comes from a closed set, so that no host, repository, person, branch or text can become one, whoever
 * hands it on: /metrics needs no sign-in, and every new value would be kept for ever.
 */
function closedLabels<Name extends string>(labels: Readonly<Record<Name, string>>): Record<Name, string> {
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
