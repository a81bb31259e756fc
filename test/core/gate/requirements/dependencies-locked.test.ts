// What a lockfile brings in besides the direct dependencies: asked of databases of vulnerabilities, never of a registry.

import type { GateInput } from "../../../../src/core/case/input.js";
import { MAX_LOCKED } from "../../../../src/core/dependencies/locked-packages.js";
import { packagesToLookUp } from "../../../../src/core/dependencies/queries.js";
import { readManifestChange } from "../../../../src/core/dependencies/read-manifest-change.js";
import type {
  DeclaredDependency,
  DependencyChange,
  DependencySource,
  Ecosystem,
} from "../../../../src/core/facts/change.js";
import type { ChangedFile } from "../../../../src/core/facts/facts.js";
import { type PackageFacts, packageKey, type Vulnerability } from "../../../../src/core/facts/package-facts.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { dependenciesVerified as dependenciesVerifiedKind } from "../../../../src/core/gate/requirements/dependencies-verified.js";
import {
  aChange,
  aFacts,
  aFile,
  aGateInput,
  aLoadedPolicy,
  anExamination,
  aPolicy,
  aRecords,
  aWaiver,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import type { Override } from "../../../support/merge.js";

const dependenciesVerified = inWordsOf(dependenciesVerifiedKind);

const REGISTRY: DependencySource = { kind: "registry", index: null };
const SILENT = unavailable<never>("not asked");

describe("a package that only a lockfile names", () => {
  it("is asked of databases of vulnerabilities in its exact version, once", () => {
    const files = [
      lockfile([added("pad", "1.0.1"), added("pad", "2.0.0")]),
      lockfile([added("pad", "1.0.1")], "web/yarn.lock"),
    ];

    expect(queriesOf(files)).toEqual([
      { ecosystem: "npm", name: "pad", spec: "1.0.1", index: null, locked: "1.0.1", only: "advisories" },
      { ecosystem: "npm", name: "pad", spec: "2.0.0", index: null, locked: "2.0.0", only: "advisories" },
    ]);
  });

  it.each<[string, Ecosystem, string, string]>([
    ["a platform of bundler", "rubygems", "1.15.4-x86_64-linux", "1.15.4"],
    ["the pin of a compiled list", "pypi", "==2.1.0", "2.1.0"],
    ["a release by name", "maven", "Finchley.SR2", "Finchley.SR2"],
    ["an incompatible module", "go", "v2.0.0+incompatible", "v2.0.0+incompatible"],
  ])("is asked about without %s", (_what, ecosystem, spec, version) => {
    expect(queriesOf([lockfile([added("pad", spec, { ecosystem })])])).toMatchObject([{ spec: version }]);
  });

  it("is not asked about when it was removed, is on this machine, or only its go.mod is read", () => {
    const changes = [
      { ...added("gone"), before: locked("gone"), after: null },
      added("own", "1.0.0", { source: { kind: "path", location: "packages/own" } }),
      added("mod", "v1.0.0", { ecosystem: "go", indirect: true }),
    ];

    expect(queriesOf([lockfile(changes)])).toEqual([]);
    expect(judge([lockfile(changes)]).status).toBe("not_applicable");
  });

  it("holds nothing up when nothing is known against it", () => {
    expect(judge([lockfile([added("pad")])])).toMatchObject({ status: "satisfied", detail: "1 dependency looked at" });
  });

  it.each<[string, Vulnerability, string]>([
    ["malware", { id: "MAL-2026-1", severity: "unknown", malicious: true }, "is known malware (`MAL-2026-1`)"],
    [
      "critical",
      weakness("GHSA-1", "critical"),
      "has known vulnerabilities, the worst of critical severity (`GHSA-1`)",
    ],
    ["high", weakness("GHSA-1", "high"), "the worst of high severity (`GHSA-1`)"],
    ["of no stated severity", weakness("CVE-1", "unknown"), "the worst of unknown severity (`CVE-1`)"],
  ])("is a fault when it is %s, with version, advisory and line", (_what, found, detail) => {
    const { status, detail: told, fix } = judge([lockfile([added("pad", "1.0.1", { line: 812 })])], [found]);

    expect(status).toBe("unsatisfied");
    expect(told).toContain("`npm:pad` `1.0.1` (`package-lock.json` line 812) ");
    expect(told).toContain(detail);
    expect(fix).toContain("/countersign waive dependencies_verified:npm:pad <reason>");
  });

  it.each(["low", "moderate"] as const)("is only told when its vulnerabilities are %s", (severity) => {
    expect(judge([lockfile([added("pad", "1.0.1")])], [weakness("GHSA-1", severity)])).toMatchObject({
      status: "satisfied",
      detail: expect.stringContaining("line 3) has lesser known vulnerabilities (`GHSA-1`)"),
    });
  });

  it("is a fault in a version that another one replaced, too", () => {
    const bump: DependencyChange = { ...added("pad", "1.0.1"), before: locked("pad", "1.0.0") };

    expect(judge([lockfile([bump])], [weakness("GHSA-1", "high")]).status).toBe("unsatisfied");
  });

  it("is waived by its name, for this change only", () => {
    const files = [lockfile([added("pad"), added("rod")])];
    const waive = (subject: string) =>
      aRecords({
        waivers: [aWaiver({ requirement: "dependencies_verified", subject, fingerprint: aGateInput().fingerprint })],
      });

    expect(judge(files, [weakness("GHSA-1", "high")], { records: waive("npm:pad") })).toMatchObject({
      status: "unsatisfied",
      detail: expect.not.stringContaining("npm:pad"),
    });
    expect(
      judge([files[0] as ChangedFile].slice(0, 1), [weakness("GHSA-1", "high")], { records: waive("npm:other") })
        .status,
    ).toBe("unsatisfied");
  });

  it("is told once for all when nobody answers", () => {
    const files = [lockfile([added("pad"), added("rod"), added("sod")])];

    expect(judge(files, unavailable("OSV did not answer in time"))).toMatchObject({
      status: "unsatisfied",
      who: "countersign",
      detail:
        "nobody answered about `package-lock.json`: the known vulnerabilities of 3 packages (OSV did not answer in time)",
    });
    const policy = aLoadedPolicy({ policy: aPolicy({ dependencies: { unreachable: "warn" } }) });
    expect(judge(files, unavailable("OSV did not answer in time"), { policy }).status).toBe("satisfied");
  });

  it("is not known to be good before anybody was asked", () => {
    expect(judge([lockfile([added("pad")])], null)).toMatchObject({
      status: "unsatisfied",
      detail: "looked up once the pull request is open: `package-lock.json`",
    });
  });

  it("stays unverified when the lockfile names no release of it", () => {
    expect(judge([lockfile([added("pad", "dev-main", { ecosystem: "packagist" }), added("rod", "")])])).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining("2 packages (the lockfile names no release of them)"),
    });
  });

  it("stays unverified beyond the limit, with the number", () => {
    const many = Array.from({ length: MAX_LOCKED + 7 }, (_, index) => added(`pad-${index}`));

    expect(queriesOf([lockfile(many)])).toHaveLength(MAX_LOCKED);
    expect(judge([lockfile(many)])).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining("the known vulnerabilities of 7 packages (at most 2000 are asked about at once)"),
    });
  });

  it("is not told twice where it is a direct dependency of the same change", () => {
    const manifest = { ...added("pad", "^1.0.0"), after: { ...locked("pad", "^1.0.0") } };
    const files = [file("package.json", "manifest", [manifest]), lockfile([added("pad", "1.0.1")])];
    const { detail } = judge(files, [weakness("GHSA-1", "high")]);

    expect(detail.match(/GHSA-1/g)).toHaveLength(1);
  });

  it("is a fault when it newly comes from git or from a registry that nobody declared", () => {
    const git = { kind: "git", location: "https://evil.example/pad.git" } as const;
    const stranger = { kind: "registry", index: "https://npm.evil.example" } as const;

    expect(judge([lockfile([added("pad", "", { source: git })])])).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining("comes from a git repository, not from a registry"),
    });
    const entry = added("pad", "1.0.1", { source: stranger });
    const kept = { ...entry, before: locked("pad", "1.0.0", { source: stranger }) };
    expect(judge([lockfile([entry])], loaded("foreign")).status).toBe("unsatisfied");
    expect(judge([lockfile([kept])], loaded("foreign")).status).toBe("satisfied");
  });

  it("is not asked about when the policy allows or denies it", () => {
    const policyOf = (dependencies: NonNullable<Parameters<typeof aPolicy>[0]>["dependencies"]) =>
      aLoadedPolicy({ policy: aPolicy({ dependencies }) });
    const files = [lockfile([added("pad")])];

    expect(judge(files, null, { policy: policyOf({ allow: ["npm:pad"] }) }).status).toBe("not_applicable");
    expect(judge(files, null, { policy: policyOf({ deny: ["npm:pad"] }) }).detail).toContain("is refused by");
  });

  it("shows hostile names and versions without their markup", () => {
    const hostile = added("@everyone/`<img src=x>`[a](https://evil.example)", "1.0.0");
    const { detail } = judge([lockfile([hostile], "x`@robin`/package-lock.json")], [weakness("GHSA-1", "high")]);

    expect(detail.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/[@<[\]]/);
  });
});

/** Each format's own text, before and after: nothing else tells that the readers give exact versions and lines. */
describe("the releases that are asked about", () => {
  it.each<[string, string, string, string]>([
    [
      "package-lock.json",
      '{"lockfileVersion":3,"packages":{}}',
      '{"lockfileVersion":3,"packages":{"node_modules/pad":{"version":"1.0.1","resolved":"https://registry.npmjs.org/pad/-/pad-1.0.1.tgz"}}}',
      "npm pad 1.0.1",
    ],
    [
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\n",
      "lockfileVersion: '9.0'\npackages:\n  '@acme/pad@1.0.1(rod@2.0.0)':\n    resolution: {integrity: sha512-x}\n",
      "npm @acme/pad 1.0.1",
    ],
    [
      "yarn.lock",
      "# yarn lockfile v1\n",
      '# yarn lockfile v1\n\npad@^1.0.0:\n  version "1.0.1"\n  resolved "https://registry.yarnpkg.com/pad/-/pad-1.0.1.tgz#x"\n',
      "npm pad 1.0.1",
    ],
    [
      "bun.lock",
      '{"lockfileVersion":1,"packages":{}}',
      '{"lockfileVersion":1,"packages":{"pad":["pad@1.0.1","",{},"sha512-x"],},}',
      "npm pad 1.0.1",
    ],
    ["poetry.lock", "", '[[package]]\nname = "pad"\nversion = "1.0.1"\n', "pypi pad 1.0.1"],
    [
      "uv.lock",
      "version = 1\n",
      'version = 1\n[[package]]\nname = "pad"\nversion = "1.0.1"\nsource = { registry = "https://pypi.org/simple" }\n',
      "pypi pad 1.0.1",
    ],
    ["pdm.lock", "", '[[package]]\nname = "pad"\nversion = "1.0.1"\n', "pypi pad 1.0.1"],
    ["Pipfile.lock", '{"default":{}}', '{"default":{"pad":{"version":"==1.0.1"}}}', "pypi pad 1.0.1"],
    [
      "Cargo.lock",
      "version = 4\n",
      'version = 4\n[[package]]\nname = "pad"\nversion = "1.0.1"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
      "cargo pad 1.0.1",
    ],
    ["go.sum", "", "example.com/pad v1.0.1 h1:x\nexample.com/rod v1.0.0/go.mod h1:y\n", "go example.com/pad v1.0.1"],
    [
      "Gemfile.lock",
      "GEM\n  remote: https://rubygems.org/\n  specs:\n",
      "GEM\n  remote: https://rubygems.org/\n  specs:\n    pad (1.0.1-arm64-darwin)\n",
      "rubygems pad 1.0.1",
    ],
    [
      "composer.lock",
      '{"packages":[]}',
      '{"packages":[{"name":"acme/pad","version":"v1.0.1","dist":{"type":"zip","url":"https://api.github.com/repos/acme/pad/zipball/x"},"notification-url":"https://packagist.org/downloads/"}]}',
      "packagist acme/pad v1.0.1",
    ],
    [
      "packages.lock.json",
      '{"version":1,"dependencies":{}}',
      '{"version":1,"dependencies":{"net8.0":{"Pad":{"type":"Transitive","resolved":"1.0.1"}}}}',
      "nuget pad 1.0.1",
    ],
    ["gradle.lockfile", "", "com.acme:pad:1.0.1=runtimeClasspath\n", "maven com.acme:pad 1.0.1"],
  ])("of %s are exact", (path, before, after, expected) => {
    const manifest = readManifestChange({ path, previousPath: path, before: before === "" ? null : before, after });
    const asked = queriesOf([aFile({ path, examination: anExamination({ manifest }) })]);

    expect(asked.map(({ ecosystem, name, spec }) => `${ecosystem} ${name} ${spec}`)).toEqual([expected]);
  });
});

function weakness(id: string, severity: Vulnerability["severity"]): Vulnerability {
  return { id, severity, malicious: false };
}

function locked(name: string, spec = "1.0.0", more: Partial<DeclaredDependency> = {}): DeclaredDependency {
  return { ecosystem: "npm", name, spec, source: REGISTRY, scope: "runtime", line: 3, ...more };
}

function added(name: string, spec?: string, more: Partial<DeclaredDependency> = {}): DependencyChange {
  return { ecosystem: more.ecosystem ?? "npm", name, before: null, after: locked(name, spec, more) };
}

function file(path: string, role: "manifest" | "lockfile", changes: readonly DependencyChange[]): ChangedFile {
  return aFile({ path, examination: anExamination({ manifest: { status: "read", role, changes, settings: [] } }) });
}

function lockfile(changes: readonly DependencyChange[], path = "package-lock.json"): ChangedFile {
  return file(path, "lockfile", changes);
}

function queriesOf(files: readonly ChangedFile[]) {
  return packagesToLookUp(aChange({ files }), aPolicy());
}

type Known = readonly Vulnerability[] | PackageFacts["vulnerabilities"] | PackageFacts["existence"] | null;

/** The requirement when this is known of every package that is asked about; null: nobody was asked. */
function judge(files: readonly ChangedFile[], known: Known = [], override: Override<GateInput> = {}) {
  const change = aChange({ files });
  const input = aGateInput({ facts: aFacts({ change: loaded(change) }), ...override });
  const answers =
    known === null
      ? []
      : packagesToLookUp(change, input.policy.policy).map(
          (query) => [packageKey(query), factsOf(known, query.only)] as const,
        );
  return dependenciesVerified({ ...input, facts: { ...input.facts, packages: new Map(answers) } });
}

function factsOf(known: Exclude<Known, null>, only?: "advisories"): PackageFacts {
  const isStanding = "status" in known && known.status === "loaded" && typeof known.value === "string";
  return {
    existence: isStanding ? (known as PackageFacts["existence"]) : only ? SILENT : loaded("exists"),
    firstPublished: loaded(null),
    resolved: loaded({ version: "1.0.1", published: null, deprecated: null, yanked: false, runsScripts: null }),
    weeklyDownloads: loaded(null),
    vulnerabilities: isStanding
      ? SILENT
      : "status" in known
        ? (known as PackageFacts["vulnerabilities"])
        : loaded(known),
    similarTo: null,
    existsIn: [],
  };
}
