// How long and how much: a registry that is slow, huge or hostile costs a look-up its answer and the process nothing.

export interface Limits {
  /** One request, from its start to the end of its body. */
  readonly requestMs: number;
  /** All registries of one look-up; what has not come by then is unavailable, and goes on for the cache's sake. */
  readonly registriesMs: number;
  /** One look-up. */
  readonly lookUpMs: number;
  /** Wait before the one retry, where the server names none. */
  readonly retryMs: number;
  /** Longest wait that a server may ask for; a longer one counts as no answer. */
  readonly maxRetryMs: number;
  /** Longest wait for a free place among the requests to one host. */
  readonly maxQueueMs: number;
  /** Decoded bytes of one answer. */
  readonly maxBytes: number;
  /** The same where it is thinned out while it arrives: documents of npm's oldest packages. */
  readonly maxThinnedBytes: number;
}

export const LIMITS: Limits = {
  requestMs: 5_000,
  registriesMs: 14_000,
  lookUpMs: 20_000,
  retryMs: 500,
  maxRetryMs: 4_000,
  maxQueueMs: 30_000,
  maxBytes: 20_000_000,
  maxThinnedBytes: 200_000_000,
};

/** Requests to one host at a time. Chosen, not measured: a change names a handful of packages. */
export const REQUESTS_PER_HOST = 6;
/** crates.io asks programs for at most one request per second. */
export const REQUESTS_PER_POLITE_HOST = 1;
