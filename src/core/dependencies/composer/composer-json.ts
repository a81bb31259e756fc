// composer.json. https://getcomposer.org/doc/04-schema.md
import { declared, hostOf, quoted, type Reading, type Setting } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, flat, type Tree, textAt } from "../text/tree.js";

const SECTIONS = [
  ["require", "runtime"],
  ["require-dev", "development"],
] as const;

export function readComposerJson(text: string): Reading {
  const root = readJson(text);
  return {
    dependencies: SECTIONS.flatMap(([section, scope]) =>
      entriesAt(root, section)
        .filter(([name]) => isPackage(name))
        .map(([name, { text: spec, line }]) => declared("packagist", name.toLowerCase(), spec, line, { scope })),
    ),
    settings: [...repositories(root), ...scripts(root), ...configuration(root)],
  };
}

/** `php`, `ext-json` and the like are no packages. */
export function isPackage(name: string): boolean {
  return name.includes("/");
}

function repositories(root: Tree): readonly Setting[] {
  return [...(at(root, "repositories")?.entries ?? [])].map(([key, entry]): Setting => {
    const host = hostOf(textAt(entry, "url") ?? "") ?? textAt(entry, "type") ?? "a repository";
    const reason = `changes where packages come from (${quoted(host)})`;
    return { key: `repository ${key}`, value: flat(entry), line: entry.line, reason, whenRemoved: reason };
  });
}

const INSTALL_SCRIPT =
  /^(?:pre|post)-(?:install|update|autoload|root-package-install|create-project|package|dependencies|operations|pool|status|archive|file|command)/;

function scripts(root: Tree): readonly Setting[] {
  return entriesAt(root, "scripts")
    .filter(([name]) => INSTALL_SCRIPT.test(name))
    .map(([name, script]) => {
      const reason = `runs a script on installation (${quoted(name)})`;
      return { key: `script ${name}`, value: flat(script), line: script.line, reason, whenRemoved: null };
    });
}

const CONFIGURATION = ["allow-plugins", "secure-http", "disable-tls", "gitlab-domains", "github-domains", "audit"];

function configuration(root: Tree): readonly Setting[] {
  const found = [
    ...CONFIGURATION.map((key) => [key, at(root, "config", key)] as const),
    ...["patches", "patches-file"].map((key) => [key, at(root, "extra", key)] as const),
    ...["minimum-stability", "replace"].map((key) => [key, at(root, key)] as const),
  ];
  return found.flatMap(([key, tree]): Setting[] => {
    if (tree === undefined) return [];
    const reason = `changes which packages are trusted (\`${key}\`)`;
    return [{ key, value: flat(tree), line: tree.line, reason, whenRemoved: key === "replace" ? null : reason }];
  });
}
