// What the examination of a change does to a pull request: proofs, dependencies, secrets, destructive statements.
import { type PackageFacts, packageKey } from "../../src/core/facts/package-facts.js";
import { loaded, unavailable } from "../../src/core/facts/source.js";
import type { PackageSource } from "../../src/ports.js";
import { type Scene, startScene, TOTAL } from "./support/scene.js";
import { agentOpens, ciPasses } from "./support/stories.js";

/** Says of each package what the test wants; `null`: the registry does not answer. */
const registry = new Map<string, Partial<PackageFacts> | null>();
const packages: PackageSource = {
  lookUp: async (queries) =>
    new Map(queries.map((query) => [packageKey(query), factsOf(registry.get(query.name))] as const)),
};

let scene: Scene;

beforeAll(async () => {
  scene = await startScene({ packages });
});

afterEach(() => {
  registry.clear();
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

const PACKAGE = '{\n  "name": "shop",\n  "dependencies": {\n    "left-pad": "^1.3.0"\n  }\n}\n';
const withDependency = (name: string) => PACKAGE.replace('"left-pad"', `"${name}": "^1.0.0",\n    "left-pad"`);

async function agentChanges(files: Record<string, string>, before: Record<string, string> = {}) {
  await scene.buildShop(before);
  const pull = await agentOpens(scene, { files });
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

describe("a proof", () => {
  it("lets a changed comment in source code pass without a person", async () => {
    const pull = await agentChanges({ "src/cart/total.ts": `// Prices are in euros.\n${TOTAL}` });

    expect(scene.json(pull)).toMatchObject({ tier: "format-safe", conclusion: "success" });
    expect(scene.check(pull).text).toContain("only-comments");
  });

  it("is not given to a comment that steers a tool", async () => {
    const pull = await agentChanges({ "src/cart/total.ts": `// @ts-nocheck\n${TOTAL}` });

    expect(scene.json(pull)).toMatchObject({ tier: "behavior-changing", conclusion: null });
  });

  it("does not spare a workflow, whose place decides", async () => {
    const workflow = "on: push\njobs: {}\n";
    const pull = await agentChanges(
      { ".github/workflows/ci.yml": `# Runs on every push.\n${workflow}` },
      { ".github/workflows/ci.yml": workflow },
    );

    expect(scene.json(pull).tier).toBe("high-stakes");
  });
});

describe("a new dependency", () => {
  it("that no registry knows stops the change until a maintainer vouches for it", async () => {
    registry.set("fast-padding-utils", { existence: loaded("missing") });
    const pull = await agentChanges(
      { "package.json": withDependency("fast-padding-utils") },
      { "package.json": PACKAGE },
    );

    expect(scene.json(pull)).toMatchObject({ tier: "high-stakes", conclusion: "action_required" });
    expect(scene.requirement(pull, "dependencies_verified")).toMatchObject({ status: "unsatisfied" });
    expect(scene.requirement(pull, "dependencies_verified").detail).toContain("fast-padding-utils");

    scene.github.comment(
      pull,
      "maya",
      "/countersign waive dependencies_verified:fast-padding-utils We publish it tomorrow from our own registry.",
    );
    await scene.settle();

    expect(scene.requirement(pull, "dependencies_verified")).toMatchObject({ status: "waived" });
    expect(scene.requirement(pull, "blind_reviews")).toMatchObject({ status: "unsatisfied" });
  });

  it("that is what it claims to be leaves only the reviews to do", async () => {
    registry.set("pad-start", {});
    const pull = await agentChanges({ "package.json": withDependency("pad-start") }, { "package.json": PACKAGE });

    expect(scene.requirement(pull, "dependencies_verified")).toMatchObject({ status: "satisfied" });
    expect(scene.json(pull)).toMatchObject({ tier: "high-stakes", conclusion: null });
  });

  it("is asked about again when the registry did not answer", async () => {
    registry.set("pad-start", null);
    const pull = await agentChanges({ "package.json": withDependency("pad-start") }, { "package.json": PACKAGE });
    expect(scene.requirement(pull, "dependencies_verified")).toMatchObject({ status: "unsatisfied" });
    expect(scene.json(pull).conclusion).toBeNull();

    registry.set("pad-start", {});
    await scene.app.retryNow();
    await scene.settle();

    expect(scene.requirement(pull, "dependencies_verified")).toMatchObject({ status: "satisfied" });
  });
});

describe("a secret in an added line", () => {
  it("stops the change, is never repeated, and can be waived by its name", async () => {
    const token = `ghp_${"x7Kq2mP9sLw4tRv8nBc3".repeat(2).slice(0, 36)}`;
    const pull = await agentChanges({ "src/cart/total.ts": `${TOTAL}export const token = "${token}";\n` });

    expect(scene.json(pull)).toMatchObject({ tier: "high-stakes", conclusion: "action_required" });
    const { status, detail } = scene.requirement(pull, "no_secrets");
    expect(status).toBe("unsatisfied");
    expect(detail).toContain("src/cart/total.ts:8");
    const said = [JSON.stringify(scene.check(pull)), ...scene.briefings(pull), ...scene.replies(pull)];
    expect(said.join()).not.toContain(token.slice(6));
    expect(scene.app.logged.join()).not.toContain(token.slice(6));

    const id = /no_secrets:([0-9a-f]{12})/.exec(JSON.stringify(scene.check(pull)))?.[1];
    scene.github.comment(pull, "maya", `/countersign waive no_secrets:${id} It was revoked before it was pushed.`);
    await scene.settle();

    expect(scene.requirement(pull, "no_secrets").status).toBe("waived");
  });
});

describe("a destructive migration", () => {
  it("is named in the briefing and in the check, with its statement and line", async () => {
    const pull = await agentChanges({
      "db/migrations/002_cleanup.sql": "CREATE TABLE baskets (id int);\nDROP TABLE carts;\n",
    });

    expect(scene.json(pull).tier).toBe("high-stakes");
    expect(scene.json(pull).findings).toContainEqual(
      expect.objectContaining({ rule: "destroys-data", path: "db/migrations/002_cleanup.sql", line: 2 }),
    );
    expect(scene.briefings(pull)[0]).toContain("DROP TABLE carts");
    expect(scene.check(pull).summary + scene.check(pull).text).toContain("DROP TABLE carts");
  });
});

function factsOf(said: Partial<PackageFacts> | null | undefined): PackageFacts {
  if (said === null) {
    const silence = unavailable<never>("the registry did not answer in time");
    return { ...KNOWN, existence: silence, firstPublished: silence, resolved: silence, weeklyDownloads: silence };
  }
  return { ...KNOWN, ...said };
}

const KNOWN: PackageFacts = {
  existence: loaded("exists"),
  firstPublished: loaded("2016-03-01T00:00:00Z"),
  resolved: loaded({
    version: "1.0.0",
    published: "2020-03-01T00:00:00Z",
    deprecated: null,
    yanked: false,
    runsScripts: false,
  }),
  weeklyDownloads: loaded(1_000_000),
  vulnerabilities: loaded([]),
  similarTo: null,
  existsIn: [],
};
