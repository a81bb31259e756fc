// npm: the registry's full document of a package (the short one lacks the times), and the downloads of the last week.
import validateName from "validate-npm-package-name";
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, earliest, type Listing, type Registry, type Release, timeOf } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseNpm } from "../versions/npm.js";

const Packument = z.object({
  "dist-tags": z.record(z.string(), z.unknown()).optional(),
  time: z.record(z.string(), z.unknown()).optional(),
  versions: z.record(z.string(), z.unknown()).optional(),
});
const Manifest = z.object({
  deprecated: z.union([z.string(), z.boolean()]).optional(),
  hasInstallScript: z.boolean().optional(),
  scripts: z.record(z.string(), z.unknown()).optional(),
});
const Downloads = z.object({ downloads: z.number() });

/** `dist-tags`, `time`, and of each of the `versions` what `Manifest` reads. */
const READ = {
  depth: 3,
  keeps: ([member = "", , detail]: readonly string[]) =>
    Object.hasOwn(Packument.shape, member) &&
    (member !== "versions" || detail === undefined || Object.hasOwn(Manifest.shape, detail)),
};

export function npmRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  return {
    isName: (name) => validateName(name).validForOldPackages && !/[~'!()*]/.test(name),
    async list(name) {
      const packument = await http.json(`${endpoints.npm}/${escapeName(name)}`, Packument, { members: READ });
      return packument === null ? null : toListing(packument);
    },
    choose: chooseNpm,
    async weeklyDownloads(name) {
      const url = `${endpoints.npmDownloads}/downloads/point/last-week/${escapeName(name)}`;
      // No downloads yet are answered with 404.
      return (await http.json(url, Downloads))?.downloads ?? 0;
    },
  };
}

/** `@scope%2fname`, as npm itself asks. */
function escapeName(name: string): string {
  return encodeURIComponent(name).replace(/^%40/, "@");
}

/** A name whose releases were all taken back is free for anybody, so it counts as missing. */
function toListing({ versions = {}, time = {}, "dist-tags": tags = {} }: z.infer<typeof Packument>): Listing | null {
  const releases = Object.entries(versions).map(([version, manifest]) => toRelease(version, manifest, time[version]));
  if (releases.length === 0) return null;
  const times = Object.entries(time).filter(([key]) => key !== "modified" && key !== "unpublished");
  return {
    // npm replaces what it takes away by this version, which holds nothing.
    onHold: /^0\.0\.1-security(?:\.\d+)?$/.test(String(tags.latest)),
    firstPublished: earliest(times.map(([, value]) => timeOf(value))),
    releases,
    tags: new Map(Object.entries(tags).map(([tag, version]) => [tag, String(version)])),
  };
}

/** What npm runs when a package is installed as a dependency; `prepare` is not among them. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

function toRelease(version: string, manifest: unknown, time: unknown): Release {
  const read = Manifest.safeParse(manifest).data ?? {};
  const { deprecated, hasInstallScript, scripts = {} } = read;
  return aRelease(version, {
    published: timeOf(time),
    deprecated: deprecated === undefined || deprecated === false || deprecated === "" ? null : wordsOf(deprecated),
    runsScripts: hasInstallScript === true || INSTALL_SCRIPTS.some((script) => Object.hasOwn(scripts, script)),
  });
}

function wordsOf(deprecated: string | true): string {
  return deprecated === true ? "deprecated" : deprecated.slice(0, 300);
}
