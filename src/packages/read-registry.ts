// One package in its own registry: whether it exists, since when, and which release its range leads to.
import { z } from "zod";
import type { PackageQuery } from "../core/facts/package-facts.js";
import type { Answer } from "./memory.js";
import { type Choice, canHold, type Listing, type Registry, type Release } from "./registry.js";

const Resolved = z.object({
  version: z.string(),
  published: z.string().nullable(),
  deprecated: z.string().nullable(),
  yanked: z.boolean(),
  runsScripts: z.boolean().nullable(),
});
const RegistryAnswer = z.object({
  existence: z.enum(["exists", "missing", "security-hold"]),
  firstPublished: z.string().nullable(),
  resolved: Resolved.nullable(),
  /** The range is not one that can be resolved. */
  unclear: z.boolean(),
});
export type RegistryAnswer = z.infer<typeof RegistryAnswer>;

export const REGISTRY_ANSWER: Answer<RegistryAnswer> = {
  schema: RegistryAnswer,
  isShortLived: ({ existence, resolved }) => existence === "missing" || resolved === null,
};

const MISSING: RegistryAnswer = { existence: "missing", firstPublished: null, resolved: null, unclear: false };

/** @throws Unanswered */
export async function readRegistry(registry: Registry, query: PackageQuery): Promise<RegistryAnswer> {
  if (!canHold(registry, query.name)) return MISSING;
  const listing = await registry.list(query.name);
  if (listing === null) return MISSING;
  const choice = chooseFor(registry, listing, query);
  const release = choice.kind === "release" ? choice.release : null;
  const complete =
    release === null || registry.complete === undefined ? release : await registry.complete(query.name, release);
  return {
    existence: listing.onHold ? "security-hold" : "exists",
    firstPublished: listing.firstPublished,
    resolved: complete,
    unclear: choice.kind === "unclear",
  };
}

/** What is locked counts where it fits the range, whatever newer there is, and where the range says nothing to us. */
function chooseFor(registry: Registry, listing: Listing, { spec, locked }: PackageQuery): Choice {
  const choice = registry.choose(listing, spec);
  const release = locked === null ? undefined : listing.releases.find(({ version }) => version === locked);
  if (release === undefined || choice.kind === "none") return choice;
  if (choice.kind === "unclear") return { kind: "release", release };
  return fits(registry, listing, release, spec) ? { kind: "release", release } : choice;
}

/** A lockfile keeps a release that was yanked or deprecated since. */
function fits(registry: Registry, listing: Listing, release: Release, spec: string): boolean {
  const alone = { ...release, yanked: false, deprecated: null };
  const tagged = [...listing.tags].filter(([, version]) => version === release.version);
  const choice = registry.choose({ ...listing, releases: [alone], tags: new Map(tagged) }, spec);
  return choice.kind === "release" && choice.release.version === release.version;
}
