// GitHub's hourly budget per installation or person, and the limit on creating content too fast.
import type { World } from "../world/world.js";
import type { Actor } from "./credentials.js";
import { Problem } from "./problem.js";

interface Window {
  used: number;
  resetAtMs: number;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export class RateLimits {
  readonly #world: World;
  readonly #windows = new Map<string, Window>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Uses nothing up. */
  read(actor: Actor, resource: "core" | "graphql" = "core") {
    const { used, resetAtMs } = this.#window(`${keyOf(actor)} ${resource}`, HOUR_MS);
    const limit = this.#world.limits.requestsPerHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAtMs / 1000) };
  }

  headers(actor: Actor, resource: "core" | "graphql" = "core"): Record<string, string> {
    const { limit, used, remaining, reset } = this.read(actor, resource);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": resource,
    };
  }

  /** @throws Problem 403 when the hour's budget is spent. */
  spend(actor: Actor, resource: "core" | "graphql" = "core"): void {
    if (this.read(actor, resource).remaining === 0) {
      const message = `API rate limit exceeded for ${keyOf(actor)}.`;
      throw new Problem(403, message, { headers: this.headers(actor, resource) });
    }
    this.#window(`${keyOf(actor)} ${resource}`, HOUR_MS).used++;
  }

  /** An answer "not modified" is free. */
  refund(actor: Actor): void {
    this.#window(`${keyOf(actor)} core`, HOUR_MS).used--;
  }

  /** @throws Problem 403 with retry-after when content is created too fast. */
  spendContent(actor: Actor): void {
    const limit = this.#world.limits.contentPerMinute;
    if (limit === null) return;
    const window = this.#window(`${keyOf(actor)} content`, MINUTE_MS);
    if (window.used >= limit) {
      const seconds = Math.max(1, Math.ceil((window.resetAtMs - this.#world.now()) / 1000));
      const message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      throw new Problem(403, message, { headers: { "retry-after": String(seconds) } });
    }
    window.used++;
  }

  #window(key: string, lengthMs: number): Window {
    const now = this.#world.now();
    const known = this.#windows.get(key);
    if (known && known.resetAtMs > now) return known;
    const fresh = { used: 0, resetAtMs: now + lengthMs };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

function keyOf(actor: Actor): string {
  if (actor.kind === "installation") return `installation ID ${actor.installation.id}`;
  if (actor.kind === "user") return `user ID ${actor.account.id}`;
  return actor.kind;
}
