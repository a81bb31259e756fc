// OSV, the open database of vulnerabilities: one question for many releases, then each advisory once for its severity.
import { z } from "zod";
import type { Ecosystem } from "../../core/facts/change.js";
import type { Vulnerability } from "../../core/facts/package-facts.js";
import { type AdvisorySource, NO_ADVICE, type ReleaseId } from "../advisories.js";
import type { RegistryHttp } from "../http/registry-http.js";
import { Unanswered } from "../http/unanswered.js";
import type { Endpoints } from "../settings.js";
import { cvssSeverity } from "./cvss.js";

const SYSTEMS: Partial<Record<Ecosystem, string>> = {
  npm: "npm",
  pypi: "PyPI",
  go: "Go",
  cargo: "crates.io",
  rubygems: "RubyGems",
  maven: "Maven",
  nuget: "NuGet",
  packagist: "Packagist",
  actions: "GitHub Actions",
};

const Batch = z.object({
  results: z.array(
    z.object({ vulns: z.array(z.object({ id: z.string() })).nullish(), next_page_token: z.string().nullish() }),
  ),
});
const Advisory = z.object({
  id: z.string(),
  aliases: z.array(z.string()).nullish(),
  withdrawn: z.string().nullish(),
  severity: z.array(z.object({ type: z.string(), score: z.string() })).nullish(),
  database_specific: z
    .object({ severity: z.unknown().optional(), cwe_ids: z.unknown().optional() })
    .nullish()
    .catch(null),
  affected: z
    .array(z.object({ database_specific: z.object({ informational: z.unknown().optional() }).nullish().catch(null) }))
    .nullish()
    .catch(null),
});
type Advisory = z.infer<typeof Advisory>;

/** Advisories that are read one by one; of the others the severity stays unknown. */
const MAX_READ = 200;
const MAX_PAGES = 5;

export function osvAdvisories(http: RegistryHttp, endpoints: Endpoints): AdvisorySource {
  return {
    covers: (ecosystem) => Object.hasOwn(SYSTEMS, ecosystem),
    async advise(releases) {
      const found = await findIds(releases);
      const ids = [...new Set(found.flat())].filter((id) => !isMalware(id)).slice(0, MAX_READ);
      const read = new Map(await Promise.all(ids.map(async (id) => [id, await readAdvisory(id)] as const)));
      return found.map((own) => ({ ...NO_ADVICE, vulnerabilities: toVulnerabilities(own, read) }));
    },
  };

  /** The ids that hold for each release. */
  async function findIds(releases: readonly ReleaseId[]): Promise<readonly (readonly string[])[]> {
    const found = releases.map((): string[] => []);
    let open = releases.map((release, index) => ({ index, query: toQuery(release) }));
    for (let page = 0; open.length > 0; page++) {
      if (page === MAX_PAGES) throw new Unanswered("lists more advisories than are read");
      const body = { queries: open.map(({ query }) => query) };
      const answer = await http.json(`${endpoints.osv}/v1/querybatch`, Batch, { body });
      if (answer?.results.length !== open.length) throw new Unanswered("answered in a form that is not known");
      open = open.flatMap(({ index, query }, position) => {
        const result = answer.results[position];
        found[index]?.push(...(result?.vulns ?? []).map(({ id }) => id));
        const token = result?.next_page_token;
        return token ? [{ index, query: { ...query, page_token: token } }] : [];
      });
    }
    return found;
  }

  /** Null: not told, so nothing is known but that it exists. */
  async function readAdvisory(id: string): Promise<Advisory | null> {
    try {
      return await http.json(`${endpoints.osv}/v1/vulns/${encodeURIComponent(id)}`, Advisory);
    } catch (error) {
      if (error instanceof Unanswered) return null;
      throw error;
    }
  }
}

interface OsvQuery {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly version: string;
  readonly page_token?: string;
}

/** OSV writes Go's versions without the `v`. */
function toQuery({ ecosystem, name, version }: ReleaseId): OsvQuery {
  const plain = ecosystem === "go" ? version.replace(/^v/, "") : version;
  return { package: { ecosystem: SYSTEMS[ecosystem] ?? "", name }, version: plain };
}

/** One for each weakness, however many databases tell of it; withdrawn advisories are none. */
function toVulnerabilities(
  ids: readonly string[],
  read: ReadonlyMap<string, Advisory | null>,
): readonly Vulnerability[] {
  const told = new Set<string>();
  const sorted = [...new Set(ids)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return sorted.flatMap((id) => {
    const advisory = read.get(id) ?? null;
    const names = [id, ...(advisory?.aliases ?? [])];
    if (advisory?.withdrawn || names.some((name) => told.has(name))) return [];
    for (const name of names) told.add(name);
    const malicious = names.some(isMalware) || isMaliciousCode(advisory);
    return [{ id: id.slice(0, 60), severity: severityOf(advisory), malicious }];
  });
}

/** Malware first, then the databases that state a severity in words. */
function rank(id: string): number {
  if (isMalware(id)) return 0;
  return id.startsWith("GHSA-") ? 1 : 2;
}

function isMalware(id: string): boolean {
  return id.startsWith("MAL-");
}

/** CWE-506: embedded malicious code. */
function isMaliciousCode(advisory: Advisory | null): boolean {
  const weaknesses = advisory?.database_specific?.cwe_ids;
  return Array.isArray(weaknesses) && weaknesses.includes("CWE-506");
}

const WORDS: Readonly<Record<string, Vulnerability["severity"]>> = {
  LOW: "low",
  MODERATE: "moderate",
  MEDIUM: "moderate",
  HIGH: "high",
  CRITICAL: "critical",
};

function severityOf(advisory: Advisory | null): Vulnerability["severity"] {
  const word = String(advisory?.database_specific?.severity ?? "").toUpperCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? "unknown";
  const vector = advisory?.severity?.find(({ type }) => type === "CVSS_V3")?.score;
  if (vector !== undefined) return cvssSeverity(vector);
  // RustSec's word for what is no weakness yet: `unmaintained`, `unsound`, `notice`.
  return advisory?.affected?.some((each) => each.database_specific?.informational) ? "moderate" : "unknown";
}
