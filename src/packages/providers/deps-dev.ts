// deps.dev's findings: a second opinion. The interface is an alpha that may change at any time, so it is read with an open
// mind: what is not understood says nothing, and only what makes a release look worse is taken.
import { z } from "zod";
import type { Ecosystem } from "../../core/facts/change.js";
import { type Advice, type AdvisorySource, NO_ADVICE } from "../advisories.js";
import type { RegistryHttp } from "../http/registry-http.js";
import { Unanswered } from "../http/unanswered.js";
import type { Endpoints } from "../settings.js";

const SYSTEMS: Partial<Record<Ecosystem, string>> = {
  npm: "NPM",
  pypi: "PYPI",
  go: "GO",
  cargo: "CARGO",
  rubygems: "RUBYGEMS",
  maven: "MAVEN",
  nuget: "NUGET",
};

const Finding = z.object({
  type: z.string(),
  deprecatedContext: z.object({ reason: z.string().nullish() }).nullish().catch(null),
  lowUsageContext: z
    .object({ alternativePackages: z.array(z.unknown()).nullish() })
    .nullish()
    .catch(null),
});
type Finding = z.infer<typeof Finding>;
const Findings = z.array(z.unknown()).catch([]);
const OfVersion = z.object({ findings: Findings }).catch({ findings: [] });
const Report = z.object({ packageFindings: Findings, requestedVersion: OfVersion });
const Batch = z.object({ responses: z.array(z.object({ findings: Report.optional() }).and(Report.partial())) });

export function depsDevAdvisories(http: RegistryHttp, endpoints: Endpoints): AdvisorySource {
  return {
    covers: (ecosystem) => Object.hasOwn(SYSTEMS, ecosystem),
    async advise(releases) {
      const requests = releases.map(({ ecosystem, name, version }) => ({
        versionKey: { system: SYSTEMS[ecosystem], name, version },
      }));
      const answer = await http.json(`${endpoints.depsDev}/v3alpha/findingsbatch`, Batch, { body: { requests } });
      if (answer?.responses.length !== releases.length) throw new Unanswered("answered in a form that is not known");
      return answer.responses.map((response) => {
        const report = response.findings ?? response;
        const findings = [...(report.packageFindings ?? []), ...(report.requestedVersion?.findings ?? [])];
        return toAdvice(findings.flatMap((finding) => Finding.safeParse(finding).data ?? []));
      });
    },
  };
}

function toAdvice(findings: readonly Finding[]): Advice {
  const deprecated = findings.find(({ type }) => type === "DEPRECATED");
  const alternatives = findings.find(({ type }) => type === "LOW_USAGE")?.lowUsageContext?.alternativePackages ?? [];
  return {
    vulnerabilities: findings.some(({ type }) => type === "MALICIOUS")
      ? [{ id: "deps.dev", severity: "critical", malicious: true }]
      : [],
    deprecated: deprecated === undefined ? null : (deprecated.deprecatedContext?.reason ?? "deprecated").slice(0, 300),
    similarTo: alternatives.map(nameOf).find((name) => name !== null) ?? NO_ADVICE.similarTo,
  };
}

const Alternative = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

function nameOf(alternative: unknown): string | null {
  return Alternative.safeParse(alternative).data?.slice(0, 214) ?? null;
}
