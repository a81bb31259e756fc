import { describe, expect, it } from "@jest/globals";
import { USUAL_HOSTS } from "../../../src/core/dependencies/usual-hosts.js";
import { changed, declaredIn, read, settings } from "./read.js";

const pkg = (entries: object) => JSON.stringify(entries, null, 2);

describe("package.json", () => {
  it("declares dependencies with scope, source and line", () => {
    const text = pkg({
      version: "1.0.0",
      dependencies: {
        a: "^1.0.0",
        b: "npm:@acme/c@~2",
        d: "github:acme/d#v3",
        e: "https://x.example/e.tgz",
        f: "acme/f",
      },
      devDependencies: { g: "file:../g", h: "workspace:*", i: "catalog:", j: "git+ssh://git@x.example/j.git#main" },
      peerDependencies: { k: ">=1" },
      optionalDependencies: { l: "1" },
    });

    expect(declaredIn("package.json", text)).toEqual([
      "@acme/c ~2 :5",
      "a ^1.0.0 :4",
      "d v3 git github:acme/d :6",
      "e url https://x.example/e.tgz :7",
      "f git acme/f :8",
      "g development path file:../g :11",
      "h development path workspace:* :12",
      "j main development git git+ssh://x.example/j.git :14",
      "k >=1 peer :17",
      "l 1 optional :20",
    ]);
  });

  it("compares by name: a bump, a new one, one that is gone, one that only moved", () => {
    const before = pkg({ dependencies: { a: "1", b: "1", c: "1" }, devDependencies: { d: "1" } });
    const after = pkg({ devDependencies: { d: "1" }, dependencies: { c: "1", a: "2", e: "1" } });

    expect(changed("package.json", before, after)).toEqual(["a 1 -> 2", "b 1 -> none", "e none -> 1"]);
  });

  it("does not call a package new that moves to another section", () => {
    const before = pkg({ devDependencies: { a: "1" } });
    const after = pkg({ dependencies: { a: "1" }, devDependencies: { a: "1" } });

    expect(changed("package.json", before, after)).toEqual(["a 1 -> 1"]);
  });

  it.each<[string, object, readonly string[]]>([
    ["a script", { scripts: { postinstall: "node x.js" } }, ["3: runs a script on installation (`postinstall`)"]],
    ["prepare", { scripts: { prepare: "x" } }, ["3: runs a script on installation (`prepare`)"]],
    ["another script", { scripts: { test: "x" } }, []],
    ["a pin", { overrides: { a: "1.0.1" } }, []],
    ["an override", { overrides: { a: { b: "npm:evil@1" } } }, ["4: puts other code in the place of `b`"]],
    [
      "a resolution",
      { resolutions: { "**/a/b": "https://x.example/b.tgz" } },
      ["3: puts other code in the place of `b`"],
    ],
    ["a package manager", { packageManager: "pnpm@9.0.0" }, []],
    ["another one", { packageManager: "yarn@https://x.example/y.js" }, ["2: takes the package manager from a URL"]],
    [
      "scripts of others",
      { pnpm: { onlyBuiltDependencies: ["a"] } },
      ["3: decides which packages may run scripts on installation (`onlyBuiltDependencies`)"],
    ],
  ])("tells settings: %s", (_, entries, expected) => {
    expect(settings("package.json", "{}", pkg(entries))).toEqual(expected);
    expect(settings("package.json", pkg(entries), pkg({ ...entries, version: "2" })).length).toBe(0);
  });

  it("lists a pin as something that others need", () => {
    expect(declaredIn("package.json", pkg({ overrides: { a: "1.0.1" } }))).toEqual(["a 1.0.1 indirect :3"]);
  });
});

describe("other manifests", () => {
  it("reads catalogs of pnpm-workspace.yaml", () => {
    const text = "packages: [a]\ncatalog:\n  b: ^1\ncatalogs:\n  old:\n    b: ^0\noverrides:\n  c: npm:d@1\n";

    expect(declaredIn("pnpm-workspace.yaml", text)).toEqual(["b ^1 :3", "b ^0 :6", "d 1 indirect :8"]);
    expect(settings("pnpm-workspace.yaml", null, text)).toEqual(["8: puts other code in the place of `c`"]);
  });

  it("reads deno.json", () => {
    const text =
      '{ // names\n"imports": {\n"a": "npm:a@^1/x",\n"b": "jsr:@s/b@1",\n"c": "https://x.example/c.ts",\n"d": "./d.ts",\n}}';

    expect(declaredIn("deno.jsonc", text)).toEqual([
      "@s/b 1 url https://jsr.io/@s/b :4",
      "a ^1 :3",
      "c url https://x.example/c.ts :5",
    ]);
  });
});

const [USUAL_HOST = ""] = USUAL_HOSTS.npm;
const usual = (name: string, version: string) => `https://${USUAL_HOST}/${name}/-/${name}-${version}.tgz`;

describe("lockfiles", () => {
  it("reads package-lock.json of format 3, and what it was made for", () => {
    const text = pkg({
      lockfileVersion: 3,
      packages: {
        "": { dependencies: { a: "^1" } },
        "node_modules/a": { version: "1.2.0", resolved: usual("a", "1.2.0"), integrity: "sha512-x" },
        "node_modules/a/node_modules/b": { name: "c", version: "2.0.0", resolved: usual("c", "2.0.0"), dev: true },
        "node_modules/d": { resolved: "packages/d", link: true },
      },
    });

    expect(declaredIn("package-lock.json", text)).toEqual(["a 1.2.0 :9", "c 2.0.0 development :14"]);
    expect(read("package-lock.json", null, text).state?.asked).toEqual([
      { ecosystem: "npm", name: "a", spec: "^1", folder: "", line: 6 },
    ]);
  });

  it("reads package-lock.json of format 1", () => {
    const text = pkg({
      lockfileVersion: 1,
      dependencies: { a: { version: "1.0.0", dependencies: { b: { version: "git+ssh://git@x.example/b.git#abc" } } } },
    });

    expect(declaredIn("package-lock.json", text)).toEqual([
      "a 1.0.0 :4",
      "b git+ssh://git@x.example/b.git#abc git git+ssh://x.example/b.git#abc :7",
    ]);
  });

  it.each([
    ["another package's tarball", usual("evil", "1.0.0"), "url"],
    ["another version's tarball", usual("a", "9.0.0"), "url"],
    ["a git host", "git+https://x.example/a.git#1", "git"],
    ["another host", "https://x.example/npm/a/-/a-1.0.0.tgz", "from https://x.example"],
    ["no encryption", `http://${USUAL_HOST}/a/-/a-1.0.0.tgz`, `from http://${USUAL_HOST}`],
  ])("sees %s", (_, resolved, expected) => {
    const text = pkg({ lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0", resolved } } });

    expect(declaredIn("package-lock.json", text)[0]).toContain(expected);
  });

  it("tells another checksum of the same version, but not another algorithm", () => {
    const text = (integrity: string) =>
      pkg({ lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0", integrity } } });

    expect(settings("package-lock.json", text("sha512-x"), text("sha512-y"))).toEqual([
      "4: keeps `a@1.0.0` but changes its checksum",
    ]);
    expect(settings("package-lock.json", text("sha1-x"), text("sha512-y"))).toEqual([]);
    expect(settings("package-lock.json", text("sha512-x"), text(""))).toEqual([
      "4: keeps `a@1.0.0` but loses its checksum",
    ]);
  });

  it("tells a registry that no package came from before, once", () => {
    const entry = (host: string, name: string) => ({
      version: "1.0.0",
      resolved: `https://${host}/${name}/-/${name}-1.0.0.tgz`,
    });
    const before = pkg({ lockfileVersion: 3, packages: { "node_modules/a": entry("one.example", "a") } });
    const after = pkg({
      lockfileVersion: 3,
      packages: {
        "node_modules/a": entry("one.example", "a"),
        "node_modules/b": entry("one.example", "b"),
        "node_modules/c": entry("two.example", "c"),
        "node_modules/d": entry("two.example", "d"),
      },
    });

    expect(settings("package-lock.json", before, after)).toEqual(["12: takes packages from two.example"]);
  });

  it("reads pnpm-lock.yaml of formats 6 and 9", () => {
    const nine =
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1\n        version: 1.0.0\n  packages/b:\n    devDependencies:\n      c:\n        specifier: ^2\n        version: 2.0.0\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\n  '@s/c@2.0.0':\n    resolution: {integrity: sha512-y}\n  d@https://codeload.github.com/x/d/tar.gz/abc:\n    resolution: {tarball: https://codeload.github.com/x/d/tar.gz/abc}\n    version: 3.0.0\n";

    expect(declaredIn("pnpm-lock.yaml", nine)).toEqual([
      "@s/c 2.0.0 :16",
      "a 1.0.0 :14",
      "d 3.0.0 url https://codeload.github.com/x/d/tar.gz/abc :18",
    ]);
    expect(
      read("pnpm-lock.yaml", null, nine).state?.asked?.map(({ folder, name, spec }) => [folder, name, spec]),
    ).toEqual([
      ["", "a", "^1"],
      ["packages/b", "c", "^2"],
    ]);
    const six = "lockfileVersion: '6.0'\npackages:\n  /a@1.0.0(b@2.0.0):\n    resolution: {integrity: sha512-x}\n";
    expect(declaredIn("pnpm-lock.yaml", six)).toEqual(["a 1.0.0 :3"]);
  });

  it("reads yarn.lock of yarn 1 with its header only", () => {
    const body = `a@^1, a@~1.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#abc"\n\n"b@npm:c@2":\n  version "2.0.0"\n`;

    expect(declaredIn("yarn.lock", `# yarn lockfile v1\n\n${body}`)).toEqual(["a 1.0.0 :3", "c 2.0.0 :7"]);
    expect(() => read("yarn.lock", null, body)).toThrow("header");
  });

  it("reads yarn.lock of yarn 2 and later", () => {
    const text =
      '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  checksum: 10c0/abc\n\n"b@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "b@workspace:."\n  dependencies:\n    a: "npm:^1"\n\n"c@https://x.example/c.tgz":\n  version: 3.0.0\n  resolution: "c@https://x.example/c.tgz"\n';

    expect(declaredIn("yarn.lock", text)).toEqual(["a 1.0.0 :6", "c 3.0.0 url https://x.example/c.tgz :17"]);
    expect(read("yarn.lock", null, text).state?.asked).toEqual([
      { ecosystem: "npm", name: "a", spec: "^1", folder: "", line: 13 },
    ]);
  });

  it("reads bun.lock", () => {
    const text =
      '{\n"lockfileVersion": 1,\n"workspaces": { "": { "dependencies": { "a": "^1", }, }, },\n"packages": {\n"a": ["a@1.0.0", "", {}, "sha512-x"],\n"b": ["b@github:x/b#1", {}, "x-b-1"],\n"c": ["c@workspace:packages/c"],\n} }';

    expect(declaredIn("bun.lock", text)).toEqual(["a 1.0.0 :5", "b github:x/b#1 git github:x/b#1 :6"]);
  });
});
