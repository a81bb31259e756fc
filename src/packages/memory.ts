// Remembers answers: in the cache for some hours, and while a question is under way for everybody else who asks it.
import type { z } from "zod";
import type { Logger, PackageCache } from "../ports.js";

export interface Memory {
  /** The remembered answer, or the one that `ask` gives. @throws what `ask` throws; that is not remembered. */
  recall<T>(key: string, answer: Answer<T>, ask: () => Promise<T>): Promise<T>;
  /** Undefined: not remembered. */
  find<T>(key: string, answer: Answer<T>): Promise<T | undefined>;
  keep(key: string, value: unknown): Promise<void>;
}

export interface Answer<T> {
  /** What was kept is read like anything else from outside. */
  readonly schema: z.ZodType<T>;
  /** A package that is missing may be published any minute. */
  readonly isShortLived: (value: T) => boolean;
}

const LONG_MS = 6 * 3_600_000;
const SHORT_MS = 10 * 60_000;

export function createMemory(cache: PackageCache, logger: Logger): Memory {
  const underWay = new Map<string, Promise<unknown>>();

  /** The cache only saves requests: what goes wrong in it is no reason to know less. */
  const read = async (key: string, maxAgeMs: number): Promise<unknown> => {
    try {
      return await cache.find(key, maxAgeMs);
    } catch (error) {
      logger.warn({ err: nameOf(error) }, "the package cache could not be read");
      return null;
    }
  };

  const find = async <T>(key: string, { schema, isShortLived }: Answer<T>): Promise<T | undefined> => {
    const kept = schema.safeParse((await read(key, LONG_MS)) ?? undefined);
    if (!kept.success || !isShortLived(kept.data)) return kept.data;
    return schema.safeParse((await read(key, SHORT_MS)) ?? undefined).data;
  };

  const keep = async (key: string, value: unknown): Promise<void> => {
    try {
      await cache.keep(key, value);
    } catch (error) {
      logger.warn({ err: nameOf(error) }, "the package cache could not be written");
    }
  };

  const recallOrAsk = async <T>(key: string, answer: Answer<T>, ask: () => Promise<T>): Promise<T> => {
    const known = await find(key, answer);
    if (known !== undefined) return known;
    const value = await ask();
    await keep(key, value);
    return value;
  };

  return {
    find,
    keep,
    recall<T>(key: string, answer: Answer<T>, ask: () => Promise<T>): Promise<T> {
      const running = underWay.get(key) as Promise<T> | undefined;
      if (running !== undefined) return running;
      const started = recallOrAsk(key, answer, ask).finally(() => underWay.delete(key));
      underWay.set(key, started);
      return started;
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
