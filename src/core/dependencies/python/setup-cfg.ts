// setup.cfg: the requirements that setuptools reads from it, a list over indented lines or on one line with semicolons.
import type { DeclaredDependency } from "../../facts/change.js";
import type { Reading, Setting } from "../reading.js";
import { requirement } from "./requirement.js";

const LISTS: ReadonlyMap<string, DeclaredDependency["scope"]> = new Map([
  ["install_requires", "runtime"],
  ["setup_requires", "build"],
  ["tests_require", "development"],
]);

export function readSetupCfg(text: string): Reading {
  const values = valuesOf(text);
  const dependencies = values.flatMap(({ section, key, value, line }): DeclaredDependency[] => {
    const scope =
      section === "options" ? LISTS.get(key) : section === "options.extras_require" ? "optional" : undefined;
    // `file:` names a list of requirements that is looked at where it stands.
    if (scope === undefined || value === "" || value.startsWith("file:") || value.startsWith("%(")) return [];
    return [requirement(value, line, { scope })];
  });
  const settings = values
    .filter(({ key, value }) => key === "dependency_links" && value !== "")
    .map(({ value, line }): Setting => {
      const reason = "changes where packages come from (`dependency_links`)";
      return { key: value, value: "", line, reason, whenRemoved: reason };
    });
  return { dependencies, settings };
}

interface Value {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Every line of every value. */
function valuesOf(text: string): readonly Value[] {
  const found: Value[] = [];
  let section = "";
  let key = "";
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const trimmed = written.trim();
    if (trimmed === "" || /^[#;]/.test(trimmed)) continue;
    const header = /^\[([^\]]{1,200})\]/.exec(written);
    if (header?.[1] !== undefined) {
      section = header[1].trim().toLowerCase();
      key = "";
    } else if (/^\s/.test(written)) {
      found.push({ section, key, value: trimmed, line });
    } else {
      const at = written.search(/[=:]/);
      key = (at === -1 ? written : written.slice(0, at)).trim().toLowerCase().replace(/-/g, "_");
      // A semicolon inside of one requirement begins its marker.
      const value = at === -1 ? "" : written.slice(at + 1).trim();
      if (value !== "") found.push({ section, key, value, line });
    }
  }
  return found;
}
