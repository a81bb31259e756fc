// yarn.lock of yarn 1 and of yarn 2 and later. The first is believed only with its header: without it the parser reads it as YAML.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, Unreadable } from "../reading.js";
import { readSyml } from "../text/syml-tree.js";
import { at, entriesAt, type Tree, textAt } from "../text/tree.js";
import { resolvedSource, sourceOf, splitAlias } from "./npm-spec.js";

export function readYarnLock(text: string): Reading {
  const isFirst = /^(#.*(\r?\n))*?#\s+yarn\s+lockfile\s+v1\r?\n/i.test(text.slice(0, 1000));
  if (!isFirst && !/^__metadata:/m.test(text) && text.trim() !== "") {
    throw new Unreadable("it has no header of a lockfile of yarn");
  }
  const root = readSyml(text);
  const entries = entriesAt(root).filter(([key]) => key !== "__metadata");
  const locked = onceEach(
    entries.flatMap(([key, entry]) => {
      const dependency = isFirst ? fromFirst(key, entry) : fromBerry(entry);
      return dependency === null ? [] : [{ dependency, entry }];
    }),
  );
  return {
    dependencies: locked.map(({ dependency }) => dependency),
    settings: [],
    checksums: new Map(
      locked.map(({ dependency: { name, spec, line }, entry }) => [`${name}@${spec}`, { sum: sumOf(entry), line }]),
    ),
    ...(isFirst ? {} : { asked: entries.flatMap(([, entry]) => askedBy(entry)) }),
  };
}

interface Locked {
  readonly dependency: DeclaredDependency;
  readonly entry: Tree;
}

/** Several ranges that came to the same version share an entry, which the parser repeats for each. */
function onceEach(locked: readonly Locked[]): readonly Locked[] {
  const byMeaning = new Map(
    locked.map((each) => [JSON.stringify([each.dependency.name, each.dependency.spec, each.dependency.source]), each]),
  );
  return [...byMeaning.values()];
}

/** Yarn 2 and later prefix the checksum with the version of their cache. */
function sumOf(entry: Tree): string {
  return textAt(entry, "integrity") ?? (textAt(entry, "checksum") ?? "").replace(/^([\w.]{1,10})\//, "$1-");
}

function fromFirst(key: string, entry: Tree): DeclaredDependency {
  const asked = /^((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})@([^,]*)/.exec(key);
  const alias = splitAlias(asked?.[2]?.trim() ?? "");
  const name = alias?.name ?? asked?.[1] ?? key;
  const version = textAt(entry, "version") ?? "";
  const resolved = textAt(entry, "resolved") ?? "";
  const line = entry.line;
  return declared("npm", name, version, line, { source: resolvedSource(name, version, resolved) });
}

function fromBerry(entry: Tree): DeclaredDependency | null {
  const resolution = textAt(entry, "resolution");
  const match = /^((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})@(.+)$/.exec(resolution ?? "");
  if (match?.[1] === undefined || match[2] === undefined) throw new Unreadable("an entry names no package");
  const [, name, reference] = match;
  if (reference.startsWith("workspace:")) return null;
  const line = at(entry, "resolution")?.line ?? entry.line;
  const version = textAt(entry, "version") ?? "";
  const archive = /^npm:[^:]{1,200}::(?:[^&]{0,500}&)?__archiveUrl=([^&]{1,1000})/.exec(reference)?.[1];
  if (archive !== undefined) {
    return declared("npm", name, version, line, { source: resolvedSource(name, version, decoded(archive)) });
  }
  // Yarn patches three packages of its own accord, out of its own program.
  if (reference.startsWith("patch:") && reference.includes("#optional!builtin<")) return null;
  if (reference.startsWith("npm:")) return declared("npm", name, version, line);
  return declared("npm", name, version, line, { source: sourceOf(reference) });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Asked = NonNullable<Reading["asked"]>[number];

/** The entries of the project's own packages list what they ask for, development and runtime alike. */
function askedBy(entry: Tree): readonly Asked[] {
  const folder = /@workspace:(.*)$/.exec(textAt(entry, "resolution") ?? "")?.[1];
  if (folder === undefined) return [];
  return entriesAt(entry, "dependencies").flatMap(([name, { text, line }]): Asked[] => {
    if (!text.startsWith("npm:")) return [];
    const alias = /^npm:(?:@[^/]+\/)?[^@\s]+@/.test(text) ? splitAlias(text) : null;
    const found = alias ?? { name, spec: text.slice("npm:".length) };
    return [{ ecosystem: "npm", ...found, folder: folder === "." ? "" : folder, line }];
  });
}
