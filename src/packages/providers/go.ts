// Go: the module proxy. It counts no downloads. Deprecation and retraction stand in the newest version's go.mod.
import semver from "semver";
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, hasDotSegment, type Listing, pathOf, type Registry, type Release, timeOf } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseGo } from "../versions/go.js";
import { isRetracted, readGoMod } from "./go-mod.js";

const Info = z.object({ Version: z.string(), Time: z.unknown().optional() });

export function goRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  const at = (name: string) => `${endpoints.go}/${pathOf(escapeUpper(name).split("/"))}`;
  const info = (name: string, version: string) =>
    http.json(`${at(name)}/@v/${encodeURIComponent(escapeUpper(version))}.info`, Info);

  return {
    isName: (name) => /^[\w.-]+\.[\w.-]+(?:$|\/)/.test(name) && /^[\w.~/-]+$/.test(name) && !hasDotSegment(name),
    async list(name) {
      const text = await http.text(`${at(name)}/@v/list`);
      if (text === null) return null;
      const versions = text.split(/\s+/).filter((version) => version.startsWith("v") && semver.valid(version) !== null);
      const latest = await http.json(`${at(name)}/@latest`, Info);
      if (versions.length === 0 && latest === null) return null;
      const oldest = semver.sort([...versions])[0] ?? latest?.Version;
      const first = oldest === undefined ? null : await info(name, oldest);
      return toListing(versions, latest?.Version ?? null, timeOf(first?.Time));
    },
    choose: chooseGo,
    async complete(name, release) {
      const found = await info(name, release.version);
      return found === null ? null : withGoMod(await newestGoMod(name), { ...release, published: timeOf(found.Time) });
    },
    async weeklyDownloads() {
      return null;
    },
  };

  async function newestGoMod(name: string): Promise<string> {
    const latest = await http.json(`${at(name)}/@latest`, Info);
    if (latest === null || semver.valid(latest.Version) === null) return "";
    return (await http.text(`${at(name)}/@v/${encodeURIComponent(escapeUpper(latest.Version))}.mod`)) ?? "";
  }
}

/** The proxy's file names know no capitals: `!` before the small letter. */
function escapeUpper(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function toListing(versions: readonly string[], latest: string | null, firstPublished: string | null): Listing {
  return {
    onHold: false,
    firstPublished,
    releases: versions.map((version) => aRelease(version)),
    tags: new Map(latest === null ? [] : [["latest", latest]]),
  };
}

function withGoMod(text: string, release: Release): Release {
  const { deprecated, retracted } = readGoMod(text);
  return { ...release, deprecated, yanked: isRetracted(release.version, retracted) };
}
