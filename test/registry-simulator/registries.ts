// How each registry answers, in its own form. A path that it does not know is answered with 404, as they do.
import { advisoryDatabases } from "./advisory-databases.js";
import type { PublishedPackage, World } from "./world.js";

export interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Play = (world: World, path: string, body: string) => Answer | null;

const npm: Play = (world, path) => {
  const found = world.find("npm", decodeURIComponent(path.slice(1)));
  if (found === undefined) return null;
  const versions = entries(found).map(([version, { deprecated, runsScripts }]) => [
    version,
    { version, ...(deprecated && { deprecated }), ...(runsScripts && { scripts: { postinstall: "node x.js" } }) },
  ]);
  const time = { modified: "2026-02-01T00:00:00.000Z", ...times(found) };
  return { body: { "dist-tags": found.tags, versions: Object.fromEntries(versions), time } };
};

const npmDownloads: Play = (world, path) => {
  const name = /^\/downloads\/point\/last-week\/(.+)$/.exec(path)?.[1] ?? "";
  const found = world.find("npm", decodeURIComponent(name));
  return found === undefined ? null : { body: { downloads: found.weeklyDownloads, package: name } };
};

const pypi: Play = (world, path) => {
  const found = world.find("pypi", /^\/pypi\/([^/]+)\/json$/.exec(path)?.[1] ?? "");
  if (found === undefined) return null;
  const releases = entries(found).map(([version, { published, yanked, runsScripts }]) => [
    version,
    [{ upload_time_iso_8601: published, yanked, packagetype: runsScripts ? "sdist" : "bdist_wheel" }],
  ]);
  return { body: { info: { classifiers: [] }, releases: Object.fromEntries(releases) } };
};

const pypiStats: Play = (world, path) => {
  const found = world.find("pypi", /^\/api\/packages\/([^/]+)\/recent$/.exec(path)?.[1] ?? "");
  return found === undefined ? null : { body: { data: { last_week: found.weeklyDownloads } } };
};

const go: Play = (world, path) => {
  const [, escaped = "", rest = ""] = /^\/(.+?)\/(@v\/.+|@latest)$/.exec(path) ?? [];
  const found = world.find("go", unescapeUpper(escaped));
  if (found === undefined) return { status: 404, body: "not found: module" };
  if (rest === "@v/list") return { body: listed(found).join("\n") };
  const version =
    rest === "@latest" ? (found.tags.latest ?? "") : unescapeUpper(rest.replace(/^@v\/|\.(?:info|mod)$/g, ""));
  const release = found.versions.get(version);
  if (release === undefined) return { status: 404, body: "not found: unknown revision" };
  if (!rest.endsWith(".mod")) return { body: { Version: version, Time: release.published } };
  const retracted = entries(found).filter(([, { yanked }]) => yanked);
  const comment = release.deprecated === "" ? "" : `// Deprecated: ${release.deprecated}\n`;
  const retracts = retracted.map(([each]) => `retract ${each} // broken\n`).join("");
  return { body: `${comment}module ${unescapeUpper(escaped)}\n\ngo 1.22\n\n${retracts}` };
};

const crates: Play = (world, path) => {
  const found = world.find("cargo", /^\/api\/v1\/crates\/([^/]+)$/.exec(path)?.[1] ?? "");
  if (found === undefined) return null;
  const versions = entries(found).map(([num, { published, yanked }]) => ({ num, created_at: published, yanked }));
  const recent_downloads = Math.ceil((found.weeklyDownloads * 90) / 7);
  return { body: { crate: { created_at: versions[0]?.created_at, recent_downloads }, versions: versions.reverse() } };
};

const rubygems: Play = (world, path) => {
  const found = world.find("rubygems", /^\/api\/v1\/versions\/([^/]+)\.json$/.exec(path)?.[1] ?? "");
  if (found === undefined) return { status: 404, body: "This rubygem could not be found." };
  const versions = entries(found).filter(([, { yanked }]) => !yanked);
  const body = versions.map(([number, { published }]) => ({
    number,
    created_at: published,
    downloads_count: found.weeklyDownloads * 100,
  }));
  return { body: body.reverse() };
};

const maven: Play = (world, path) => {
  const parts = path.split("/").slice(1);
  const file = parts.at(-1) ?? "";
  const folder = file === "maven-metadata.xml" ? parts.slice(0, -1) : parts.slice(0, -2);
  const found = world.find("maven", `${folder.slice(0, -1).join(".")}:${folder.at(-1)}`);
  if (found === undefined) return null;
  if (file === "maven-metadata.xml") {
    const versions = listed(found).map((version) => `<version>${version}</version>`);
    return { body: `<metadata><versioning><versions>${versions.join("")}</versions></versioning></metadata>` };
  }
  const release = found.versions.get(parts.at(-2) ?? "");
  if (release === undefined) return null;
  return { body: "", headers: { "Last-Modified": new Date(release.published).toUTCString() } };
};

const nuget: Play = (world, path) => {
  const [, name = "", file = ""] = /^\/v3\/registration5-gz-semver2\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const found = world.find("nuget", name);
  if (found === undefined) return null;
  const items = entries(found).map(([version, { published, deprecated, yanked }]) => ({
    catalogEntry: { version, published, listed: !yanked, ...(deprecated && { deprecation: { message: deprecated } }) },
  }));
  const id = `https://elsewhere.example/v3/registration5-gz-semver2/${name}/page/all.json`;
  // Long lists come in pages that have to be asked for.
  if (file === "page/all.json") return { body: { "@id": id, items } };
  return { body: { items: [items.length > 3 ? { "@id": id } : { "@id": id, items }] } };
};

const nugetSearch: Play = (world, path) => {
  const id = /packageid:(.+)$/.exec(new URL(path, "http://x").searchParams.get("q") ?? "")?.[1] ?? "";
  const found = world.find("nuget", id);
  return { body: { data: found === undefined ? [] : [{ id, totalDownloads: found.weeklyDownloads * 400 }] } };
};

const packagist: Play = (world, path) => {
  const name = /^\/p2\/(.+)\.json$/.exec(path)?.[1] ?? "";
  const found = world.find("packagist", name);
  if (found === undefined) return null;
  let previous = "";
  const releases = entries(found)
    .reverse()
    .map(([version, { published, deprecated }]) => {
      const time = published === previous ? {} : { time: published };
      previous = published;
      return { version, ...time, ...(deprecated && { abandoned: deprecated }) };
    });
  return { body: { minified: "composer/2.0", packages: { [name]: releases } } };
};

const packagistStats: Play = (world, path) => {
  const found = world.find("packagist", /^\/packages\/(.+)\.json$/.exec(path)?.[1] ?? "");
  return found === undefined
    ? null
    : { body: { package: { downloads: { monthly: Math.ceil((found.weeklyDownloads * 30) / 7) } } } };
};

const dockerHub: Play = (world, path) => {
  const [, name = "", tag] = /^\/v2\/repositories\/([^/]+\/[^/]+)\/(?:tags\/(.+))?$/.exec(path) ?? [];
  const found = world.find("docker", name);
  if (found === undefined) return null;
  if (tag !== undefined)
    return found.versions.has(tag) ? { body: { name: tag, last_updated: "2026-03-01T00:00:00Z" } } : null;
  return { body: { name, date_registered: entries(found)[0]?.[1].published, pull_count: found.weeklyDownloads * 400 } };
};

export const REGISTRIES: Readonly<Record<string, Play>> = {
  npm,
  npmDownloads,
  pypi,
  pypiStats,
  go,
  crates,
  rubygems,
  maven,
  nuget,
  nugetSearch,
  packagist,
  packagistStats,
  dockerHub,
  ...advisoryDatabases,
};

function entries({ versions }: PublishedPackage) {
  return [...versions];
}

/** Go's list leaves out pseudo-versions. */
function listed(found: PublishedPackage): readonly string[] {
  return entries(found)
    .map(([version]) => version)
    .filter((version) => !/-\d{14}-/.test(version));
}

function times(found: PublishedPackage): Record<string, string> {
  return Object.fromEntries(entries(found).map(([version, { published }]) => [version, published]));
}

function unescapeUpper(text: string): string {
  return decodeURIComponent(text).replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
