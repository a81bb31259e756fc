// Which release each package manager would take for a range.
import type { Ecosystem } from "../../src/core/facts/change.js";
import { createRegistryHttp } from "../../src/packages/http/registry-http.js";
import { LIMITS } from "../../src/packages/limits.js";
import { createRegistries } from "../../src/packages/providers/index.js";
import { aRelease, type Listing } from "../../src/packages/registry.js";
import { PUBLIC_ENDPOINTS } from "../../src/packages/settings.js";
import { compareMaven } from "../../src/packages/versions/maven.js";
import { compareNuget } from "../../src/packages/versions/nuget.js";

const registries = createRegistries(createRegistryHttp(LIMITS), PUBLIC_ENDPOINTS, () => 0);

/** `y` behind a version: yanked; `d`: deprecated. `tag=version`: a tag. */
function choose(ecosystem: Exclude<Ecosystem, "actions">, published: string, spec: string): string | null | undefined {
  const words = published.split(" ");
  const releases = words
    .filter((word) => !word.includes("="))
    .map((word) => word.split(":"))
    .map(([version = "", mark]) =>
      aRelease(version, { yanked: mark === "y", deprecated: mark === "d" ? "old" : null }),
    );
  const tags = new Map(words.filter((word) => word.includes("=")).map((word) => word.split("=") as [string, string]));
  const listing: Listing = { onHold: false, firstPublished: null, releases, tags };
  const choice = registries[ecosystem].choose(listing, spec);
  if (choice.kind === "unclear") return undefined;
  return choice.kind === "release" ? choice.release.version : null;
}

const NPM = "latest=2.1.0 next=3.0.0-rc.1 1.0.0 1.9.0 1.10.0:d 2.0.0 2.1.0 2.2.0 3.0.0-rc.1";
const PYPI = "0.9 1.0 1.4 1.5:y 2.0rc1 2.0 2.1.dev3";
const GEMS = "7.0.1 7.0.8 7.1.0 7.1.0.rc1 8.0.0.beta1";
const CARGO = "0.1.0 0.1.5 0.1.6:y 0.2.0 1.2.3 1.3.0-alpha.1";
const COMPOSER = "v1.0.0 v1.2.3 1.3.0.0 v2.0.0 v2.1.0-beta1 dev-main v3.x-dev";
const MAVEN = "1.0 1.2 1.10 2.0-alpha-1 2.0-RC1 2.0 2.0.1 3.0-SNAPSHOT";
const NUGET = "1.0.0 1.1.0 1.1.5:y 1.2.0-beta.2 1.2.0-beta.11 2.0.0 2.0.0.1";
const GO = "latest=v1.2.0 v1.0.0 v1.2.0 v2.0.0+incompatible";

describe("the release for", () => {
  it.each<[Exclude<Ecosystem, "actions">, string, string, string | null | undefined]>([
    ["npm", NPM, "", "2.1.0"],
    ["npm", NPM, "*", "2.1.0"],
    ["npm", NPM, "latest", "2.1.0"],
    ["npm", NPM, "next", "3.0.0-rc.1"],
    ["npm", NPM, "canary", null],
    ["npm", NPM, "^2.0.0", "2.1.0"],
    ["npm", NPM, ">=2.2.0", "2.2.0"],
    ["npm", NPM, "^1.0.0", "1.9.0"],
    ["npm", NPM, "1.10.0", "1.10.0"],
    ["npm", NPM, "1.x || >=2.5.0", "1.9.0"],
    ["npm", NPM, "^3.0.0", null],
    ["npm", NPM, "^3.0.0-rc.0", "3.0.0-rc.1"],
    ["npm", NPM, "v1.0.0", "1.0.0"],
    ["npm", NPM, "1.0.0 - 1.9.0", "1.9.0"],
    ["npm", NPM, "catalog:default", undefined],
    ["pypi", PYPI, "", "2.0"],
    ["pypi", PYPI, ">=1.0,<2", "1.4"],
    ["pypi", PYPI, "~=1.0", "1.4"],
    ["pypi", PYPI, "==1.5", "1.5"],
    ["pypi", PYPI, "==1.*", "1.4"],
    ["pypi", PYPI, "!=2.0", "1.4"],
    ["pypi", PYPI, ">2.0", "2.1.dev3"],
    ["pypi", PYPI, "==2.0rc1", "2.0rc1"],
    ["pypi", PYPI, "(>=1.0)", "2.0"],
    ["pypi", PYPI, '>=1.0; python_version < "3.8"', "2.0"],
    ["pypi", PYPI, "^1.0", "1.4"],
    ["pypi", PYPI, "^0.9", "0.9"],
    ["pypi", PYPI, "~1.0", "1.0"],
    ["pypi", PYPI, "1.0", "1.0"],
    ["pypi", PYPI, "1.*", "1.4"],
    ["pypi", PYPI, "^0.9 || ^2.0", "2.0"],
    ["pypi", PYPI, ">=9", null],
    ["pypi", PYPI, "newest", undefined],
    ["rubygems", GEMS, "", "7.1.0"],
    ["rubygems", GEMS, "~> 7.0.1", "7.0.8"],
    ["rubygems", GEMS, "~> 7.0, >= 7.0.2", "7.1.0"],
    ["rubygems", GEMS, "7.0.1", "7.0.1"],
    ["rubygems", GEMS, ">= 8", null],
    ["rubygems", GEMS, ">= 8.0.0.beta1", "8.0.0.beta1"],
    ["rubygems", GEMS, "latest!", undefined],
    ["cargo", CARGO, "0.1", "0.1.5"],
    ["cargo", CARGO, "^0.1.0", "0.1.5"],
    ["cargo", CARGO, ">=0.1, <1", "0.2.0"],
    ["cargo", CARGO, "1", "1.2.3"],
    ["cargo", CARGO, "=0.1.6", null],
    ["cargo", CARGO, "*", "1.2.3"],
    ["cargo", CARGO, "~0.1", "0.1.5"],
    ["cargo", CARGO, "{ git }", undefined],
    ["packagist", COMPOSER, "^1.0", "1.3.0.0"],
    ["packagist", COMPOSER, "~1.2", "1.3.0.0"],
    ["packagist", COMPOSER, "~1.2.0", "v1.2.3"],
    ["packagist", COMPOSER, "1.2.*", "v1.2.3"],
    ["packagist", COMPOSER, "*", "v2.0.0"],
    ["packagist", COMPOSER, ">=1.0 <2.0", "1.3.0.0"],
    ["packagist", COMPOSER, ">=1.0,<1.3", "v1.2.3"],
    ["packagist", COMPOSER, "^1.0 || ^2.0", "v2.0.0"],
    ["packagist", COMPOSER, "1.0 - 1.2", "v1.2.3"],
    ["packagist", COMPOSER, "1.0", "v1.0.0"],
    ["packagist", COMPOSER, "^2.1@beta", null],
    ["packagist", COMPOSER, "^3.0", null],
    ["packagist", COMPOSER, "dev-main", undefined],
    ["packagist", COMPOSER, "dev-main as 1.0.0", undefined],
    ["packagist", COMPOSER, "^^1", undefined],
    ["maven", MAVEN, "1.2", "1.2"],
    ["maven", MAVEN, "1.3", null],
    ["maven", MAVEN, "[1.0,2.0)", "2.0-RC1"],
    ["maven", MAVEN, "[1.0,1.5]", "1.2"],
    ["maven", MAVEN, "[1.2]", "1.2"],
    ["maven", MAVEN, "(,1.2),(1.2,1.10]", "1.10"],
    ["maven", MAVEN, "1.+", "1.10"],
    ["maven", MAVEN, "latest.release", "2.0.1"],
    ["maven", MAVEN, "", "2.0.1"],
    ["maven", MAVEN, `\${spring.version}`, undefined],
    ["maven", MAVEN, "[1.0", undefined],
    ["nuget", NUGET, "1.0.0", "1.0.0"],
    ["nuget", NUGET, "1.0.1", "1.1.0"],
    ["nuget", NUGET, "1.1.5", "1.1.5"],
    ["nuget", NUGET, "[1.0.0,2.0.0)", "1.0.0"],
    ["nuget", NUGET, "(1.0.0,2.0.0)", "1.1.0"],
    ["nuget", NUGET, "1.*", "1.1.0"],
    ["nuget", NUGET, "1.2.0-*", "1.2.0-beta.11"],
    ["nuget", NUGET, "*", "2.0.0.1"],
    ["nuget", NUGET, "[1.2.0-beta.3,1.2.0]", "1.2.0-beta.11"],
    ["nuget", NUGET, "3.0.0", null],
    ["nuget", NUGET, "$(Version)", undefined],
    ["go", GO, "v1.0.0", "v1.0.0"],
    ["go", GO, "v2.0.0+incompatible", "v2.0.0+incompatible"],
    ["go", GO, "", "v1.2.0"],
    ["go", GO, "main", undefined],
    ["docker", "", "1.27-alpine", "1.27-alpine"],
    ["docker", "", "", "latest"],
    ["docker", "", `1.27@sha256:${"a".repeat(64)}`, "1.27"],
    ["docker", "", `@sha256:${"a".repeat(64)}`, `sha256:${"a".repeat(64)}`],
    ["docker", "", `\${TAG}`, undefined],
    ["docker", "", "a b", undefined],
  ])("%s among %s with the range %j is %s", (ecosystem, published, spec, expected) => {
    expect(choose(ecosystem, published, spec)).toBe(expected);
  });

  const HOSTILE = [
    "(".repeat(500),
    "^1".repeat(250),
    "1||".repeat(160),
    `1.${"9".repeat(400)}`,
    ">=1,".repeat(120),
    "[1,2],".repeat(80),
    "- ".repeat(250),
    "* ".repeat(250),
    "\u0000\ud800",
    "__proto__",
    `~>${" ".repeat(400)}1`,
  ];

  it.each(["npm", "pypi", "go", "cargo", "rubygems", "maven", "nuget", "packagist", "docker"] as const)(
    "%s is none or unknown where the range is hostile, and never an error",
    (ecosystem) => {
      const published = [...Array(300).keys()].map((minor) => `1.${minor}.0`).join(" ");
      for (const spec of HOSTILE) {
        for (const versions of [published, HOSTILE.map((each) => each.replace(/[\s=]/g, "")).join(" ")]) {
          expect(() => choose(ecosystem, versions, spec)).not.toThrow();
        }
      }
    },
  );
});

describe("the order of versions", () => {
  it.each([
    ["1.0-alpha", "1.0-beta", "1.0-rc1", "1.0-SNAPSHOT", "1.0", "1.0-sp1", "1.0.1", "1.2", "1.10", "2"],
    ["2.0.0.RELEASE", "2.0.1.RELEASE", "2.1.0.RELEASE"],
  ])("is Maven's", (...ordered) => {
    expect([...ordered].reverse().sort(compareMaven)).toEqual(ordered);
  });

  it("is NuGet's", () => {
    const ordered = ["1.0.0-alpha", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc", "1.0.0", "1.0.0.1", "1.0.1", "1.10.0"];

    expect([...ordered].reverse().sort(compareNuget)).toEqual(ordered);
    expect(compareNuget("1.0", "1.0.0+build")).toBe(0);
  });
});
