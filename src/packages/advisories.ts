// What databases of vulnerabilities are asked. OSV is the one that has to answer; others only add to it.
import type { Ecosystem } from "../core/dependencies/change.js";
import type { Vulnerability } from "../core/dependencies/package-facts.js";

export interface ReleaseId {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

export interface Advice {
  readonly vulnerabilities: readonly Vulnerability[];
  /** As in `ResolvedVersion`. */
  readonly deprecated: string | null;
  /** A package that people usually mean by such a name. */
  readonly similarTo: string | null;
}

export interface AdvisorySource {
  /** False: it keeps no record of this ecosystem. */
  covers(ecosystem: Ecosystem): boolean;
  /** One advice for each release, in order. @throws Unanswered */
  advise(releases: readonly ReleaseId[]): Promise<readonly Advice[]>;
}

export const NO_ADVICE: Advice = { vulnerabilities: [], deprecated: null, similarTo: null };
