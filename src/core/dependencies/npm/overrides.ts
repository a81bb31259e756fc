// Overrides of npm, yarn and pnpm: they decide what a dependency's dependencies are. Another version of the same package is a
// pin; anything else puts other code in its place.
import type { DeclaredDependency } from "../../facts/change.js";
import { quoted, type Setting } from "../reading.js";
import type { Tree } from "../text/tree.js";
import { npmDependency } from "./npm-spec.js";

interface Overrides {
  readonly dependencies: readonly DeclaredDependency[];
  readonly settings: readonly Setting[];
}

export function readOverrides(trees: readonly (Tree | undefined)[]): Overrides {
  const pins = trees.flatMap((tree) => (tree === undefined ? [] : pinsIn(tree, [])));
  return {
    dependencies: pins.flatMap(({ dependency }) => dependency),
    settings: pins.flatMap(({ name, path, value, dependency }): Setting[] => {
      if (dependency.source.kind === "registry" && dependency.name === name) return [];
      const reason = `puts other code in the place of ${quoted(name)}`;
      return [{ key: `override ${path}`, value, line: dependency.line, reason, whenRemoved: null }];
    }),
  };
}

interface Pin {
  /** The package that is overridden. */
  readonly name: string;
  readonly path: string;
  readonly value: string;
  readonly dependency: DeclaredDependency;
}

function pinsIn(tree: Tree, path: readonly string[]): readonly Pin[] {
  return [...tree.entries].flatMap(([key, value]): readonly Pin[] => {
    // npm: `.` is the package of the table itself.
    const inner = key === "." ? path : [...path, key];
    if (value.kind !== "text") return pinsIn(value, inner);
    // `$x` is the version that the project itself asks for, `-` takes the dependency out.
    if (value.text.startsWith("$") || value.text === "-") return [];
    const name = overriddenName(inner.at(-1) ?? "");
    const dependency = npmDependency(name, value.text, value.line, { scope: "runtime", indirect: true });
    return dependency === null ? [] : [{ name, path: inner.join(">"), value: value.text, dependency }];
  });
}

/** The last package that a key such as `a>b@2`, `a/b` or `@s/b@npm:^1` names. */
export function overriddenName(key: string): string {
  const last = key.split(">").at(-1) ?? "";
  return /((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})(?:@[^/]{0,200})?$/.exec(last.slice(-500))?.[1] ?? last;
}
