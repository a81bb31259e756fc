// Workflow actions behind the same look-up: who is asked, in whose name it is remembered, and what the facts say.

import { parsePackagePattern } from "../../src/core/dependencies/package-pattern.js";
import {
  type ActionRefQuery,
  type ActionRepository,
  type ActionTarget,
  type PackageFacts,
  type PackageQuery,
  packageKey,
} from "../../src/core/facts/package-facts.js";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import type { RepositoryRef } from "../../src/core/facts/work.js";
import { AppError } from "../../src/errors.js";
import type { PackageCache } from "../../src/ports.js";
import { aQuery, startRegistries } from "./look-up.js";

const registries = await startRegistries();
const { sim, start, cache } = registries;
beforeEach(() => sim.requests.splice(0));
afterAll(() => sim.close());

const USING: RepositoryRef = { installationId: 77, repositoryId: 4242, owner: "acme", name: "shop" };
const SHA = "5".repeat(40);

it("asks the repository in the name of the one that uses the action", async () => {
  const { facts, asked } = await lookUp(
    { spec: SHA, locked: "v4.1.1" },
    repository({ claimed: "same" }, { tags: ["v4.1.1"] }),
  );

  expect(asked).toEqual([[USING, { name: "tools/deploy", ref: SHA, claim: "v4.1.1" }]]);
  expect(facts).toMatchObject({
    existence: { value: "exists" },
    firstPublished: { value: "2020-01-01T00:00:00Z" },
    resolved: { value: { version: "4.1.1", published: "2026-01-02T00:00:00Z", deprecated: null } },
    weeklyDownloads: { value: null },
    vulnerabilities: { value: [] },
    action: { fullName: "tools/Deploy", release: "4.1.1", claimed: "same", target: { membership: "held" } },
  });
});

it("asks OSV about the release, under the name that GitHub spells", async () => {
  sim.warn("GitHub Actions", "tools/Deploy", "45.0.7", { id: "GHSA-mrrh", severity: "HIGH" });

  for (const query of [{ spec: "v45.0.7" }, { spec: SHA }]) {
    const { facts } = await lookUp(query, repository({}, { tags: ["v45", "v45.0.7"] }));
    expect(facts.vulnerabilities).toMatchObject({ value: [{ id: "GHSA-mrrh", severity: "high" }] });
  }
  const { facts } = await lookUp({ spec: SHA }, repository({}, { tags: ["v45"] }));
  expect(facts).toMatchObject({ vulnerabilities: { status: "loaded", value: null }, action: { release: null } });
});

it.each<[string, Partial<ActionTarget>, string | null]>([
  [SHA, { committedAt: "2026-01-05T00:00:00Z" }, "2026-01-05T00:00:00Z"],
  ["v4.1.1", { releasedAt: null }, "2026-01-01T00:00:00Z"],
  ["v4", { kind: "tag" }, null],
  ["main", { kind: "branch" }, null],
])("gives %s the later of its dates, and none to what moves", async (spec, target, published) => {
  const { facts } = await lookUp({ spec }, repository({}, { kind: "commit", ...target }, spec));

  expect(facts.resolved).toMatchObject({ value: { published } });
});

it.each<[string, ActionRepository | null, Partial<PackageFacts>]>([
  ["does not exist", null, { existence: loaded("missing") }],
  ["has no such ref", { ...repository(), target: null }, { resolved: loaded(null) }],
  ["is the organisation's own", repository({ isOwn: true }), { existence: loaded("private") }],
])("tells what %s", async (_what, answer, expected) => {
  expect((await lookUp({}, answer)).facts).toMatchObject(expected);
});

it("tells that an archived repository is given up", async () => {
  expect((await lookUp({}, repository({ isArchived: true }))).facts.resolved).toMatchObject({
    value: { deprecated: "its repository is archived" },
  });
});

it("does not call missing what a GitHub Enterprise Server may take from github.com", async () => {
  expect((await lookUp({}, null, { knowsAll: false })).facts.existence).toEqual(loaded("uncovered"));
});

it.each<[string, () => Promise<Source<null>>, string]>([
  ["refuses", async () => unavailable("it is blocked"), "GitHub did not tell (it is blocked)"],
  [
    "is down",
    () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "secret detail")),
    "GitHub could not be asked (GITHUB_UNAVAILABLE)",
  ],
  ["breaks", () => Promise.reject(new Error("secret detail")), "GitHub could not be asked"],
  ["is silent", () => new Promise(() => undefined), "GitHub did not answer in time"],
])("is unverified when GitHub %s", async (_what, answer, reason) => {
  const { facts } = await lookUp({}, answer, { limits: { registriesMs: 30 } });

  expect(facts.existence).toEqual(unavailable(reason));
});

it("asks nobody about own names, and nobody without a repository to ask for", async () => {
  const own = await lookUp({ name: "acme/tool" }, repository(), { ownNames: ["actions:acme/*"] });
  expect([own.asked, own.facts.existence]).toEqual([[], loaded("private")]);

  const nobody = await lookUp({}, repository(), { using: null });
  expect([nobody.asked, nobody.facts.existence.status]).toEqual([[], "unavailable"]);
});

it("remembers the answer for this repository alone, and what moves for minutes only", async () => {
  const rows = cache();
  const commit = { spec: SHA };
  expect((await lookUp(commit, repository(), { rows })).asked).toHaveLength(1);
  expect((await lookUp(commit, null, { rows })).asked).toEqual([]);
  expect((await lookUp(commit, null, { rows, using: { ...USING, repositoryId: 1 } })).asked).toHaveLength(1);
  expect((await lookUp(commit, null, { rows, using: { ...USING, installationId: 1 } })).asked).toHaveLength(1);

  await lookUp({ spec: "v4" }, repository({}, { kind: "tag" }), { rows });
  registries.clock.advance(11 * 60_000);
  expect((await lookUp({ spec: "v4" }, repository(), { rows })).asked).toHaveLength(1);
  expect((await lookUp(commit, null, { rows })).asked).toEqual([]);
});

it("asks about a limited number of actions for one change", async () => {
  const reader = { loadActionRef: async () => loaded(repository()) };
  const queries = Array.from({ length: 45 }, (_, index) => anAction({ name: `tools/a-${index}` }));
  const found = await start(cache(), {}, {}, { reader, knowsAll: true }).lookUp(queries, USING);

  expect([...found.values()].filter(({ existence }) => existence.status === "unavailable")).toHaveLength(5);
});

function anAction(query: Partial<PackageQuery>): PackageQuery {
  return aQuery({ ecosystem: "actions", name: "tools/deploy", spec: "v4.1.1", ...query });
}

function repository(
  more: Partial<ActionRepository> = {},
  target: Partial<ActionTarget> = {},
  ref = SHA,
): ActionRepository {
  const usual: ActionTarget = {
    sha: SHA,
    kind: ref === SHA ? "commit" : "tag",
    committedAt: "2026-01-01T00:00:00Z",
    releasedAt: "2026-01-02T00:00:00Z",
    tags: [],
    membership: "held",
  };
  return {
    fullName: "tools/Deploy",
    isOwn: false,
    isArchived: false,
    createdAt: "2020-01-01T00:00:00Z",
    claimed: null,
    ...more,
    target: { ...usual, ...target },
  };
}

interface Given {
  readonly using?: RepositoryRef | null;
  readonly rows?: PackageCache;
  readonly knowsAll?: boolean;
  readonly ownNames?: readonly string[];
  readonly limits?: { readonly registriesMs: number };
}

async function lookUp(
  query: Partial<PackageQuery>,
  answer: ActionRepository | null | (() => Promise<Source<null>>),
  { using = USING, rows = cache(), knowsAll = true, ownNames = [], limits = { registriesMs: 5000 } }: Given = {},
) {
  const asked: [RepositoryRef, ActionRefQuery][] = [];
  const reader = {
    loadActionRef: async (ref: RepositoryRef, of: ActionRefQuery): Promise<Source<ActionRepository | null>> => {
      asked.push([ref, of]);
      return typeof answer === "function" ? answer() : loaded(answer);
    },
  };
  const whole = anAction(query);
  const settings = { ownNames: ownNames.map(parsePackagePattern) };
  const found = await start(rows, settings, limits, { reader, knowsAll }).lookUp([whole], using ?? undefined);
  return { facts: found.get(packageKey(whole)) as PackageFacts, asked };
}
