// Configuration of documentation sites, of which only the navigation is for people.
import { compare } from "./compare.js";

const SITE = `site_name: Shop
plugins:
  - search
nav:
  - Home: index.md
  - Guide:
      - guide/start.md
theme:
  name: material
`;

describe("the navigation of a MkDocs site", () => {
  it.each<[string, string, string]>([
    ["a page", "      - guide/start.md\n", "      - guide/start.md\n      - guide/end.md\n"],
    ["a title", "Home: index.md", "Start: index.md"],
    ["a link", "  - Guide:", "  - Chat: https://chat.example\n  - Guide:"],
  ])("is prose when %s changes", (_what, from, to) => {
    expect(compare("docs/mkdocs.yml", SITE, SITE.replace(from, to))).toMatchObject({ status: "same", by: "prose" });
  });

  it.each<[string, string, string]>([
    ["a plugin", "  - search\n", "  - search\n  - evil\n"],
    ["the theme", "name: material", "custom_dir: overrides"],
    ["a hook", "theme:", "hooks: [a.py]\ntheme:"],
    ["a script", "theme:", "extra_javascript: [a.js]\ntheme:"],
    ["a page and a plugin", "  - search\nnav:", "  - evil\nnav:\n  - new.md"],
    ["a script in the navigation", "Home: index.md", "Home: index.js"],
    ["a link that runs", "Home: index.md", "Home: javascript:alert(1)"],
    ["a page from outside", "Home: index.md", "Home: ../../secret.md"],
    ["a tag", "Home: index.md", "Home: !ENV SECRET"],
    ["an anchor", "  - Home: index.md", "  - &a Home"],
    ["a comment that steers", "  - Home: index.md", "  - Home: index.md # noqa"],
    ["where the navigation ends", "theme:\n  name", "  theme:\n  name"],
  ])("is no prose when %s changes", (_what, from, to) => {
    expect(compare("mkdocs.yml", SITE, SITE.replace(from, to))?.status).not.toBe("same");
  });

  it("is prose for each language of a translated site, and in no other file", () => {
    const site =
      "plugins:\n  - i18n:\n      languages:\n        - locale: en\n          nav:\n            - a.md\n      fallback: true\n";
    const changed = site.replace("a.md", "b.md");

    expect(compare("mkdocs.yml", site, changed)).toMatchObject({ by: "prose" });
    expect(compare("mkdocs.yml", site, changed.replace("true", "false"))?.status).toBe("different");
    expect(compare("other.yml", site, changed)?.status).toBe("different");
  });
});

describe("the navigation of a Mintlify site", () => {
  const site = (pages: unknown, more = {}) =>
    JSON.stringify({
      $schema: "https://mintlify.com/docs.json",
      navigation: { groups: [{ group: "A", pages }] },
      ...more,
    });

  it("is prose when pages change", () => {
    expect(compare("docs/docs.json", site(["a"]), site(["a", "b/c"]))).toMatchObject({ status: "same", by: "prose" });
  });

  it.each<[string, string]>([
    ["an API description is loaded", site([{ group: "B", openapi: "x" }])],
    ["another entry changes", site(["a"], { integrations: { x: "y" } })],
    ["the file is no such site", JSON.stringify({ navigation: { groups: [{ group: "A", pages: ["b"] }] } })],
  ])("is no prose when %s", (_what, after) => {
    expect(compare("docs/docs.json", site(["a"]), after)?.status).toBe("different");
  });

  it("is data in a file that only has the name", () => {
    const plain = (page: string) => JSON.stringify({ navigation: { pages: [page] } });

    expect(compare("docs.json", plain("a"), plain("b"))?.status).toBe("different");
  });
});
