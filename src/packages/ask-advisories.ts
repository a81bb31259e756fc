// Advice for many releases at once: what is remembered, and one question for the others.
import { Advice, type AdvisorySource, type ReleaseId } from "./advisories.js";
import type { Answer, Memory } from "./memory.js";

const ADVICE: Answer<Advice> = { schema: Advice, isShortLived: () => false };

/** By `releaseKey`. */
export type AdviceByRelease = ReadonlyMap<string, Advice>;

/** @throws Unanswered */
export async function askAdvisories(
  source: AdvisorySource,
  label: string,
  releases: readonly ReleaseId[],
  memory: Memory,
): Promise<AdviceByRelease> {
  const known = new Map<string, Advice>();
  const open = new Map<string, ReleaseId>();
  const keyed = releases.filter(({ ecosystem }) => source.covers(ecosystem)).map((id) => [releaseKey(id), id] as const);
  await Promise.all(
    keyed.map(async ([key, release]) => {
      const kept = await memory.find(`${label}:${key}`, ADVICE);
      if (kept === undefined) open.set(key, release);
      else known.set(key, kept);
    }),
  );
  if (open.size === 0) return known;
  const advised = await source.advise([...open.values()]);
  await Promise.all(
    [...open.keys()].map(async (key, index) => {
      const advice = advised[index];
      if (advice === undefined) return;
      known.set(key, advice);
      await memory.keep(`${label}:${key}`, advice);
    }),
  );
  return known;
}

export function releaseKey({ ecosystem, name, version }: ReleaseId): string {
  return JSON.stringify([ecosystem, name, version]);
}
