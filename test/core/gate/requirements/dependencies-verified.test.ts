import type { GateInput } from "../../../../src/core/case/input.js";
import { MAX_LOOKED_UP, packagesToLookUp } from "../../../../src/core/dependencies/queries.js";
import type {
  DeclaredDependency,
  DependencyChange,
  ManifestChange,
  ManifestState,
} from "../../../../src/core/facts/change.js";
import type { Change, ChangedFile } from "../../../../src/core/facts/facts.js";
import { type PackageFacts, packageKey } from "../../../../src/core/facts/package-facts.js";
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
import { merge } from "../../../support/merge.js";

const dependenciesVerified = inWordsOf(dependenciesVerifiedKind);

const DAY = 86_400_000;
const NOW = Date.parse(aFacts().readAt);
const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

describe("dependencies_verified", () => {
  it("is not applicable when no dependency is added or changed", () => {
    expect(judge([])).toMatchObject({ status: "not_applicable", detail: "no dependency is added or changed" });
    expect(judge([{ ecosystem: "npm", name: "gone", before: declared("gone"), after: null }]).status).toBe(
      "not_applicable",
    );
  });

  it("is satisfied by an established package, and says how many were looked at", () => {
    expect(judge([added("left-pad")])).toMatchObject({
      status: "satisfied",
      detail: "1 dependency looked at",
      fix: "",
    });
  });

  it.each<[string, Override<PackageFacts>, string]>([
    ["does not exist", { existence: loaded("missing") }, "`npm:left-pad` does not exist on npm"],
    [
      "exists elsewhere only",
      { existence: loaded("missing"), existsIn: ["pypi"] },
      "a package of this name exists on PyPI only",
    ],
    ["is a slip of a popular name", { existence: loaded("missing"), similarTo: "lpad" }, "`lpad` does"],
    ["is on hold", { existence: loaded("security-hold") }, "taken away by npm for security reasons"],
    [
      "comes from a registry of the change's own",
      { existence: loaded("foreign") },
      "a registry that only this change names",
    ],
    ["is young", { firstPublished: loaded(daysAgo(29)) }, "was first published 29 days ago, expected at least 30d"],
    ["is from the future", { firstPublished: loaded(daysAgo(-3)) }, "was first published today"],
    ["is rarely used", { weeklyDownloads: loaded(999) }, "has 999 weekly downloads, expected at least 1000"],
    ["is named like a popular one", { similarTo: "left-pads" }, "is named almost like the popular `left-pads`"],
    ["resolves to nothing", { resolved: loaded(null) }, "has no published version that fits `^1.0.0`"],
    ["is fresh", release({ published: daysAgo(6) }), "`1.3.0` was published 6 days ago, expected at least 7 days"],
    ["cannot be resolved", { resolved: loaded("unclear") }, "has a version that the file does not tell (`^1.0.0`)"],
    ["cannot be looked up", { existence: loaded("uncovered") }, "`npm:left-pad` cannot be looked up"],
    ["is yanked", release({ yanked: true }), "`1.3.0` was withdrawn by its maintainers"],
    ["is deprecated", release({ deprecated: "use `x` @robin" }), "`1.3.0` is deprecated (``use `x` @robin``)"],
    [
      "is vulnerable",
      {
        vulnerabilities: loaded([
          weakness("GHSA-1", "moderate"),
          weakness("GHSA-2", "critical"),
          weakness("CVE-3", "low"),
        ]),
      },
      "has known vulnerabilities, the worst of critical severity (`GHSA-1`, `GHSA-2`)",
    ],
    [
      "is vulnerable to an unknown degree",
      { vulnerabilities: loaded([weakness("CVE-1", "unknown")]) },
      "the worst of unknown severity",
    ],
    [
      "is malware",
      { vulnerabilities: loaded([{ ...weakness("MAL-1", "unknown"), malicious: true }]) },
      "is known malware (`MAL-1`)",
    ],
  ])("is unsatisfied by a new dependency that %s", (_what, facts, detail) => {
    expect(judge([added("left-pad")], facts)).toMatchObject({
      status: "unsatisfied",
      who: "agent",
      waits: "author",
      detail: expect.stringContaining(detail),
      fix: expect.stringContaining("/countersign waive dependencies_verified:npm:left-pad <reason>"),
    });
  });

  it.each<[string, Override<PackageFacts>]>([
    ["is exactly old enough", { firstPublished: loaded(daysAgo(30)), ...release({ published: daysAgo(7) }) }],
    ["is used just enough", { weeklyDownloads: loaded(1000) }],
    [
      "is of an ecosystem that keeps no such records",
      {
        weeklyDownloads: loaded(null),
        firstPublished: loaded(null),
        vulnerabilities: loaded(null),
        ...release({ published: null, runsScripts: null }),
      },
    ],
    ["has minor vulnerabilities", { vulnerabilities: loaded([weakness("GHSA-1", "low")]) }],
    ["runs a script and is established", release({ runsScripts: true })],
  ])("is satisfied by a new dependency that %s", (_what, facts) => {
    expect(judge([added("left-pad")], facts).status).toBe("satisfied");
  });

  it("asks age, use and name of new dependencies only", () => {
    const newcomer = { firstPublished: loaded(daysAgo(1)), weeklyDownloads: loaded(0), similarTo: "left-pads" };

    expect(judge([changed("left-pad")], newcomer).status).toBe("satisfied");
    expect(judge([changed("left-pad")], { existence: loaded("uncovered") })).toMatchObject({
      status: "satisfied",
      detail: "1 dependency looked at; `npm:left-pad` cannot be looked up",
    });
    expect(judge([changed("left-pad")], { existence: loaded("missing") }).status).toBe("unsatisfied");
    expect(judge([changed("left-pad")], release({ published: daysAgo(1) })).status).toBe("unsatisfied");
  });

  it("tells every fault of every package at once, and of an install script where there is doubt already", () => {
    const facts = { weeklyDownloads: loaded(3), ...release({ runsScripts: true, yanked: true }) };
    const { detail } = judge([added("left-pad"), added("right-pad")], facts);

    for (const name of ["left-pad", "right-pad"]) {
      expect(detail).toContain(
        `\`npm:${name}\` has 3 weekly downloads, expected at least 1000, runs a script on installation`,
      );
    }
    expect(detail).toContain("was withdrawn");
  });

  it("needs nothing of a package of the organisation's own", () => {
    const silent = unavailable<never>("not asked about outside");
    const own = {
      existence: loaded("private" as const),
      resolved: silent,
      vulnerabilities: silent,
      weeklyDownloads: silent,
    };

    expect(judge([added("@acme/ui")], { ...own, firstPublished: silent }).status).toBe("satisfied");
  });

  it.each<[string, Override<PackageFacts>]>([
    ["existence", { existence: unavailable("npm did not answer in 5 s") }],
    ["version", { resolved: unavailable("npm did not answer in 5 s") }],
    ["age", { firstPublished: unavailable("npm did not answer in 5 s") }],
    ["downloads", { weeklyDownloads: unavailable("npm did not answer in 5 s") }],
    ["vulnerabilities", { vulnerabilities: unavailable("OSV did not answer in 5 s") }],
  ])("waits for the %s that nobody answered, unless the policy says that a warning is enough", (_what, facts) => {
    const blocked = judge([added("left-pad")], facts);
    const warned = judge([added("left-pad")], facts, { policy: policyOf({ unreachable: "warn" }) });

    expect(blocked).toMatchObject({ status: "unsatisfied", who: "countersign", waits: "checks" });
    expect(blocked.detail).toContain("`npm:left-pad`");
    expect(warned).toMatchObject({ status: "satisfied", detail: expect.stringContaining("nobody answered") });
  });

  it("does not ask the author to mend what was not looked up yet", () => {
    const input = inputOf([manifest([added("left-pad")])]);

    expect(dependenciesVerified(input)).toMatchObject({
      status: "unsatisfied",
      who: "countersign",
      waits: "checks",
      detail: "looked up once the pull request is open: `npm:left-pad`",
    });
  });

  it("refuses what the policy denies, in lockfiles too, and whatever it allows", () => {
    const policy = policyOf({ deny: ["npm:event-*"], allow: ["event-stream"] });

    for (const role of ["manifest", "lockfile"] as const) {
      const input = inputOf([manifest([added("event-stream", "3.3.6")], role)], { policy });
      expect(dependenciesVerified(input)).toMatchObject({
        status: "unsatisfied",
        detail: "`npm:event-stream` is refused by `dependencies.deny` of the policy",
      });
    }
  });

  it("does not look at what the policy allows", () => {
    const policy = policyOf({ allow: ["@acme/*", "pypi:left-pad"] });
    const changes = [added("@acme/ui"), added("left-pad")];

    expect(packagesToLookUp(changeOf([manifest(changes)]), policy.policy).map(({ name }) => name)).toEqual([
      "left-pad",
    ]);
    expect(dependenciesVerified(inputOf([manifest([added("@acme/ui")])], { policy })).status).toBe("satisfied");
  });

  it.each([
    ["new", null, "unsatisfied"],
    ["that came from a registry before", declared("tool"), "unsatisfied"],
    ["that came from another repository before", fromGit("https://git.example/other"), "unsatisfied"],
    ["that was there before", fromGit("https://git.example/tool"), "satisfied"],
  ] as const)("judges code from git %s", (_what, before, status) => {
    const after = fromGit("https://git.example/tool");
    const requirement = dependenciesVerified(inputOf([manifest([{ ecosystem: "npm", name: "tool", before, after }])]));

    expect(requirement.status).toBe(status);
    if (status === "unsatisfied") expect(requirement.detail).toContain("from a git repository, not from a registry");
  });

  it("is an error that the author can mend when a manifest cannot be read", () => {
    const unread: ManifestChange = {
      status: "unread",
      role: "manifest",
      cause: "not-understood",
      reason: "it is no JSON",
    };

    expect(dependenciesVerified(inputOf([manifestFile(unread), manifest([added("left-pad")])]))).toMatchObject({
      status: "error",
      who: "agent",
      waits: "author",
      detail: expect.stringContaining("`package.json` (it is no JSON)"),
    });
  });

  it("is an error while nobody has looked at a manifest, and when the change is unknown", () => {
    const unexamined = aFile({ path: "package.json", examination: undefined });
    const unknown = aGateInput({ facts: aFacts({ change: unavailable("502") }) });

    expect(dependenciesVerified(inputOf([unexamined])).status).toBe("error");
    expect(dependenciesVerified(unknown).status).toBe("error");
  });

  it("is an error that passes by itself when a manifest's text was not given", () => {
    const unread: ManifestChange = {
      status: "unread",
      role: "manifest",
      cause: "not-given",
      reason: "GitHub was slow",
    };

    expect(dependenciesVerified(inputOf([manifestFile(unread)]))).toMatchObject({
      status: "error",
      who: "countersign",
      detail: expect.stringContaining("`package.json` (GitHub was slow)"),
    });
  });

  it.each([
    ["not-given", "was not read"],
    ["not-understood", "cannot be read"],
  ] as const)("holds a lockfile back that is %s until a maintainer has looked at it", (cause, words) => {
    const unread: ManifestChange = { status: "unread", role: "lockfile", cause, reason: "it is too large" };
    const file = manifestFile(unread, "package-lock.json");
    const waived = aWaiver({ requirement: "dependencies_verified", subject: "package-lock.json" });

    expect(dependenciesVerified(inputOf([file]))).toMatchObject({
      status: "unsatisfied",
      waits: "author",
      detail: expect.stringContaining(words),
    });
    expect(dependenciesVerified(inputOf([file], { records: aRecords({ waivers: [waived] }) })).status).toBe("waived");
  });

  it("is unsatisfied by a lockfile that holds something else than the manifest declares", () => {
    const packages = [{ ecosystem: "npm" as const, name: "left-pad", spec: "^1.0.0" }];
    const files = [
      manifest([added("left-pad")], "manifest", "package.json", { packages, asked: null }),
      manifest([], "lockfile", "package-lock.json", { packages: [], asked: null }),
    ];
    const policy = policyOf({ allow: ["left-pad"] });

    expect(dependenciesVerified(inputOf(files, { policy }))).toMatchObject({
      status: "unsatisfied",
      waits: "author",
      detail: expect.stringContaining("`npm:left-pad` is not locked as it is declared (`package-lock.json`"),
      fix: expect.stringContaining("npm install"),
    });
  });

  describe("waivers", () => {
    const faulty = { weeklyDownloads: loaded(3) };
    const waive = (subject: string, more: object = {}) =>
      aWaiver({ requirement: "dependencies_verified", subject, ...more });

    it.each(["npm:left-pad", "left-pad"])("set a package aside that is named %s", (subject) => {
      const records = aRecords({ waivers: [waive(subject)] });

      expect(judge([added("left-pad")], faulty, { records })).toMatchObject({
        status: "waived",
        who: null,
        waits: null,
        detail: expect.stringMatching(/`npm:left-pad` by `maya`: `A rename.*` \(has 3 weekly downloads/),
      });
    });

    it.each([
      ["another package", waive("right-pad")],
      ["another ecosystem", waive("pypi:left-pad")],
      ["another change", waive("left-pad", { fingerprint: "f".repeat(64) })],
      ["another requirement", waive("left-pad", { requirement: "no_secrets" })],
    ])("for %s change nothing", (_what, waiver) => {
      const records = aRecords({ waivers: [waiver] });

      expect(judge([added("left-pad")], faulty, { records }).status).toBe("unsatisfied");
    });

    it("are needed for every faulty package, and the others are still told", () => {
      const records = aRecords({ waivers: [waive("left-pad")] });
      const changes = [added("left-pad"), added("right-pad")];
      const { status, detail } = judge(changes, faulty, { records });

      expect(status).toBe("unsatisfied");
      expect(detail).toContain("npm:right-pad");
      expect(detail).not.toContain("npm:left-pad");
      const all = aRecords({ waivers: [waive("left-pad"), waive("npm:right-pad")] });
      expect(judge(changes, faulty, { records: all }).status).toBe("waived");
    });

    it("bring a package past a registry that is down", () => {
      const records = aRecords({ waivers: [waive("left-pad")] });

      expect(judge([added("left-pad")], { existence: unavailable("down") }, { records }).status).toBe("waived");
    });
  });

  it("looks up at most so many packages, and holds the others back", () => {
    const many = Array.from({ length: MAX_LOOKED_UP + 5 }, (_, index) => added(`pad-${index}`));
    const { status, detail } = judge(many);

    expect(packagesToLookUp(changeOf([manifest(many)]), aPolicy())).toHaveLength(MAX_LOOKED_UP);
    expect(status).toBe("unsatisfied");
    expect(detail).toContain(
      "`npm:pad-204` was not looked up, because the change alters too many dependencies at once",
    );
  });

  it("shows hostile names, ranges and words without their markup", () => {
    const name = "@everyone/](https://evil.example)`<img src=x>";
    const { detail } = judge([added(name, "`` @robin #1 ``")], { existence: loaded("missing") });

    expect(detail.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/[@<[\]]/);
  });
});

describe("what is looked up", () => {
  const asked = (...changes: DependencyChange[]) => packagesToLookUp(changeOf([manifest(changes)]), aPolicy());

  it("is each question once, without what no registry knows", () => {
    const php = { ...added("php", ">=8"), ecosystem: "packagist" as const };
    const as = (change: DependencyChange): DependencyChange => ({
      ...change,
      after: change.after && { ...change.after, ecosystem: change.ecosystem },
    });

    expect(asked(added("a"), added("a"), as(php), added("b", "workspace:*")).map(({ name }) => name)).toEqual(["a"]);
  });

  it.each([
    ["npm:real@^2.0.0", "real", "^2.0.0"],
    ["npm:@acme/real@1", "@acme/real", "1"],
    ["npm:@acme/real", "@acme/real", ""],
  ])("is the package behind the alias %s", (spec, name, range) => {
    expect(asked(added("alias", spec))).toEqual([expect.objectContaining({ name, spec: range })]);
  });

  it("carries the version that the nearest lockfile names, if it names one only", () => {
    const file = (path: string, ...changes: DependencyChange[]) => manifest(changes, "manifest", path);
    const lock = (path: string, ...changes: DependencyChange[]) => manifest(changes, "lockfile", path);
    const lockedOf = (...files: ChangedFile[]) =>
      packagesToLookUp(changeOf(files), aPolicy()).flatMap(({ locked, only }) => (only === undefined ? [locked] : []));

    expect(lockedOf(file("package.json", added("a")), lock("package-lock.json", added("a", "1.0.3")))).toEqual([
      "1.0.3",
    ]);
    expect(lockedOf(file("web/package.json", added("a")), lock("package-lock.json", added("a", "1.0.3")))).toEqual([
      "1.0.3",
    ]);
    expect(lockedOf(file("package.json", added("a")), lock("web/package-lock.json", added("a", "1.0.3")))).toEqual([
      null,
    ]);
    expect(
      lockedOf(file("package.json", added("a")), lock("package-lock.json", added("a", "1.0.3"), added("a", "2.0.0"))),
    ).toEqual([null]);
  });
});

function declared(name: string, spec = "^1.0.0"): DeclaredDependency {
  return { ecosystem: "npm", name, spec, source: { kind: "registry", index: null }, scope: "runtime", line: 3 };
}

function fromGit(location: string): DeclaredDependency {
  return { ...declared("tool"), source: { kind: "git", location } };
}

function added(name: string, spec?: string): DependencyChange {
  return { ecosystem: "npm", name, before: null, after: declared(name, spec) };
}

function changed(name: string): DependencyChange {
  return { ecosystem: "npm", name, before: declared(name, "^0.9.0"), after: declared(name) };
}

function manifest(
  changes: readonly DependencyChange[],
  role: "manifest" | "lockfile" = "manifest",
  path?: string,
  state?: ManifestState,
) {
  const whole: ManifestChange = { status: "read", role, changes, settings: [], state };
  return manifestFile(whole, path ?? (role === "manifest" ? "package.json" : "package-lock.json"));
}

function manifestFile(change: ManifestChange, path = "package.json"): ChangedFile {
  return aFile({ path, examination: anExamination({ manifest: change }) });
}

function changeOf(files: readonly ChangedFile[]): Change {
  return aChange({ files });
}

function policyOf(dependencies: NonNullable<Parameters<typeof aPolicy>[0]>["dependencies"]) {
  return aLoadedPolicy({ policy: aPolicy({ dependencies }) });
}

function inputOf(files: readonly ChangedFile[], override: Override<GateInput> = {}): GateInput {
  return aGateInput({ facts: aFacts({ change: loaded(changeOf(files)) }), ...override });
}

/** The requirement on a manifest with these changes, when each package that is asked about has these facts. */
function judge(
  changes: readonly DependencyChange[],
  facts: Override<PackageFacts> = {},
  override: Override<GateInput> = {},
) {
  const input = inputOf([manifest(changes)], override);
  const change = changeOf([manifest(changes)]);
  const answers = packagesToLookUp(change, input.policy.policy).map(
    (query) => [packageKey(query), packageFacts(facts)] as const,
  );
  return dependenciesVerified({ ...input, facts: { ...input.facts, packages: new Map(answers) } });
}

/** An established package with nothing against it. */
function packageFacts(override: Override<PackageFacts>): PackageFacts {
  return merge<PackageFacts>(
    {
      existence: loaded("exists"),
      firstPublished: loaded(daysAgo(2000)),
      weeklyDownloads: loaded(1_000_000),
      vulnerabilities: loaded([]),
      similarTo: null,
      existsIn: [],
      ...(release({}) as Pick<PackageFacts, "resolved">),
    },
    override,
  );
}

function release(more: object): Pick<PackageFacts, "resolved"> {
  const base = { version: "1.3.0", published: daysAgo(400), deprecated: null, yanked: false, runsScripts: false };
  return { resolved: loaded({ ...base, ...more }) };
}

function weakness(id: string, severity: "low" | "moderate" | "critical" | "unknown") {
  return { id, severity, malicious: false };
}
