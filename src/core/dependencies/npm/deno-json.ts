// deno.json and import maps: names for packages of npm, of jsr.io, and for any URL.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, type Setting, withoutCredentials } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, flat, type Tree } from "../text/tree.js";

export function readDenoJson(text: string): Reading {
  const root = readJson(text);
  const imports = [
    ...entriesAt(root, "imports"),
    ...entriesAt(root, "scopes").flatMap(([, scope]) => [...scope.entries]),
  ];
  return { dependencies: imports.flatMap(([name, target]) => imported(name, target)), settings: settingsOf(root) };
}

function imported(name: string, { text, line }: Tree): readonly DeclaredDependency[] {
  const npm = /^npm:\/?((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})(?:@([^/]{0,200}))?/.exec(text);
  if (npm?.[1] !== undefined) return [declared("npm", npm[1], npm[2] ?? "", line)];
  const jsr = /^jsr:\/?(@[^/@\s]{1,100}\/[^/@\s]{1,100})(?:@([^/]{0,200}))?/.exec(text);
  if (jsr?.[1] !== undefined) {
    const source = { kind: "url", location: `https://jsr.io/${jsr[1]}` } as const;
    return [declared("npm", jsr[1], jsr[2] ?? "", line, { source })];
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith("file:") || text.startsWith("node:")) return [];
  return [declared("npm", name, "", line, { source: { kind: "url", location: withoutCredentials(text) } })];
}

function settingsOf(root: Tree): readonly Setting[] {
  return ["importMap", "links", "patch", "lock", "allowScripts"].flatMap((key): Setting[] => {
    const value = at(root, key);
    const reason = `changes where packages come from (\`${key}\`)`;
    return value === undefined ? [] : [{ key, value: flat(value), line: value.line, reason, whenRemoved: reason }];
  });
}
