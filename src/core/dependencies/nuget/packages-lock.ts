// packages.lock.json of NuGet: for each framework, packages that are asked for and packages that they need.
import type { AskedPackage } from "../../facts/change.js";
import { declared, type Reading, Unreadable } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, textAt } from "../text/tree.js";

export function readPackagesLock(text: string): Reading {
  const root = readJson(text);
  if (at(root, "dependencies") === undefined) throw new Unreadable("it is no lockfile of NuGet");
  const entries = entriesAt(root, "dependencies").flatMap(([, framework]) => entriesAt(framework));
  const locked = entries.filter(([, entry]) => textAt(entry, "type") !== "Project");
  return {
    dependencies: locked.map(([name, entry]) =>
      declared("nuget", name.toLowerCase(), textAt(entry, "resolved") ?? "", entry.line),
    ),
    settings: [],
    asked: locked.flatMap(([name, entry]): AskedPackage[] => {
      const requested = textAt(entry, "requested");
      if (textAt(entry, "type") !== "Direct" || requested === null) return [];
      // `1.2.3` in a project means `[1.2.3, )`, and is written so here.
      const spec = /^\[([^,\]]{1,100}), \)$/.exec(requested)?.[1] ?? requested;
      return [{ ecosystem: "nuget", name: name.toLowerCase(), spec, folder: "", line: entry.line }];
    }),
    checksums: new Map(
      locked.map(([name, entry]) => [
        `${name.toLowerCase()}@${textAt(entry, "resolved") ?? ""}`,
        { sum: textAt(entry, "contentHash") ?? "", line: entry.line },
      ]),
    ),
  };
}
