import { describe, expect, it } from "@jest/globals";
import { compareWithLockfiles } from "../../../src/core/dependencies/lockfile-faults.js";
import { readManifestChange } from "../../../src/core/dependencies/read-manifest-change.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { aFile, anExamination } from "../../support/build.js";

function file(path: string, before: string | null, after: string | null): ChangedFile {
  const manifest = readManifestChange({ previousPath: path, path, before, after });
  return { ...aFile({ path, examination: anExamination({ manifest }) }), ...(after === null ? { after: null } : {}) };
}

const faults = (...files: readonly ChangedFile[]) =>
  compareWithLockfiles(files).map(({ path, line, reason }) => `${path}:${line} ${reason}`);

const pkg = (dependencies: object, rest: object = {}) => JSON.stringify({ dependencies, ...rest }, null, 1);
const npmLock = (asked: object, locked: Readonly<Record<string, string>>) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": { dependencies: asked },
      ...Object.fromEntries(Object.entries(locked).map(([name, version]) => [`node_modules/${name}`, { version }])),
    },
  });

describe("compareWithLockfiles", () => {
  it("is content when the lockfile holds what is asked for", () => {
    const lock = npmLock({ a: "^1.0.0" }, { a: "1.2.0", b: "1.0.0" });

    expect(faults(file("package.json", pkg({}), pkg({ a: "^1.0.0" })), file("package-lock.json", null, lock))).toEqual(
      [],
    );
  });

  it.each([
    ["does not hold it", npmLock({ a: "^2.0.0" }, { b: "1.0.0" }), "package-lock.json does not hold `a`"],
    [
      "holds another version",
      npmLock({ a: "^2.0.0" }, { a: "1.9.0" }),
      "package-lock.json holds `a` in `1.9.0`, outside of `^2.0.0`",
    ],
    [
      "was made for another range",
      npmLock({ a: "^1.0.0" }, { a: "2.0.0" }),
      "package-lock.json was made for `a` in `^1.0.0`, the manifest asks for `^2.0.0`",
    ],
    [
      "was made before",
      npmLock({ b: "1" }, { a: "2.0.0", b: "1.0.0" }),
      "package-lock.json was made before `a` was declared",
    ],
  ])("tells a lockfile that %s", (_, lock, reason) => {
    const manifest = file("package.json", pkg({ b: "1" }), pkg({ a: "^2.0.0", b: "1" }));

    expect(faults(manifest, file("package-lock.json", null, lock))).toEqual([`package.json:3 ${reason}`]);
  });

  it("tells a lockfile that asks for more than the manifest, and says how to mend it", () => {
    const lock = npmLock({ a: "1", evil: "1" }, { a: "1.0.0", evil: "1.0.0" });

    expect(
      compareWithLockfiles([file("package.json", pkg({}), pkg({ a: "1" })), file("package-lock.json", null, lock)]),
    ).toEqual([
      {
        path: "package-lock.json",
        line: 1,
        ecosystem: "npm",
        name: "evil",
        reason: "package-lock.json says that the project asks for `evil`, its manifest does not",
        fix: "run `npm install` and commit `package-lock.json`",
      },
    ]);
  });

  it("says nothing when the lockfile is not in the change, gone, unread, or of another tool", () => {
    const manifest = file("package.json", pkg({}), pkg({ a: "1" }));

    expect(faults(manifest)).toEqual([]);
    expect(faults(manifest, file("package-lock.json", npmLock({}, {}), null))).toEqual([]);
    expect(faults(manifest, file("package-lock.json", null, "{"))).toEqual([]);
    expect(faults(manifest, file("Cargo.lock", null, "version = 4\n"))).toEqual([]);
  });

  it("says nothing of other sources, peers, pins and a lockfile that changes by itself", () => {
    const manifest = pkg(
      { a: "github:x/a", b: "workspace:*" },
      { peerDependencies: { c: "1" }, overrides: { d: "1" } },
    );

    expect(faults(file("package.json", pkg({}), manifest), file("package-lock.json", null, npmLock({}, {})))).toEqual(
      [],
    );
    expect(faults(file("package-lock.json", npmLock({}, { a: "1.0.0" }), npmLock({}, { a: "2.0.0" })))).toEqual([]);
  });

  it("looks in the folders above, and takes the nearest", () => {
    const lock =
      "lockfileVersion: '9.0'\nimporters:\n  packages/a:\n    dependencies:\n      x:\n        specifier: ^1\n        version: 1.0.0\npackages:\n  x@1.0.0:\n    resolution: {integrity: sha512-x}\n";
    const manifest = file("app/packages/a/package.json", pkg({}), pkg({ x: "^2" }));

    expect(faults(manifest, file("app/pnpm-lock.yaml", null, lock))).toEqual([
      "app/packages/a/package.json:3 pnpm-lock.yaml was made for `x` in `^1`, the manifest asks for `^2`",
    ]);
    expect(faults(manifest, file("other/pnpm-lock.yaml", null, lock))).toEqual([]);
  });

  it("knows catalogs and overrides of pnpm", () => {
    const lock =
      "lockfileVersion: '9.0'\noverrides:\n  x: 4.0.0\nimporters:\n  .:\n    dependencies:\n      c:\n        specifier: 'catalog:'\n        version: 1.0.0\n      x:\n        specifier: 4.0.0\n        version: 4.0.0\npackages:\n  x@4.0.0:\n    resolution: {integrity: sha512-x}\n";

    expect(
      faults(file("package.json", pkg({}), pkg({ c: "catalog:", x: "^4" })), file("pnpm-lock.yaml", null, lock)),
    ).toEqual([]);
  });

  it.each<[string, string, string, string, string, readonly string[]]>([
    [
      "uv",
      "pyproject.toml",
      '[project]\ndependencies = ["a>=2,<3"]\n',
      "uv.lock",
      '[[package]]\nname = "a"\nversion = "1.0"\n',
      ["holds `a` in `1.0`, outside of `>=2,<3`"],
    ],
    [
      "uv, in order",
      "pyproject.toml",
      '[project]\ndependencies = ["a<3,>=2"]\n',
      "uv.lock",
      '[[package]]\nname = "a"\nversion = "2.0"\n[[package]]\nname = "x"\nsource = { virtual = "." }\n[package.metadata]\nrequires-dist = [{ name = "a", specifier = ">=2,<3" }]\n',
      [],
    ],
    [
      "poetry",
      "pyproject.toml",
      '[tool.poetry.dependencies]\na = "^2.0"\n',
      "poetry.lock",
      '[[package]]\nname = "a"\nversion = "1.5.0"\n',
      ["holds `a` in `1.5.0`, outside of `^2.0`"],
    ],
    [
      "cargo",
      "Cargo.toml",
      '[dependencies]\na = "1.2"\n',
      "Cargo.lock",
      'version = 4\n[[package]]\nname = "a"\nversion = "2.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
      ["holds `a` in `2.0.0`, outside of `1.2`"],
    ],
    [
      "cargo, in order",
      "Cargo.toml",
      '[dependencies]\na = "1.2"\n',
      "Cargo.lock",
      'version = 4\n[[package]]\nname = "a"\nversion = "1.9.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
      [],
    ],
    [
      "go",
      "go.mod",
      "module x\nrequire a.example/a v1.1.0\n",
      "go.sum",
      "a.example/a v1.0.0 h1:x=\n",
      ["holds `a.example/a` in `v1.0.0`, outside of `v1.1.0`"],
    ],
    ["go, replaced", "go.mod", "module x\nrequire a.example/a v1.1.0\nreplace a.example/a => ./a\n", "go.sum", "", []],
    [
      "bundler",
      "Gemfile",
      'gem "a", "~> 2.0"\n',
      "Gemfile.lock",
      "GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n\nDEPENDENCIES\n  a (~> 2.0)\n",
      ["holds `a` in `1.0`, outside of `~>2.0`"],
    ],
    [
      "bundler, exactly",
      "Gemfile",
      'gem "a", "1.0"\n',
      "Gemfile.lock",
      "GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n\nDEPENDENCIES\n  a (= 1.0)\n",
      [],
    ],
    [
      "composer",
      "composer.json",
      '{"require": {"a/b": "^2.0"}}',
      "composer.lock",
      '{"packages": []}',
      ["does not hold `a/b`"],
    ],
    [
      "NuGet",
      "x.csproj",
      '<Project><ItemGroup><PackageReference Include="A" Version="2" /></ItemGroup></Project>',
      "packages.lock.json",
      '{"dependencies": {"net9.0": {"a": {"type": "Direct", "requested": "[1, )", "resolved": "1.0.0"}}}}',
      ["was made for `a` in `1`, the manifest asks for `2`"],
    ],
  ])("compares %s", (_, path, manifest, lockPath, lock, expected) => {
    const found = compareWithLockfiles([file(path, null, manifest), file(lockPath, null, lock)]);

    expect(found.map(({ reason }) => reason.replace(/^\S+ /, ""))).toEqual(expected);
  });
});
