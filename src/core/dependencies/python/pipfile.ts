// Pipfile of pipenv: packages, dev-packages, and any table of one's own is a category of packages.
import type { Reading } from "../reading.js";
import { readToml } from "../text/toml-tree.js";
import { entriesAt } from "../text/tree.js";
import { tabled } from "./poetry-dependencies.js";
import { pythonIndexes } from "./python-indexes.js";

const OTHER_TABLES = new Set(["requires", "scripts", "pipenv", "source"]);

export function readPipfile(text: string): Reading {
  const root = readToml(text);
  const { byName, usual, settings } = pythonIndexes(root);
  const dependencies = entriesAt(root)
    .filter(([name, { kind }]) => kind === "table" && !OTHER_TABLES.has(name))
    .flatMap(([name, table]) =>
      tabled(entriesAt(table), name === "packages" ? "runtime" : "development", byName).map((dependency) =>
        dependency.source.kind === "registry" && dependency.source.index === null
          ? { ...dependency, source: usual }
          : dependency,
      ),
    );
  return { dependencies, settings };
}
