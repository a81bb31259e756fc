// composer.lock: packages with the places of their code. Packagist's code lies at GitHub and the like; what was not announced by
// Packagist comes from a repository that the project names itself.
import type { DependencySource } from "../../facts/change.js";
import { declared, hostOf, type Reading, Unreadable, USUAL_REGISTRY, withoutCredentials } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, itemsAt, type Tree, textAt } from "../text/tree.js";

const SECTIONS = [
  ["packages", "runtime"],
  ["packages-dev", "development"],
] as const;

const HOSTS = new Set(["api.github.com", "github.com", "codeload.github.com", "gitlab.com", "bitbucket.org"]);

export function readComposerLock(text: string): Reading {
  const root = readJson(text);
  if (at(root, "packages") === undefined) throw new Unreadable("it is no lockfile of Composer");
  return {
    dependencies: SECTIONS.flatMap(([section, scope]) =>
      itemsAt(root, section).map((entry) => {
        const name = textAt(entry, "name");
        if (name === null) throw new Unreadable("an entry names no package");
        const version = textAt(entry, "version") ?? "";
        return declared("packagist", name.toLowerCase(), version, at(entry, "name")?.line ?? entry.line, {
          scope,
          source: sourceOf(entry),
        });
      }),
    ),
    settings: [],
  };
}

function sourceOf(entry: Tree): DependencySource {
  if (textAt(entry, "dist", "type") === "path") {
    return { kind: "path", location: textAt(entry, "dist", "url") ?? "." };
  }
  const urls = [textAt(entry, "dist", "url"), textAt(entry, "source", "url")].flatMap((url) => url ?? []);
  const stray = urls.find((url) => !url.startsWith("https://") || !HOSTS.has(hostOf(url) ?? ""));
  if (stray !== undefined) return { kind: "url", location: withoutCredentials(stray) };
  const announced = textAt(entry, "notification-url") ?? "";
  if (/^https:\/\/packagist\.org\//.test(announced)) return USUAL_REGISTRY;
  return { kind: "git", location: withoutCredentials(urls.at(-1) ?? "") };
}
