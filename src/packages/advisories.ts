// What databases of vulnerabilities are asked. OSV is the one that has to answer; others only add to it.
import { z } from "zod";
import type { Ecosystem } from "../core/facts/change.js";

export interface ReleaseId {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/** Kept in the cache, so it is read like anything else from outside. */
export const Advice = z.object({
  vulnerabilities: z
    .array(
      z.object({
        id: z.string(),
        severity: z.enum(["low", "moderate", "high", "critical", "unknown"]),
        malicious: z.boolean(),
      }),
    )
    .readonly(),
  /** As in `ResolvedVersion`. */
  deprecated: z.string().nullable(),
  /** A package that people usually mean by such a name. */
  similarTo: z.string().nullable(),
});
export type Advice = z.infer<typeof Advice>;

export interface AdvisorySource {
  /** False: it keeps no record of this ecosystem. */
  covers(ecosystem: Ecosystem): boolean;
  /** One advice for each release, in order. @throws Unanswered */
  advise(releases: readonly ReleaseId[]): Promise<readonly Advice[]>;
}

export const NO_ADVICE: Advice = { vulnerabilities: [], deprecated: null, similarTo: null };
