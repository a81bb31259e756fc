// Cargo.lock: packages with their source; those without one are members of the workspace.
import type { DependencySource } from "../../facts/change.js";
import { declared, type Reading, registryAt, Unreadable, USUAL_REGISTRY, withoutCredentials } from "../reading.js";
import { readToml } from "../text/toml-tree.js";
import { at, itemsAt, textAt } from "../text/tree.js";

const CRATES_IO =
  /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)$/;

export function readCargoLock(text: string): Reading {
  const root = readToml(text);
  if (at(root, "package") === undefined && at(root, "version") === undefined) {
    throw new Unreadable("it is no lockfile of cargo");
  }
  const locked = itemsAt(root, "package").flatMap((entry) => {
    const [name, source] = [textAt(entry, "name"), textAt(entry, "source")];
    if (name === null) throw new Unreadable("an entry names no package");
    if (source === null) return [];
    const line = at(entry, "name")?.line ?? entry.line;
    const dependency = declared("cargo", name, textAt(entry, "version") ?? "", line, { source: sourceOf(source) });
    return [{ dependency, sum: textAt(entry, "checksum") ?? "" }];
  });
  return {
    dependencies: locked.map(({ dependency }) => dependency),
    settings: [],
    checksums: new Map(locked.map(({ dependency: { name, spec, line }, sum }) => [`${name}@${spec}`, { sum, line }])),
  };
}

function sourceOf(written: string): DependencySource {
  if (CRATES_IO.test(written)) return USUAL_REGISTRY;
  const location = withoutCredentials(written);
  if (written.startsWith("git+")) return { kind: "git", location: location.replace(/#.*$/, "") };
  return registryAt(location);
}
