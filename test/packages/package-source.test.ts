// What holds for every ecosystem: what is never sent, what silence means, what is remembered, what a hostile registry can do.

import { parsePackagePattern } from "../../src/core/dependencies/package-pattern.js";
import { packageKey } from "../../src/core/facts/package-facts.js";
import type { PackageCache } from "../../src/ports.js";
import type { Fault } from "../registry-simulator/index.js";
import { aQuery, memoryCache, startRegistries } from "./look-up.js";

const registries = await startRegistries();
const { sim, lookUp, start } = registries;
beforeEach(() => {
  sim.heal();
  sim.requests.length = 0;
  registries.logged.length = 0;
});
afterAll(() => sim.close());

sim.publish("npm", "left-pad", { "1.0.0": {}, "1.3.0": {} });
const asked = () => sim.requests.map(({ path, body }) => decodeURIComponent(`${path} ${body}`)).join("\n");

describe("a package of the organisation's own", () => {
  const ownNames = ["npm:@acme/*", "pypi:acme-*", "docker:ghcr.io/acme/*", "maven:com.acme:*"].map(parsePackagePattern);
  const ownRegistries = ["https://npm.acme.example/group", "cargo-own", "registry.acme.example:5000"];

  it.each([
    { name: "@acme/secret-ui" },
    { name: "@ACME/secret-ui" },
    { ecosystem: "pypi", name: "acme_secret" },
    { ecosystem: "docker", name: "ghcr.io/acme/secret" },
    { ecosystem: "docker", name: "registry.acme.example:5000/secret" },
    { ecosystem: "maven", name: "com.acme:secret" },
    { name: "secret", index: "https://npm.acme.example/group/all/" },
    { ecosystem: "cargo", name: "secret", index: "cargo-own" },
  ] as const)("is not sent anywhere: %j", async (query) => {
    const facts = await lookUp(query, { ownNames, ownRegistries });

    expect(facts.existence).toEqual({ status: "loaded", value: "private" });
    expect(sim.requests).toEqual([]);
  });

  it("is not tried in other ecosystems under the name it would have there", async () => {
    await lookUp({ name: "acme-secret" }, { ownNames });

    expect(sim.requests.map(({ path }) => path.split("/")[1]).sort()).toEqual(["npm", "npmDownloads"]);
  });

  it.each([
    "https://npm.acme.example/groups/",
    "https://npm.acme.example.evil.example/group",
    "https://evil.example/npm.acme.example/group",
  ])("does not come from %s", async (index) => {
    expect((await lookUp({ index }, { ownRegistries })).existence).toEqual({ status: "loaded", value: "foreign" });
    expect(sim.requests).toEqual([]);
  });
});

describe("a registry that only the change names", () => {
  it.each([
    { index: "http://169.254.169.254/latest/meta-data" },
    { index: "https://localhost:8080" },
    { index: "https://user:pass@npm.evil.example" },
    { ecosystem: "docker", name: "evil.example/nginx" },
    { ecosystem: "docker", name: "localhost:5000/nginx" },
    { ecosystem: "cargo", name: "x", index: "own" },
  ] as const)("is never called: %j", async (query) => {
    expect((await lookUp(query)).existence).toEqual({ status: "loaded", value: "foreign" });
    expect(sim.requests).toEqual([]);
  });

  it.each(["https://registry.npmjs.org/", "https://registry.yarnpkg.com"])("is not %s", async (index) => {
    expect((await lookUp({ index })).existence).toEqual({ status: "loaded", value: "exists" });
  });

  it("is told apart from public ones that nobody here can ask", async () => {
    const { existence } = await lookUp({ ecosystem: "docker", name: "ghcr.io/acme/app", spec: "1" });

    expect(existence).toEqual({ status: "loaded", value: "uncovered" });
    expect(sim.requests).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    { name: "../../downloads/point/last-week/express" },
    { name: ".." },
    { name: "left-pad?write=true" },
    { name: "left-pad#x" },
    { name: "@acme/../x" },
    { name: "nul\u0000" },
    { name: "" },
    { name: "x".repeat(400_000) },
    { name: "%2e%2e" },
    { ecosystem: "pypi", name: "a/../../b" },
    { ecosystem: "go", name: "github.com/../../@v/list" },
    { ecosystem: "go", name: "no-dot/x" },
    { ecosystem: "cargo", name: "1abc" },
    { ecosystem: "rubygems", name: ".." },
    { ecosystem: "maven", name: "a..b:c" },
    { ecosystem: "maven", name: "nocolon" },
    { ecosystem: "nuget", name: "a/b" },
    { ecosystem: "packagist", name: "a/b/c" },
    { ecosystem: "docker", name: "UPPER/case" },
  ] as const)("that no registry can hold are not sent: %#", async (query) => {
    const { existence } = await lookUp(query);

    const folders: Record<string, string> = { cargo: "crates", docker: "dockerHub" };
    const ecosystem = ("ecosystem" in query ? query.ecosystem : undefined) ?? "npm";
    const registry = `/${folders[ecosystem] ?? ecosystem}`;
    expect(sim.requests.filter(({ path }) => path.startsWith(registry) || path.includes(".."))).toEqual([]);
    expect(existence.status === "loaded" ? existence.value : "unknown").not.toBe("exists");
  });

  it("that a build computes are not known to be missing", async () => {
    const { existence } = await lookUp({ ecosystem: "maven", name: `\${project.groupId}:core` });

    expect(existence).toEqual({ status: "loaded", value: "uncovered" });
  });

  it("are sent as one piece of the path", async () => {
    sim.publish("npm", "@acme/pad", { "1.0.0": {} });
    await lookUp({ name: "@acme/pad" });

    expect(sim.requests.map(({ path }) => path)).toEqual(expect.arrayContaining(["/npm/@acme%2Fpad"]));
  });
});

describe("a registry that does not do its part", () => {
  it.each<[string, Fault, string]>([
    ["is silent", { silent: true }, "npm did not answer in 1 s"],
    ["is down", { status: 500 }, "npm answered 500"],
    ["refuses", { status: 403 }, "npm answered 403"],
    ["asks for patience without end", { status: 429, headers: { "Retry-After": "86400" } }, "npm answered 429"],
    ["sends garbage", { body: "<html>" }, "npm answered something that is not JSON"],
    ["sends another form", { body: '{"versions": 3}' }, "npm answered in a form that is not known"],
    ["sends null", { body: "null" }, "npm answered in a form that is not known"],
    ["sends too much", { hugeBytes: 400_000 }, "npm sent more than is read"],
    ["hangs up", { hangUp: true }, "npm cannot be reached"],
    ["nests deeply", { body: "[".repeat(50_000) }, "npm answered something that nests too deeply"],
    ["redirects in circles", { status: 302, headers: { Location: "/npm/left-pad" } }, "npm redirects in circles"],
    ["redirects to nowhere", { status: 302 }, "npm redirects to nowhere"],
    ...[
      "http://example.com/x",
      "https://169.254.169.254/",
      "https://[::1]/",
      "https://metadata/",
      "https://db.internal/",
      "file:///etc/passwd",
      "https://u:p@example.com/",
    ].map((Location): [string, Fault, string] => [
      `redirects to ${Location}`,
      { status: 302, headers: { Location } },
      "npm redirects to an address that is not followed",
    ]),
  ])("and %s is no answer, neither good nor bad", async (_what, fault, reason) => {
    sim.fail("/npm/left-pad", fault);
    const facts = await lookUp({}, {}, { requestMs: 150, maxBytes: 100_000, maxThinnedBytes: 300_000 });

    expect(facts.existence).toEqual({ status: "unavailable", reason });
    expect(facts.resolved).toEqual({ status: "unavailable", reason });
    expect(facts.firstPublished).toEqual({ status: "unavailable", reason });
    expect(facts.vulnerabilities.status).toBe("unavailable");
  });

  it("is asked a second time, and believed then", async () => {
    sim.fail("/npm/left-pad", { status: 503, headers: { "Retry-After": "0" } }, 1);

    expect((await lookUp({})).existence).toEqual({ status: "loaded", value: "exists" });
    expect(sim.requests.filter(({ path }) => path === "/npm/left-pad")).toHaveLength(2);
  });

  it("may redirect within its own host", async () => {
    sim.fail("/npm/left-pad", { status: 301, headers: { Location: "/npm/left%2Dpad" } }, 1);

    expect((await lookUp({})).existence).toEqual({ status: "loaded", value: "exists" });
  });

  it("costs a look-up no more than its time, and the other packages nothing", async () => {
    sim.publish("npm", "right-pad", { "1.0.0": {} });
    sim.fail("/npm/left-pad", { silent: true });
    const [slow, quick] = [aQuery(), aQuery({ name: "right-pad" })];
    const source = start(
      memoryCache(() => 0),
      {},
      { registriesMs: 100, lookUpMs: 400, requestMs: 5000 },
    );
    const facts = await source.lookUp([slow, quick]);

    expect(facts.get(packageKey(slow))?.existence).toEqual({
      status: "unavailable",
      reason: "npm did not answer in time",
    });
    expect(facts.get(packageKey(quick))).toMatchObject({
      existence: { value: "exists" },
      vulnerabilities: { status: "loaded", value: [] },
    });
  });

  it("can be the count of downloads alone", async () => {
    sim.fail("/npmDownloads", { status: 500 });

    expect(await lookUp({})).toMatchObject({
      existence: { status: "loaded" },
      weeklyDownloads: { status: "unavailable", reason: "the count of downloads of npm answered 500" },
    });
  });

  it("can be OSV: then nothing is known of vulnerabilities", async () => {
    sim.fail("/osv", { status: 500 });

    expect((await lookUp({})).vulnerabilities).toEqual({ status: "unavailable", reason: "OSV answered 500" });
  });

  it.each<Fault>([
    { status: 500 },
    { body: "{}" },
    { body: '{"responses":[]}' },
    { body: '{"responses":[{"findings":7}]}' },
  ])("can be deps.dev, which nobody waits for: %j", async (fault) => {
    sim.fail("/depsDev", fault);

    expect((await lookUp({})).vulnerabilities).toEqual({ status: "loaded", value: [] });
  });
});

describe("offline", () => {
  it("asks nobody and knows nothing", async () => {
    const facts = await lookUp({}, { offline: true });

    expect(sim.requests).toEqual([]);
    expect(facts.existence).toMatchObject({
      status: "unavailable",
      reason: expect.stringContaining("PACKAGES_OFFLINE"),
    });
  });
});

describe("requests", () => {
  it("carry the question and nothing of this machine", async () => {
    await lookUp({});

    for (const { headers } of sim.requests) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["cookie"]));
      expect(headers.authorization).toBeUndefined();
      expect(headers["user-agent"]).toMatch(/^countersign /);
    }
    expect(asked()).not.toContain("packages/countersign");
  });
});

describe("answers", () => {
  const hours = (count: number) => count * 3_600_000;
  const npmRequests = () => sim.requests.filter(({ path }) => path.startsWith("/npm/")).length;

  it("are remembered for hours, of missing packages for minutes", async () => {
    const source = start(registries.cache());
    const invented = aQuery({ name: "surely-invented" });
    const look = () => source.lookUp([aQuery(), invented]);

    await look();
    const first = sim.requests.length;
    await look();
    expect(sim.requests).toHaveLength(first);

    registries.clock.advance(11 * 60_000);
    sim.publish("npm", "surely-invented", { "1.0.0": {} });
    const facts = await look();
    expect(facts.get(packageKey(invented))?.existence).toEqual({ status: "loaded", value: "exists" });
    expect(asked().match(/\/npm\/left-pad/g)).toHaveLength(1);

    registries.clock.advance(hours(6));
    await look();
    expect(asked().match(/\/npm\/left-pad/g)).toHaveLength(2);
  });

  it("are not remembered where there was none", async () => {
    const source = start(registries.cache());
    sim.fail("/npm/left-pad", { status: 500 });
    await source.lookUp([aQuery()]);
    sim.heal();

    const facts = await source.lookUp([aQuery()]);
    expect(facts.get(packageKey(aQuery()))?.existence).toEqual({ status: "loaded", value: "exists" });
  });

  it("are asked for once by everybody who asks at the same time", async () => {
    const source = start(registries.cache());
    await Promise.all([source.lookUp([aQuery(), aQuery()]), source.lookUp([aQuery()])]);

    expect(npmRequests()).toBe(1);
  });

  it.each<[string, PackageCache]>([
    ["is broken", { find: () => Promise.reject(new Error("sesame")), keep: () => Promise.reject(new Error("sesame")) }],
    ["holds rubbish", { find: async () => ({ existence: "exists", weekly: "many" }), keep: async () => undefined }],
  ])("do not depend on a cache that %s", async (_what, cache) => {
    const facts = await start(cache).lookUp([aQuery()]);

    expect(facts.get(packageKey(aQuery()))?.existence).toEqual({ status: "loaded", value: "exists" });
    expect(registries.logged.join()).not.toContain("sesame");
  });
});

describe("a missing package", () => {
  it("is looked for in other ecosystems, and among popular names", async () => {
    sim.publish("pypi", "expresss", { "1.0": {} });
    const facts = await lookUp({ name: "expresss" });

    expect(facts).toMatchObject({ existence: { value: "missing" }, existsIn: ["pypi"], similarTo: "express" });
  });

  it("is one whose releases were all taken back", async () => {
    sim.publish("npm", "taken-back", {});

    expect((await lookUp({ name: "taken-back" })).existence).toEqual({ status: "loaded", value: "missing" });
  });
});

describe("npm", () => {
  it("tells what it took away, what is deprecated and what runs scripts", async () => {
    sim.publish("npm", "held", { "0.0.1-security": {} });
    sim.publish("npm", "noisy", { "1.0.0": { deprecated: "use quiet", runsScripts: true } });

    expect((await lookUp({ name: "held", spec: "" })).existence).toEqual({ status: "loaded", value: "security-hold" });
    expect((await lookUp({ name: "noisy" })).resolved).toMatchObject({
      value: { version: "1.0.0", deprecated: "use quiet", runsScripts: true },
    });
  });

  it("believes no key that is part of every object", async () => {
    sim.fail("/npm/left-pad", {
      body: '{"dist-tags":{"latest":"1.0.0","__proto__":"9"},"time":{"constructor":"x","1.0.0":"2020-01-01T00:00:00Z"},"versions":{"__proto__":{},"toString":{},"1.0.0":{"scripts":{"__proto__":{"install":"x"}}}}}',
    });

    expect((await lookUp({})).resolved).toMatchObject({ value: { version: "1.0.0", runsScripts: false } });
    expect((await lookUp({ spec: "toString" })).resolved).toEqual({ status: "loaded", value: null });
  });

  it("judges a locked release where it fits, even a deprecated one", async () => {
    sim.publish("npm", "locked", { "1.0.0": { deprecated: "old" }, "1.1.0": {}, "2.0.0": {} });
    const version = async (locked: string, spec = "^1.0.0") =>
      (await lookUp({ name: "locked", spec, locked })).resolved;

    expect(await version("1.0.0")).toMatchObject({ value: { version: "1.0.0", deprecated: "old" } });
    expect(await version("2.0.0")).toMatchObject({ value: { version: "1.1.0" } });
    expect(await version("1.0.7")).toMatchObject({ value: { version: "1.1.0" } });
    expect(await version("2.0.0", "catalog:")).toMatchObject({ value: { version: "2.0.0" } });
  });
});

describe("the Go proxy", () => {
  it("knows pseudo-versions, deprecation and retraction", async () => {
    const pseudo = "v0.0.0-20240102030405-abcdefabcdef";
    sim.publish("go", "github.com/acme/old", {
      [pseudo]: { published: "2024-01-02T03:04:05.000Z" },
      "v1.0.0": { yanked: true },
      "v1.1.0": { deprecated: "use acme/new" },
    });
    const resolved = async (spec: string) =>
      (await lookUp({ ecosystem: "go", name: "github.com/acme/old", spec })).resolved;

    expect(await resolved(pseudo)).toMatchObject({ value: { published: "2024-01-02T03:04:05.000Z", yanked: false } });
    expect(await resolved("v1.0.0")).toMatchObject({ value: { yanked: true, deprecated: "use acme/new" } });
    expect(await resolved("master")).toEqual({ status: "loaded", value: "unclear" });
  });
});

describe("advisories", () => {
  const vulnerabilities = async (name: string) => {
    const { vulnerabilities } = await lookUp({ name, spec: "1.0.0" });
    return vulnerabilities.status === "loaded" ? vulnerabilities.value : vulnerabilities.reason;
  };
  const publish = (name: string) => sim.publish("npm", name, { "1.0.0": {} });

  it("are counted once each, without withdrawn ones, malware first, over all pages", async () => {
    publish("weak");
    sim.warn(
      "npm",
      "weak",
      "1.0.0",
      { id: "CVE-2024-1", aliases: ["GHSA-a"] },
      { id: "GHSA-a", severity: "CRITICAL", aliases: ["CVE-2024-1"] },
      { id: "GHSA-b", severity: "HIGH", withdrawn: "2024-01-01T00:00:00Z" },
      { id: "GHSA-c", severity: "LOW" },
      { id: "MAL-2024-1" },
      { id: "OSV-1", cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N" },
      { id: "OSV-2" },
    );

    expect(await vulnerabilities("weak")).toEqual([
      { id: "MAL-2024-1", severity: "unknown", malicious: true },
      { id: "GHSA-a", severity: "critical", malicious: false },
      { id: "GHSA-c", severity: "low", malicious: false },
      { id: "OSV-1", severity: "moderate", malicious: false },
      { id: "OSV-2", severity: "unknown", malicious: false },
    ]);
  });

  it("of deps.dev add to those of OSV", async () => {
    publish("suspect");
    sim.suspect(
      "NPM",
      "suspect",
      "1.0.0",
      { type: "MALICIOUS" },
      { type: "DEPRECATED", deprecatedContext: { reason: "gone" } },
      7 as never,
    );

    expect(await lookUp({ name: "suspect" })).toMatchObject({
      vulnerabilities: { value: [{ id: "deps.dev", malicious: true }] },
      resolved: { value: { deprecated: "gone" } },
    });
  });

  it("are asked for in one request", async () => {
    for (let index = 0; index < 5; index++) publish(`many-${index}`);
    await start(registries.cache()).lookUp(Array.from({ length: 5 }, (_, index) => aQuery({ name: `many-${index}` })));

    expect(sim.requests.filter(({ path }) => path.startsWith("/osv"))).toHaveLength(1);
  });
});
