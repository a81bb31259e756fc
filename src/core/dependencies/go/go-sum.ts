// go.sum: a checksum for each module version that was ever looked at.
import { declared, type Reading, Unreadable } from "../reading.js";

const LINE = /^(\S+) (v\S+?)(\/go\.mod)? (h1:\S+)$/;

export function readGoSum(text: string): Reading {
  const checksums = new Map<string, { readonly sum: string; readonly line: number }>();
  const dependencies = text.split(/\r?\n/).flatMap((written, index) => {
    if (written.trim() === "") return [];
    const [, name, version, goMod = "", sum] = LINE.exec(written) ?? [];
    if (name === undefined || version === undefined || sum === undefined) {
      throw new Unreadable("a line is no checksum of a module");
    }
    checksums.set(`${name}@${version}${goMod}`, { sum, line: index + 1 });
    return [declared("go", name, version, index + 1, goMod === "" ? {} : { indirect: true })];
  });
  return { dependencies, settings: [], checksums };
}
