// NuGet: the registration of a package, in pages, and its search for the downloads since the beginning.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { Unanswered } from "../http/unanswered.js";
import { aRelease, earliest, hasDotSegment, type Registry, type Release, timeOf, weeklyAverage } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseNuget } from "../versions/nuget.js";

const Leaf = z.object({
  catalogEntry: z.object({
    version: z.string(),
    published: z.unknown().optional(),
    listed: z.boolean().nullish(),
    deprecation: z.object({ message: z.string().nullish(), reasons: z.array(z.string()).nullish() }).nullish(),
  }),
});
const Page = z.object({ "@id": z.string(), items: z.array(Leaf).nullish() });
const Index = z.object({ items: z.array(Page) });
const Search = z.object({ data: z.array(z.object({ id: z.string(), totalDownloads: z.number() })) });

/** Chosen, not measured: 64 releases stand on a page, and nobody has thousands. */
const MAX_PAGES = 40;

export function nugetRegistry(http: RegistryHttp, endpoints: Endpoints, nowMs: () => number): Registry {
  const base = `${endpoints.nuget}/v3/registration5-gz-semver2`;

  const readReleases = async (name: string): Promise<readonly Release[] | null> => {
    const index = await http.json(`${base}/${encodeURIComponent(name.toLowerCase())}/index.json`, Index);
    if (index === null) return null;
    if (index.items.length > MAX_PAGES) throw new Unanswered("lists more releases than are read");
    const pages = await Promise.all(index.items.map((page) => readPage(page)));
    return pages.flat().map(toRelease);
  };

  const readPage = async (page: z.infer<typeof Page>): Promise<readonly z.infer<typeof Leaf>[]> => {
    if (page.items) return page.items;
    // A page is asked for at our own base, whatever host its id names.
    const path = URL.canParse(page["@id"])
      ? new URL(page["@id"]).pathname.split("/registration5-gz-semver2/")[1]
      : undefined;
    if (path === undefined || hasDotSegment(path)) throw new Unanswered("answered in a form that is not known");
    return (await http.json(`${base}/${path}`, Page))?.items ?? [];
  };

  return {
    isName: (name) => /^[\w.-]{1,100}$/.test(name) && !hasDotSegment(name),
    async list(name) {
      const releases = await readReleases(name);
      if (releases === null || releases.length === 0) return null;
      const firstPublished = earliest(releases.map(({ published }) => published));
      return { onHold: false, firstPublished, releases, tags: new Map() };
    },
    choose: chooseNuget,
    async weeklyDownloads(name) {
      const query = new URLSearchParams({ q: `packageid:${name}`, prerelease: "true", semVerLevel: "2.0.0" });
      const found = await http.json(`${endpoints.nugetSearch}/query?${query}`, Search);
      const own = found?.data.find(({ id }) => id.toLowerCase() === name.toLowerCase());
      const releases = (await readReleases(name)) ?? [];
      return weeklyAverage(own?.totalDownloads ?? 0, earliest(releases.map((each) => each.published)), nowMs());
    },
  };
}

/** Unlisted releases carry the year 1900, which is no date. */
function toRelease({ catalogEntry: { version, published, listed, deprecation } }: z.infer<typeof Leaf>): Release {
  const words = deprecation?.message || deprecation?.reasons?.join(", ") || "deprecated";
  return aRelease(version, {
    published: timeOf(published),
    yanked: listed === false,
    deprecated: deprecation ? words.slice(0, 300) : null,
  });
}
