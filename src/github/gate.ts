// What comes before a call: its turn, and what it shows to be let in. So many calls per installation at once, one write at a time, none while
// GitHub said to wait. One installation's limit never delays another's call, and no call waits for more than seconds in a line that stands.

import { createAppAuth } from "@octokit/auth-app";
import githubAppJwt from "universal-github-app-jwt";
import type { Clock, Logger } from "../ports.js";
import { type Caller, type Resource, rateLimited } from "./answers.js";

/**
 * GitHub allows 100 at once over all of an App's work for an installation; so five replicas may share them. Fewer: the thirty pages of
 * a large pull request's files take more rounds than two.
 */
const MAX_AT_ONCE = 20;
/** A line in which nothing ends for this long stands: the job is better done later. */
const STANDING_MS = 4000;
/** The longest wait in a line that moves, such as behind many small look-ups of one pull request. */
const MAX_WAIT_MS = 5 * STANDING_MS;
/** When to come back after a full line. */
const BUSY_RETRY_MS = 5000;
/** Installations remembered beyond those with something under way. */
const MAX_IDLE = 1000;

type CallKind = "read" | "write";

export interface GatedCall {
  readonly caller: Caller;
  readonly kind: CallKind;
  readonly resource: Resource;
  /** As in the API's description; never with values filled in, so it may be told. */
  readonly route: string;
}

interface Lane {
  active: number;
  writing: boolean;
  /** Calls that ended, so that a line that moves is told from one that stands. */
  ended: number;
  readonly line: Waiting[];
  readonly limitedUntilMs: Record<Resource, number>;
}

interface Waiting {
  readonly kind: CallKind;
  readonly start: () => void;
}

export class Gate {
  readonly #lanes = new Map<Caller, Lane>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @throws AppError GITHUB_RATE_LIMITED at once while the caller is limited, or when the line is too long. */
  async run<T>({ caller, kind, resource, route }: GatedCall, call: () => Promise<T>): Promise<T> {
    const lane = this.#lane(caller);
    this.#assertFree(lane, resource, route);
    await this.#enter(lane, kind, route);
    try {
      this.#assertFree(lane, resource, route);
      return await call();
    } finally {
      leave(lane, kind);
    }
  }

  limit(caller: Caller, resource: Resource | "everything", until: Date): void {
    const { limitedUntilMs } = this.#lane(caller);
    const resources: readonly Resource[] = resource === "everything" ? ["core", "graphql"] : [resource];
    for (const one of resources) {
      limitedUntilMs[one] = Math.max(limitedUntilMs[one], until.getTime());
    }
  }

  #assertFree(lane: Lane, resource: Resource, route: string): void {
    const untilMs = lane.limitedUntilMs[resource];
    if (untilMs > this.#now().getTime()) throw rateLimited(route, new Date(untilMs));
  }

  async #enter(lane: Lane, kind: CallKind, route: string): Promise<void> {
    if (mayStart(lane, kind)) {
      occupy(lane, kind);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      let seen = lane.ended;
      let waitedMs = 0;
      const timer = setInterval(() => {
        waitedMs += STANDING_MS;
        if (lane.ended !== seen && waitedMs < MAX_WAIT_MS) {
          seen = lane.ended;
          return;
        }
        clearInterval(timer);
        lane.line.splice(lane.line.indexOf(waiting), 1);
        reject(rateLimited(route, new Date(this.#now().getTime() + BUSY_RETRY_MS)));
      }, STANDING_MS);
      const waiting: Waiting = {
        kind,
        start: () => {
          clearInterval(timer);
          resolve();
        },
      };
      lane.line.push(waiting);
    });
  }

  #lane(caller: Caller): Lane {
    const known = this.#lanes.get(caller);
    if (known) return known;
    if (this.#lanes.size >= MAX_IDLE) this.#forgetIdle();
    const lane: Lane = { active: 0, writing: false, ended: 0, line: [], limitedUntilMs: { core: 0, graphql: 0 } };
    this.#lanes.set(caller, lane);
    return lane;
  }

  #forgetIdle(): void {
    const nowMs = this.#now().getTime();
    for (const [caller, { active, line, limitedUntilMs }] of this.#lanes) {
      const isLimited = Math.max(limitedUntilMs.core, limitedUntilMs.graphql) > nowMs;
      if (active === 0 && line.length === 0 && !isLimited) this.#lanes.delete(caller);
    }
  }
}

function mayStart(lane: Lane, kind: CallKind): boolean {
  return lane.active < MAX_AT_ONCE && (kind === "read" || !lane.writing);
}

function occupy(lane: Lane, kind: CallKind): void {
  lane.active += 1;
  if (kind === "write") lane.writing = true;
}

function leave(lane: Lane, kind: CallKind): void {
  lane.active -= 1;
  lane.ended += 1;
  if (kind === "write") lane.writing = false;
  const index = lane.line.findIndex((waiting) => mayStart(lane, waiting.kind));
  const next = lane.line[index];
  if (next === undefined) return;
  lane.line.splice(index, 1);
  occupy(lane, next.kind);
  next.start();
}

/** The value of the header. `refresh`: the token that was given last is refused. */
export type Authorize = (caller: Caller, refresh: boolean) => Promise<string>;

interface AuthorizerOptions {
  readonly appId: number;
  readonly privateKey: string;
  readonly request: NonNullable<Parameters<typeof createAppAuth>[0]["request"]>;
  /** GitHub's: a token that was signed minutes ago, or will be, is refused. */
  readonly clock: Clock;
}

export function createAuthorizer({ appId, privateKey, request, clock }: AuthorizerOptions): Authorize {
  const createJwt = async (id: string | number) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const { token, expiration } = await githubAppJwt({ id, privateKey, now });
    return { jwt: token, expiresAt: new Date(expiration * 1000).toISOString() };
  };
  const auth = createAppAuth({ appId, createJwt, request, log: SILENT });
  return async (caller, refresh) => {
    if (caller === "app") return `bearer ${(await auth({ type: "app" })).token}`;
    const { token } = await auth({ type: "installation", installationId: caller, refresh });
    return `token ${token}`;
  };
}

/** Octokit's own messages may hold request details; ours are written by the callers. */
export const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Answers that are remembered. The one in the middle decides, so that a single odd one moves nothing. */
const REMEMBERED = 5;
const NEEDED = 3;
/** What is less is left alone: `Date` has whole seconds, and answers take time. */
const TOLERATED_MS = 30_000;
/** What was off has to come this near to be right again, so that a clock at the border is not told of with every answer. */
const RIGHT_MS = 15_000;
/** The `Date` of an answer lies somewhere in the time that it took. */
const SLOW_MS = 10_000;

/** Null: it is right, or off by as little as GitHub puts up with. */
export function sayClock(aheadMs: number): string | null {
  // A difference that was corrected may be told until it is small again.
  if (Math.abs(aheadMs) < RIGHT_MS) return null;
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return `this machine's clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} GitHub's; set it right`;
}

/** GitHub's time, by the `Date` of its answers. It refuses tokens that were signed minutes off, and people's comments carry its times. */
export class GithubClock implements Clock {
  readonly #ours: () => Date;
  readonly #logger: Logger;
  readonly #seen: number[] = [];
  #aheadMs = 0;
  /** What was logged last. */
  #toldMs = 0;

  constructor(ours: () => Date, logger: Logger) {
    this.#ours = ours;
    this.#logger = logger;
  }

  /** GitHub's time. */
  now(): Date {
    return new Date(this.#ours().getTime() - this.#aheadMs);
  }

  /** By how many milliseconds this machine's clock is ahead; negative: behind; 0: it is right, or nobody knows. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** `date`: of an answer that came now and took `tookMs`. */
  observe(date: string | undefined, tookMs: number): void {
    const theirs = Date.parse(date ?? "");
    if (Number.isNaN(theirs) || tookMs > SLOW_MS) return;
    this.#seen.push(this.#ours().getTime() - tookMs / 2 - (theirs + 500));
    if (this.#seen.length > REMEMBERED) this.#seen.shift();
    if (this.#seen.length >= NEEDED) this.#settle(middleOf(this.#seen));
  }

  #settle(aheadMs: number): void {
    const limit = this.#aheadMs === 0 ? TOLERATED_MS : RIGHT_MS;
    this.#aheadMs = Math.abs(aheadMs) < limit ? 0 : Math.round(aheadMs);
    const isOff = this.#aheadMs !== 0;
    const isNews = isOff !== (this.#toldMs !== 0) || Math.abs(this.#aheadMs - this.#toldMs) >= TOLERATED_MS;
    if (!isNews) return;
    this.#toldMs = this.#aheadMs;
    if (isOff) this.#logger.warn({ aheadSeconds: Math.round(aheadMs / 1_000) }, "this machine's clock is not GitHub's");
    else this.#logger.info({}, "this machine's clock is right again");
  }
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
