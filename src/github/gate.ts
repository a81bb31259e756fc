// Holds back calls per installation: so many at once, one write at a time, none while GitHub said to wait. One
// installation's limit never delays another's call, and no call waits for more than a few seconds in a line that stands.
import { type Resource, rateLimited } from "./failures.js";

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

export type Caller = number | "app";
export type CallKind = "read" | "write";

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
