// What an install brings: nothing that nobody uses, nothing unfinished, nothing that a supported Node.js refuses.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";

const ROOT = join(import.meta.dirname, "..");
/** The oldest that `engines` allows, and the long-term releases since. */
const SUPPORTED = ["20.19.0", "22.12.0", "24.0.0"];

/** Grammars are named by their language's id. */
const GRAMMAR = /^(@tree-sitter-grammars\/tree-sitter-)[a-z]+$/;

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
}

const { dependencies, devDependencies, engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const source = listFiles(join(ROOT, "src")).join("\n");

describe("a dependency", () => {
  it.each(Object.keys(dependencies))("is used by the program: %s", (name) => {
    const written = name.replace(GRAMMAR, "$1\\$\\{id\\}");
    const named = new RegExp(`["'\`]${written}(/[^"'\`]*)?["'\`]`);
    expect(named.test(source)).toBe(true);
  });

  it("of the program is no development dependency", () => {
    const imported = [...source.matchAll(/from "((?:@[a-z0-9-]+\/)?[a-z0-9.-]+)(?:\/[^"]*)?";/g)].map(
      ([, name]) => name ?? "",
    );
    const strays = imported.filter((name) => name in devDependencies && !(name in dependencies));

    expect(strays).toEqual([]);
  });

  it.each(Object.entries({ ...dependencies, ...devDependencies }))("is a release: %s %s", (_, version) => {
    const exact = version.replace(/^npm:.*@/, "");
    expect(semver.valid(exact)).toBe(exact);
    expect(semver.prerelease(exact)).toBeNull();
  });
});

it.each(SUPPORTED)("nothing in the lock file refuses Node.js %s", (node) => {
  expect(semver.satisfies(node, engines.node)).toBe(true);
  const refusing = Object.entries(packages)
    .filter(([, { optional, engines: wanted }]) => optional !== true && wanted?.node !== undefined)
    .filter(([, { engines: wanted }]) => !semver.satisfies(node, wanted?.node ?? "*"))
    .map(([path]) => path);

  expect(refusing).toEqual([]);
});

it("the tools that only generate and build are left out of a production install", () => {
  const kept = Object.entries(packages).filter(
    ([path, { dev }]) => /\/(prisma-cli|jest|esbuild)$/.test(path) && dev !== true,
  );

  expect(kept).toEqual([]);
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.name.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}
