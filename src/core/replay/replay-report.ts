// What a replay of a proposed policy found, as it is stored and read back. What does not fit this shape, such as a report of an
// earlier version, counts as none.
import { z } from "zod";
import { sha256 } from "../ground/canonical.js";
import { TIERS } from "../ground/tier.js";
import { cutTo } from "../markdown/neutralise.js";
import type { PolicyProblem } from "../policy/schema.js";
import type { Comparison } from "./compare-policies.js";

/** Raised when what a report means changes: reports of another version are made again. */
const VERSION = 1;

/** Pull requests that a replay looks at. */
export const REPLAYED_PULLS = 50;

export type ReplayReport =
  | {
      readonly version: typeof VERSION;
      readonly status: "made";
      /** The branch into which the pull requests were merged. Hostile text. */
      readonly branch: string;
      readonly comparison: Comparison;
      /** Pull requests that could not be judged; reasons are hostile. */
      readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
    }
  | { readonly version: typeof VERSION; readonly status: "failed"; readonly reason: string };

export function madeReport(
  report: Omit<Extract<ReplayReport, { status: "made" }>, "version" | "status">,
): ReplayReport {
  return { version: VERSION, status: "made", ...report };
}

export function failedReport(reason: string): ReplayReport {
  return { version: VERSION, status: "failed", reason: cutTo(reason, 300) };
}

/** Names a replay among those of a repository: the same two policies for the same branch give the same report. */
export function replayKey(policies: {
  readonly before: string;
  readonly after: string;
  readonly branch: string;
}): string {
  return sha256(JSON.stringify([VERSION, policies.before, policies.after, policies.branch]));
}

/** Null: no report that this version can show. */
export function readReport(stored: unknown): ReplayReport | null {
  const parsed = Report.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

const count = z.int().min(0);
const tier = z.enum(TIERS);
const perTier = z.object({ "format-safe": count, "behavior-changing": count, "high-stakes": count });
const standing = z.object({ tier, inScope: z.boolean(), stops: z.array(z.string()) });
const reviews = z.object({ structured: count, blind: count });
const cause = z.object({
  rule: z.string(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  reason: z.string(),
});

const comparison = z.object({
  changes: count,
  matrix: z.object({ "format-safe": perTier, "behavior-changing": perTier, "high-stakes": perTier }),
  moves: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      before: standing,
      after: standing,
      causes: z.array(cause),
      causesLeftOut: count,
    }),
  ),
  movesLeftOut: count,
  reviews: z.object({ before: reviews, after: reviews }),
  stopped: z.object({ before: count, after: count }),
});

const Report: z.ZodType<ReplayReport> = z.discriminatedUnion("status", [
  z.object({
    version: z.literal(VERSION),
    status: z.literal("made"),
    branch: z.string(),
    comparison,
    unreadable: z.array(z.object({ id: z.string(), reason: z.string() })),
  }),
  z.object({ version: z.literal(VERSION), status: z.literal("failed"), reason: z.string() }),
]);

/** What a pull request that edits the policy file is told about its new policy. */
export type ReplayNote =
  /** The file at the head is no valid policy; merged, it would block every pull request. */
  | { readonly status: "invalid"; readonly problems: readonly PolicyProblem[] }
  /** One of the two policies could not be read. The reason is hostile. */
  | { readonly status: "unread"; readonly reason: string }
  /** Written otherwise, or below the organisation's floor: it decides the same. */
  | { readonly status: "same" }
  | { readonly status: "being-made" }
  | { readonly status: "ready"; readonly report: ReplayReport };
