// Each ecosystem through its registry's own forms: what exists, since when, which release is meant, how often it is used.
import type { Ecosystem } from "../../src/core/facts/change.js";
import { LONG_AGO } from "../registry-simulator/world.js";
import { startRegistries } from "./look-up.js";

const registries = await startRegistries();
const { sim, lookUp } = registries;
afterAll(() => sim.close());

const NEW = "2026-02-27T08:00:00.000Z";

interface Example {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Oldest first; the last one is new. */
  readonly versions: readonly [string, string, string];
  readonly spec: string;
  readonly resolves: string;
  /** Null: nobody counts. */
  readonly weekly: number | null;
  readonly osv: string | null;
}

const EXAMPLES: readonly Example[] = [
  {
    ecosystem: "npm",
    name: "@acme/pad",
    versions: ["1.0.0", "1.2.0", "2.0.0"],
    spec: "^1.0.0",
    resolves: "1.2.0",
    weekly: 50_000,
    osv: "npm",
  },
  {
    ecosystem: "pypi",
    name: "some-tool",
    versions: ["1.0", "1.4.1", "2.0"],
    spec: ">=1,<2",
    resolves: "1.4.1",
    weekly: 50_000,
    osv: "PyPI",
  },
  {
    ecosystem: "go",
    name: "github.com/Acme/kit",
    versions: ["v1.0.0", "v1.2.0", "v1.3.0"],
    spec: "v1.2.0",
    resolves: "v1.2.0",
    weekly: null,
    osv: "Go",
  },
  {
    ecosystem: "cargo",
    name: "some_tool",
    versions: ["0.1.0", "0.1.5", "0.2.0"],
    spec: "0.1",
    resolves: "0.1.5",
    weekly: 50_000,
    osv: "crates.io",
  },
  {
    ecosystem: "rubygems",
    name: "some-tool",
    versions: ["7.0.1", "7.0.8", "7.1.0"],
    spec: "~> 7.0.1",
    resolves: "7.0.8",
    weekly: 42_099,
    osv: "RubyGems",
  },
  {
    ecosystem: "maven",
    name: "org.acme:some-tool",
    versions: ["1.0", "1.10", "2.0"],
    spec: "[1.0,2.0)",
    resolves: "1.10",
    weekly: null,
    osv: "Maven",
  },
  {
    ecosystem: "nuget",
    name: "acme.tool",
    versions: ["1.0.0", "1.1.0", "2.0.0"],
    spec: "1.1.0",
    resolves: "1.1.0",
    weekly: 56_132,
    osv: "NuGet",
  },
  {
    ecosystem: "packagist",
    name: "acme/tool",
    versions: ["v1.0.0", "v1.2.0", "v2.0.0"],
    spec: "^1.0",
    resolves: "v1.2.0",
    weekly: 50_000,
    osv: "Packagist",
  },
  {
    ecosystem: "docker",
    name: "acme/tool",
    versions: ["1.0", "1.2", "2.0"],
    spec: "1.2",
    resolves: "1.2",
    weekly: 56_132,
    osv: null,
  },
];

describe.each(EXAMPLES)("$ecosystem", ({ ecosystem, name, versions, spec, resolves, weekly, osv }) => {
  const [first, second, newest] = versions;
  sim.publish(ecosystem, name, {
    [first]: {},
    [second]: { published: "2024-01-10T00:00:00.000Z" },
    [newest]: { published: NEW },
  });
  if (osv !== null)
    sim.warn(osv, name, resolves.replace(/^v(?=.*$)/, ecosystem === "go" ? "" : "v"), {
      id: `GHSA-${ecosystem}`,
      severity: "HIGH",
    });

  it("says what the registry says", async () => {
    const facts = await lookUp({ ecosystem, name, spec });

    expect(facts).toMatchObject({
      existence: { status: "loaded", value: "exists" },
      firstPublished: { status: "loaded", value: LONG_AGO },
      resolved: { status: "loaded", value: { version: resolves, deprecated: null, yanked: false } },
      weeklyDownloads: { status: "loaded", value: weekly },
      similarTo: null,
      existsIn: [],
    });
  });

  it("knows when the newest release was published, where the registry tells", async () => {
    const facts = await lookUp({ ecosystem, name, spec: newest });

    expect(facts.resolved).toMatchObject({
      value: { version: newest, published: ecosystem === "docker" ? null : NEW },
    });
  });

  it("knows what OSV knows of the release", async () => {
    const { vulnerabilities } = await lookUp({ ecosystem, name, spec });

    const known = [{ id: `GHSA-${ecosystem}`, severity: "high", malicious: false }];
    expect(vulnerabilities).toEqual({ status: "loaded", value: osv === null ? null : known });
  });

  it("calls a package missing that is not there, and finds no version where none fits", async () => {
    const unknown = name.replace(/tool|pad|kit/, "invented");
    const none = await lookUp({
      ecosystem,
      name,
      spec: ecosystem === "go" ? "v9.9.9" : ecosystem === "maven" ? "[9,10)" : "9.9.9",
    });

    expect((await lookUp({ ecosystem, name: unknown, spec })).existence).toEqual({
      status: "loaded",
      value: "missing",
    });
    expect(none.resolved).toEqual({ status: "loaded", value: null });
    expect(none.existence).toEqual({ status: "loaded", value: "exists" });
  });

  it("says nothing about a package whose registry is down", async () => {
    sim.fail(encodeURI(name.split(/[/:]/).at(-1) ?? ""), { status: 503 });
    const facts = await lookUp({ ecosystem, name, spec });
    sim.heal();

    expect(facts.existence).toMatchObject({ status: "unavailable", reason: expect.stringContaining("answered 503") });
    expect(facts.resolved.status).toBe("unavailable");
    expect(facts.vulnerabilities.status).toBe("unavailable");
  });
});
