// OSV and deps.dev.
import type { Answer } from "./registries.js";
import type { Advisory, World } from "./world.js";

interface OsvQuery {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly version: string;
  readonly page_token?: string;
}

/** Advisories of one answer; the rest follows on the next page. */
const PAGE = 3;

function osv(world: World, path: string, body: string): Answer | null {
  if (path === "/v1/querybatch") {
    const { queries } = JSON.parse(body) as { queries: readonly OsvQuery[] };
    return { body: { results: queries.map((query) => osvResult(world, query)) } };
  }
  const id = /^\/v1\/vulns\/(.+)$/.exec(path)?.[1];
  const found = [...world.advisories.values()].flat().find((advisory) => advisory.id === id);
  return found === undefined ? null : { body: osvAdvisory(found) };
}

function osvResult(world: World, query: OsvQuery): object {
  const { ecosystem, name } = query.package;
  const all = world.advisories.get(`${ecosystem} ${name} ${query.version}`) ?? [];
  const from = Number(query.page_token ?? 0);
  if (all.length === 0) return {};
  const vulns = all.slice(from, from + PAGE).map(({ id }) => ({ id, modified: "2026-01-01T00:00:00Z" }));
  return from + PAGE < all.length ? { vulns, next_page_token: String(from + PAGE) } : { vulns };
}

function osvAdvisory({ id, severity, cvss, withdrawn, aliases, informational }: Advisory): object {
  return {
    id,
    ...(aliases && { aliases }),
    ...(withdrawn && { withdrawn }),
    ...(cvss && { severity: [{ type: "CVSS_V3", score: cvss }] }),
    ...(informational && { affected: [{ database_specific: { informational } }] }),
    ...(severity && { database_specific: { severity } }),
  };
}

interface DepsDevRequest {
  readonly versionKey: { readonly system: string; readonly name: string; readonly version: string };
}

function depsDev(world: World, path: string, body: string): Answer | null {
  if (path !== "/v3alpha/findingsbatch") return null;
  const { requests } = JSON.parse(body) as { requests: readonly DepsDevRequest[] };
  const responses = requests.map(({ versionKey: { system, name, version } }) => ({
    findings: {
      packageFindings: [],
      requestedVersion: { findings: world.findings.get(`${system} ${name} ${version}`) ?? [] },
    },
  }));
  return { body: { responses } };
}

export const advisoryDatabases = { osv, depsDev };
