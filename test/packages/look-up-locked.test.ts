// Packages that only lockfiles name: how OSV and deps.dev are asked about thousands of them, and what is never sent.

import { parsePackagePattern } from "../../src/core/dependencies/package-pattern.js";
import { type PackageFacts, type PackageQuery, packageKey } from "../../src/core/facts/package-facts.js";
import { unavailable } from "../../src/core/facts/source.js";
import { aQuery, startRegistries } from "./look-up.js";

const registries = await startRegistries();
const { sim, start, cache } = registries;
beforeEach(() => {
  sim.heal();
  sim.requests.length = 0;
});
afterAll(() => sim.close());

sim.warn("npm", "evil-pad", "1.0.1", { id: "MAL-2026-7" });
sim.warn("PyPI", "weak", "2.0.0", { id: "GHSA-aaaa", severity: "HIGH" }, { id: "PYSEC-1", aliases: ["GHSA-aaaa"] });
sim.warn("crates.io", "tired", "1.0.0", { id: "RUSTSEC-2024-1", informational: "unmaintained" });
sim.suspect("NPM", "odd-pad", "3.0.0", { type: "MALICIOUS" });

const many = (count: number) => Array.from({ length: count }, (_, index) => locked({ name: `pad-${index}` }));
const paths = () => sim.requests.map(({ path }) => path);

it("asks databases of vulnerabilities, and no registry", async () => {
  const queries = [
    locked({ name: "evil-pad", spec: "1.0.1" }),
    locked({ name: "odd-pad", spec: "3.0.0" }),
    locked({ ecosystem: "pypi", name: "weak", spec: "2.0.0" }),
    locked({ ecosystem: "cargo", name: "tired", spec: "1.0.0" }),
    locked({ name: "fine" }),
  ];
  const found = await start(cache()).lookUp(queries);

  expect(queries.map((query) => found.get(packageKey(query))?.vulnerabilities)).toMatchObject([
    { value: [{ id: "MAL-2026-7", malicious: true }] },
    { value: [{ id: "deps.dev", malicious: true }] },
    { value: [{ id: "GHSA-aaaa", severity: "high", malicious: false }] },
    { value: [{ id: "RUSTSEC-2024-1", severity: "moderate" }] },
    { status: "loaded", value: [] },
  ]);
  expect(paths().filter((path) => !/^\/(?:osv|depsDev)\//.test(path))).toEqual([]);
});

it("asks about a thousand packages in few requests, and remembers the answer", async () => {
  const rows = cache();
  const queries = [...many(1200), locked({ name: "evil-pad", spec: "1.0.1" })];
  await start(rows).lookUp(queries);

  expect(paths().filter((path) => path === "/osv/v1/querybatch")).toHaveLength(3);
  expect(rows.rows.size).toBe(6);
  sim.requests.length = 0;
  const again = await start(rows).lookUp(queries);
  expect(sim.requests).toEqual([]);
  expect(again.size).toBe(1201);
  expect(factsIn(again, queries.at(-1)).vulnerabilities).toMatchObject({ value: [{ id: "MAL-2026-7" }] });
});

it.each([
  { name: "@acme/secret-ui" },
  { name: "secret", index: "https://npm.acme.example/all/" },
  { name: "stranger", index: "https://npm.evil.example/" },
] as const)(
  "sends no name of the organisation's own, and none from a registry that nobody declared: %j",
  async (query) => {
    const whole = locked(query);
    const found = await start(cache(), {
      ownNames: [parsePackagePattern("npm:@acme/*")],
      ownRegistries: ["https://npm.acme.example"],
    }).lookUp([whole]);

    expect(sim.requests).toEqual([]);
    expect(factsIn(found, whole).existence).toMatchObject({
      status: "loaded",
      value: whole.name === "stranger" ? "foreign" : "private",
    });
  },
);

it("keeps what one part of the question left unanswered from the others, and does not remember it", async () => {
  const rows = cache();
  const queries = many(600);
  sim.fail("/osv/v1/querybatch", { status: 403 }, 1);
  const found = await start(rows).lookUp(queries);

  const silent = [...found.values()].filter(({ vulnerabilities }) => vulnerabilities.status === "unavailable");
  expect([100, 500]).toContain(silent.length);
  expect(silent[0]?.vulnerabilities).toEqual(unavailable("OSV answered 403"));
  const again = await start(rows).lookUp(queries);
  expect([...again.values()].every(({ vulnerabilities }) => vulnerabilities.status === "loaded")).toBe(true);
});

it("tells malware that deps.dev knows while OSV is silent, and nothing else", async () => {
  sim.fail("/osv/", { status: 500 });
  const queries = [locked({ name: "odd-pad", spec: "3.0.0" }), locked({ name: "fine" })];
  const found = await start(cache()).lookUp(queries);

  expect(factsIn(found, queries[0]).vulnerabilities).toMatchObject({ value: [{ malicious: true }] });
  expect(factsIn(found, queries[1]).vulnerabilities).toEqual(unavailable("OSV answered 500"));
});

it("asks nobody where the installation asks nobody", async () => {
  const query = locked({ name: "fine" });
  const found = await start(cache(), { offline: true }).lookUp([query]);

  expect(factsIn(found, query).vulnerabilities.status).toBe("unavailable");
  expect(sim.requests).toEqual([]);
});

it.each([{ body: '{"results": []}' }, { body: "null" }, { body: "{" }, { status: 404 }])(
  "believes no answer of another form: %j",
  async (fault) => {
    sim.fail("/osv/v1/querybatch", fault);
    const query = locked({ name: "fine" });

    expect(factsIn(await start(cache()).lookUp([query]), query).vulnerabilities.status).toBe("unavailable");
  },
);

function locked(query: Partial<PackageQuery>): PackageQuery {
  const spec = query.spec ?? "1.0.0";
  return aQuery({ ...query, spec, locked: spec, only: "advisories" });
}

function factsIn(found: ReadonlyMap<string, PackageFacts>, query: PackageQuery | undefined): PackageFacts {
  return found.get(packageKey(query ?? aQuery())) as PackageFacts;
}
