// Packages that only lockfiles name, by the thousand: databases of vulnerabilities are asked in large questions, and each
// question is remembered as a whole, so that an unchanged lockfile costs a few rows of the cache and no request.
import { createHash } from "node:crypto";
import { z } from "zod";
import { type PackageFacts, type PackageQuery, packageKey } from "../core/facts/package-facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import { Advice, type AdvisorySource, type ReleaseId } from "./advisories.js";
import { type AdviceByRelease, releaseKey } from "./ask-advisories.js";
import type { Deadline } from "./deadline.js";
import type { Answer, Memory } from "./memory.js";
import type { PackageSettings } from "./settings.js";
import { type Standing, standingOf } from "./standing.js";

export interface LockedParts {
  readonly settings: PackageSettings;
  readonly memory: Memory;
  /** The database that has to answer. */
  readonly osv: AdvisorySource;
  /** Others, which only add to it. */
  readonly more: AdvisorySource;
}

/** OSV takes 1,000; half of that is answered well within one request's time. Chosen, not measured. */
const RELEASES_AT_ONCE = 500;

/** Facts by `packageKey`. Never throws. */
export async function lookUpLocked(
  queries: readonly PackageQuery[],
  parts: LockedParts,
  deadline: Deadline,
): Promise<ReadonlyMap<string, PackageFacts>> {
  const { settings } = parts;
  const standings = queries.map((query) => ({ query, standing: standingOf(query, settings) }));
  const usual = standings.filter(({ standing }) => standing === "usual").map(({ query }) => query);
  const advised = await Promise.all(chunksOf(usual).map((chunk) => adviseOn(chunk, parts, deadline)));
  return new Map([
    ...standings.flatMap(({ query, standing }): [string, PackageFacts][] =>
      standing === "usual" ? [] : [[packageKey(query), unasked(standing)]],
    ),
    ...advised.flat(),
  ]);
}

/** Said two thousand times in the facts of one change, so it is short. */
const SILENCE = unavailable<never>("not asked");
const NOT_ASKED: PackageFacts = {
  existence: SILENCE,
  firstPublished: SILENCE,
  resolved: SILENCE,
  weeklyDownloads: SILENCE,
  vulnerabilities: SILENCE,
  similarTo: null,
  existsIn: [],
};

function unasked(standing: Exclude<Standing, "usual">): PackageFacts {
  return standing === "uncovered"
    ? { ...NOT_ASKED, vulnerabilities: unavailable("nobody can be asked about such a name") }
    : { ...NOT_ASKED, existence: loaded(standing) };
}

async function adviseOn(
  chunk: readonly PackageQuery[],
  { settings, memory, osv, more }: LockedParts,
  deadline: Deadline,
): Promise<readonly (readonly [string, PackageFacts])[]> {
  if (settings.offline) {
    const vulnerabilities = unavailable<never>("this installation asks no database (`PACKAGES_OFFLINE`)");
    return chunk.map((query) => [packageKey(query), { ...NOT_ASKED, vulnerabilities }]);
  }
  const releases = chunk.map(releaseOf);
  const [known, others] = await Promise.all([
    deadline.ask("OSV", askAtOnce(osv, "osv", releases, memory)),
    deadline.ask("deps.dev", askAtOnce(more, "deps.dev", releases, memory)),
  ]);
  return chunk.map((query) => {
    const key = releaseKey(releaseOf(query));
    return [packageKey(query), { ...NOT_ASKED, vulnerabilities: vulnerabilitiesOf(key, known, others) }];
  });
}

function releaseOf({ ecosystem, name, spec }: PackageQuery): ReleaseId {
  return { ecosystem, name, version: spec };
}

function vulnerabilitiesOf(
  key: string,
  known: Source<AdviceByRelease>,
  others: Source<AdviceByRelease>,
): PackageFacts["vulnerabilities"] {
  const more = others.status === "loaded" ? (others.value.get(key)?.vulnerabilities ?? []) : [];
  const isMalware = more.some(({ malicious }) => malicious);
  // Silence of the one does not hide what the other knows.
  if (known.status === "unavailable") return isMalware ? loaded(more) : known;
  return loaded([...(known.value.get(key)?.vulnerabilities ?? []), ...more]);
}

const Found = z.array(z.tuple([z.string(), Advice]));
/** A severity that is not known may be one that was not told just now. */
const FOUND: Answer<z.infer<typeof Found>> = {
  schema: Found,
  isShortLived: (found) =>
    found.some(([, { vulnerabilities }]) =>
      vulnerabilities.some(({ severity, malicious }) => severity === "unknown" && !malicious),
    ),
};

/** What is known, by `releaseKey`; what nothing is known of is left out. @throws Unanswered */
async function askAtOnce(
  source: AdvisorySource,
  label: string,
  releases: readonly ReleaseId[],
  memory: Memory,
): Promise<AdviceByRelease> {
  const covered = releases.filter(({ ecosystem }) => source.covers(ecosystem));
  if (covered.length === 0) return new Map();
  const question = createHash("sha256")
    .update(JSON.stringify(covered.map(releaseKey)))
    .digest("hex");
  const found = await memory.recall(`${label}:many:${question}`, FOUND, async () => {
    const advised = await source.advise(covered);
    return covered.flatMap((release, index): z.infer<typeof Found> => {
      const advice = advised[index];
      return advice === undefined || advice.vulnerabilities.length === 0 ? [] : [[releaseKey(release), advice]];
    });
  });
  return new Map(found);
}

function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / RELEASES_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * RELEASES_AT_ONCE, (index + 1) * RELEASES_AT_ONCE),
  );
}
