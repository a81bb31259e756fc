// Links between the pages of this repository lead somewhere, and every page can be found from the README.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const pages = [
  ...readdirSync(ROOT).map(String),
  ...readdirSync(join(ROOT, "docs"), { recursive: true }).map((file) => `docs/${file}`),
].filter((file) => file.endsWith(".md"));

interface Link {
  readonly target: string;
  readonly anchor: string;
}

it.each(pages)("%s has no link that leads nowhere", (page) => {
  const broken = linksOf(page).filter(({ target, anchor }) => !leadsSomewhere(target, anchor));

  expect(broken).toEqual([]);
});

it("leads from the README to every page", () => {
  const found = new Set(["README.md"]);
  for (const page of found) for (const { target } of linksOf(page)) if (target.endsWith(".md")) found.add(target);

  expect(pages.filter((page) => !found.has(page) && !NOT_LINKED.has(page))).toEqual([]);
});

/** GitHub shows it by itself. */
const NOT_LINKED = new Set(["CHANGELOG.md"]);

/** Relative links and pictures, outside of code. */
function linksOf(page: string): readonly Link[] {
  const text = prose(page).replace(/`[^`\n]+`(?!\])/g, "");
  const markdown = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
  const html = [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  return [...markdown, ...html]
    .map(([, address = ""]) => address)
    .filter((address) => !/^[a-z]+:/.test(address))
    .map((address) => {
      const [path = "", anchor = ""] = address.split("#");
      const target = path === "" ? page : relative(ROOT, normalize(join(ROOT, dirname(page), path)));
      return { target, anchor };
    });
}

function leadsSomewhere(target: string, anchor: string): boolean {
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === "" || headings(target).includes(anchor);
}

function headings(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

/** Without blocks of code. */
function prose(page: string): string {
  return readFileSync(join(ROOT, page), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
}
