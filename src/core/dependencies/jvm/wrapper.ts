// The wrappers of Gradle and Maven fetch the build tool itself and run it.
import { hostOf, type Reading, type Setting } from "../reading.js";

const USUAL =
  /^https:\/\/(?:services\.gradle\.org\/distributions|repo\.maven\.apache\.org\/maven2|repo1\.maven\.org\/maven2)\//;

export function readWrapper(text: string): Reading {
  const settings = text.split(/\r?\n/).flatMap((written, index): Setting[] => {
    const match = /^\s*(distributionUrl|wrapperUrl)\s*[=:]\s*(.{1,1000})$/.exec(written);
    const url = match?.[2]?.trim().replace(/\\(.)/g, "$1");
    if (match?.[1] === undefined || url === undefined || USUAL.test(url)) return [];
    const reason = `takes the build tool from ${hostOf(url) ?? "elsewhere"}`;
    return [{ key: match[1], value: url, line: index + 1, reason, whenRemoved: null }];
  });
  return { dependencies: [], settings };
}
