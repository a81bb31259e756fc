// gradle.lockfile: `group:name:version=configurations`.
import { declared, type Reading, Unreadable } from "../reading.js";

export function readGradleLockfile(text: string): Reading {
  const dependencies = text.split(/\r?\n/).flatMap((written, index) => {
    if (written.trim() === "" || written.startsWith("#") || written.startsWith("empty=")) return [];
    const match = /^([^\s:=]{1,200}:[^\s:=]{1,200}):([^\s:=]{1,100})=/.exec(written);
    if (match?.[1] === undefined || match[2] === undefined) throw new Unreadable("a line locks no package");
    return [declared("maven", match[1], match[2], index + 1)];
  });
  return { dependencies, settings: [] };
}
