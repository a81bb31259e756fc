// The rule on manifests that were read as a whole, before and after.
import { describe, expect, it } from "@jest/globals";
import { readManifestChange } from "../../../../src/core/dependencies/read-manifest-change.js";
import type { ChangedFile } from "../../../../src/core/facts/facts.js";
import { aFile, aHunk, anExamination } from "../../../support/build.js";
import { classified, edit } from "../edit.js";

function file(path: string, before: string | null, after: string | null): ChangedFile {
  const manifest = readManifestChange({ previousPath: path, path, before, after });
  return aFile({ path, examination: anExamination({ manifest }) });
}

const found = (...files: readonly ChangedFile[]) =>
  classified(files)
    .findings.filter(({ rule }) => rule === "changes-dependency")
    .map(({ path, line, reason }) => `${path}:${line} ${reason}`);

const pkg = (dependencies: object) => JSON.stringify({ dependencies }, null, 1);

describe("changes-dependency, on manifests that were read", () => {
  it("finds a new dependency with its line, in any section", () => {
    const after = '{"dependencies": {"a": "1"},\n"devDependencies": {"b": "1"}}';

    expect(found(file("package.json", "{}", after))).toEqual([
      "package.json:1 adds the direct dependency `a`",
      "package.json:2 adds the direct dependency `b`",
    ]);
    expect(classified([file("package.json", "{}", after)]).tier).toBe("high-stakes");
  });

  describe("whose whole text was not given", () => {
    const unread = (path: string, cause: "not-given" | "not-understood", lines: string[]) => {
      const manifest = { status: "unread", role: "lockfile", cause, reason: "it is too large" } as const;
      return { ...edit(path, lines), examination: anExamination({ manifest }) };
    };

    it("judges the changed lines alone", () => {
      expect(found(unread("yarn.lock", "not-given", ['-  version "1.0.0"', '+  version "1.0.1"']))).toEqual([]);
      expect(found(unread("yarn.lock", "not-given", ['+  resolved "git+ssh://git@example.org/x.git#1"']))).toEqual([
        "yarn.lock:1 takes a package from elsewhere than a registry",
      ]);
    });

    it("does not trust a text that no parser took", () => {
      expect(found(unread("yarn.lock", "not-understood", ['+  version "1.0.1"']))).toEqual([
        "yarn.lock:null what it locks cannot be read: it is too large",
      ]);
    });
  });

  it.each<[string, string, string, string]>([
    ["a bump", "package.json", pkg({ a: "1" }), pkg({ a: "2" })],
    ["a removal", "package.json", pkg({ a: "1" }), pkg({})],
    ["another order", "package.json", pkg({ a: "1", b: "1" }), pkg({ b: "1", a: "1" })],
    ["another section", "package.json", pkg({ a: "1" }), '{"devDependencies": {"a": "1"}}'],
    ["a package of the same repository", "apps/a/package.json", pkg({}), pkg({ b: "workspace:*", c: "file:../c" })],
    ["a version of the project's catalog", "package.json", pkg({}), pkg({ a: "catalog:" })],
    ["an indirect module", "go.mod", "module x\n", "module x\nrequire a.example/a v1.0.0 // indirect\n"],
    ["a pin of what others need", "package.json", "{}", '{"overrides": {"a": "1.0.1"}}'],
    [
      "another revision of the same repository",
      "package.json",
      pkg({ a: "github:x/a#1" }),
      pkg({ a: "git+https://github.com/x/a.git#2" }),
    ],
    [
      "another package in a lockfile",
      "yarn.lock",
      "# yarn lockfile v1\n\n",
      '# yarn lockfile v1\n\na@1:\n  version "1.0.0"\n',
    ],
  ])("leaves %s alone", (_, path, before, after) => {
    expect(found(file(path, before, after))).toEqual([]);
    expect(classified([file(path, before, after)]).tier).toBe("behavior-changing");
  });

  it.each<[string, string, string, string, string]>([
    [
      "a git source",
      "package.json",
      pkg({ a: "1" }),
      pkg({ a: "github:evil/a" }),
      "takes `a` from a git repository at github.com instead of the usual registry",
    ],
    [
      "another repository",
      "package.json",
      pkg({ a: "github:x/a" }),
      pkg({ a: "github:evil/a" }),
      "takes `a` from a git repository at github.com instead of a git repository at github.com",
    ],
    [
      "a registry instead of a folder",
      "package.json",
      pkg({ a: "workspace:*" }),
      pkg({ a: "^1" }),
      "takes `a` from the usual registry instead of a folder or file",
    ],
    [
      "another package behind the name",
      "package.json",
      pkg({ a: "1" }),
      pkg({ a: "npm:b@1" }),
      "adds the direct dependency `b`",
    ],
    [
      "a new one from a URL",
      "package.json",
      pkg({}),
      pkg({ a: "http://u:p@x.example/a.tgz?t=1" }),
      "adds the direct dependency `a` from http://x.example",
    ],
    [
      "an archive",
      "package.json",
      pkg({}),
      pkg({ a: "file:./a.tgz" }),
      "adds the direct dependency `a` from a folder or file",
    ],
    [
      "a folder outside of the repository",
      "package.json",
      pkg({}),
      pkg({ a: "file:../a" }),
      "adds the direct dependency `a` from a folder or file",
    ],
    [
      "a lockfile's git source",
      "yarn.lock",
      '# yarn lockfile v1\n\na@1:\n  version "1.0.0"\n',
      '# yarn lockfile v1\n\na@1:\n  version "1.0.0"\n  resolved "git+https://x.example/a.git#1"\n',
      "takes `a` from a git repository at x.example",
    ],
    [
      "a container image",
      "compose.yml",
      "services: {}\n",
      "services:\n a:\n  image: ghcr.io/x/a:1\n",
      "adds the container image `x/a` from ghcr.io",
    ],
  ])("finds %s", (_, path, before, after, reason) => {
    expect(found(file(path, before, after)).map((text) => text.replace(/^\S+ /, ""))).toContain(reason);
  });

  it("does not call new what moves from one manifest to another, word for word", () => {
    const gone = file("apps/a/package.json", pkg({ x: "^1" }), pkg({}));

    expect(found(gone, file("apps/b/package.json", pkg({}), pkg({ x: "^1" })))).toEqual([]);
    expect(found(gone, file("apps/b/package.json", pkg({}), pkg({ x: "^2" })))).toHaveLength(1);
    // What tests declare vouches for nothing.
    const fixture = file("test/fixtures/package.json", pkg({ x: "^1" }), pkg({}));
    expect(found(fixture, file("apps/b/package.json", pkg({}), pkg({ x: "^1" })))).toHaveLength(1);
  });

  it("does not believe `// indirect` of a module that the change imports", () => {
    const mod = file("go.mod", "module x\n", "module x\nrequire a.example/a v1.0.0 // indirect\n");
    const uses = (path: string) => edit("main.go", ["+import (", `+\tlog "${path}"`]);

    expect(found(mod, uses("a.example/a/sub"))).toEqual([
      "go.mod:2 adds the direct dependency `a.example/a`, marked as indirect",
    ]);
    expect(found(mod, uses("a.example/ab"))).toEqual([]);
  });

  it("finds what cannot be read, and what was not read at all by its lines", () => {
    expect(found(file("package.json", "{}", "{"))).toEqual([
      "package.json:null its dependencies cannot be read: it is not valid JSON",
    ]);
    expect(found(file("yarn.lock", null, "x"))).toEqual([
      "yarn.lock:null what it locks cannot be read: it has no header of a lockfile of yarn",
    ]);
    const lines = { kind: "hunks", hunks: [aHunk({ old: 1, new: 7 }, ['+"a": "^1"'])] } as const;
    expect(found(aFile({ path: "package.json", content: lines }))).toEqual(["package.json:7 adds a direct dependency"]);
  });

  it("says settings of registries and scripts", () => {
    expect(found(file("package.json", "{}", '{"scripts": {"postinstall": "x"}}'))).toEqual([
      "package.json:1 runs a script on installation (`postinstall`)",
    ]);
    expect(found(file("requirements.txt", "--index-url https://x.example\na\n", "a\n"))).toContain(
      "requirements.txt:null changes where packages come from (x.example)",
    );
  });

  it("says a long list in bounds", () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`a${index}`, "1"]));

    const reasons = found(file("package.json", "{}", pkg(many)));
    expect(reasons).toHaveLength(51);
    expect(reasons).toContain("package.json:null changes 30 more dependencies");
  });
});
