// Maven: the list of versions that a repository keeps beside them, and the dates of its files. Nobody counts downloads.
// What Maven Central does not have may lie in Google's repository or among Gradle's plugins, both used by default in builds.
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { Unanswered } from "../http/unanswered.js";
import { aRelease, hasDotSegment, type Listing, pathOf, type Registry } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseMaven, compareMaven } from "../versions/maven.js";

const Metadata = z.object({
  metadata: z.object({
    versioning: z.object({ versions: z.object({ version: z.array(z.string()) }) }),
  }),
});
const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  isArray: (name) => name === "version",
});

export function mavenRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  const repositories = [endpoints.maven, endpoints.mavenGoogle, endpoints.gradlePlugins];
  const pom = (base: string, name: string, version: string) => {
    const artifact = name.slice(name.indexOf(":") + 1);
    return `${base}/${folderOf(name)}/${pathOf([version, `${artifact}-${version}.pom`])}`;
  };

  return {
    isName: (name) => /^[\w.-]+:[\w.-]+$/.test(name) && !hasDotSegment(name) && !name.split(":")[0]?.includes(".."),
    async list(name) {
      for (const base of repositories) {
        const text = await http.text(`${base}/${folderOf(name)}/maven-metadata.xml`);
        if (text === null) continue;
        const versions = [...readVersions(text)].sort(compareMaven);
        const oldest = versions[0];
        const first = oldest === undefined ? null : await http.lastModified(pom(base, name, oldest));
        return toListing(versions, first ?? null);
      }
      return null;
    },
    choose: chooseMaven,
    async complete(name, release) {
      for (const base of repositories) {
        const published = await http.lastModified(pom(base, name, release.version));
        if (published !== undefined) return { ...release, published };
      }
      return null;
    },
    async weeklyDownloads() {
      return null;
    },
  };
}

/** `org.slf4j:slf4j-api` lies in `org/slf4j/slf4j-api`. */
function folderOf(name: string): string {
  const [group = "", artifact = ""] = name.split(":");
  return pathOf([...group.split("."), artifact]);
}

/** @throws Unanswered */
function readVersions(text: string): readonly string[] {
  let document: unknown;
  try {
    document = parser.parse(text);
  } catch {
    throw new Unanswered("answered something that is not XML");
  }
  const parsed = Metadata.safeParse(document);
  if (!parsed.success) throw new Unanswered("answered in a form that is not known");
  return parsed.data.metadata.versioning.versions.version;
}

function toListing(versions: readonly string[], firstPublished: string | null): Listing {
  return { onHold: false, firstPublished, releases: versions.map((version) => aRelease(version)), tags: new Map() };
}
