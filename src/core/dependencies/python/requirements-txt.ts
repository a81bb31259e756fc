// requirements.txt and constraints.txt as pip reads them. https://pip.pypa.io/en/stable/reference/requirements-file-format/
import type { DeclaredDependency } from "../../facts/change.js";
import { hostOf, type Reading, type Setting, Unreadable, withoutCredentials } from "../reading.js";
import { fromSource, indexSource, normaliseName, requirement } from "./requirement.js";
import { isRequirementsPath } from "./requirements-path.js";

export function readRequirements(text: string, path: string): Reading {
  const lines = logicalLines(text);
  const isConstraints = /(?:^|\/)[\w.-]*constraints?[\w.-]*\.(?:txt|in)$/i.test(path);
  const settings = lines.flatMap((line) => settingOf(line));
  const index = lines.reduce<string | null>((found, { text: line }) => INDEX.exec(line)?.[1] ?? found, null);
  const dependencies = lines.flatMap((line): DeclaredDependency[] => {
    const found = dependencyOf(line);
    if (found === null) return [];
    const source = found.source.kind === "registry" ? indexSource(index) : found.source;
    return [{ ...found, source, ...(isConstraints ? { indirect: true } : {}) }];
  });
  return { dependencies, settings };
}

interface Line {
  readonly text: string;
  readonly line: number;
}

const INDEX = /^(?:-i\s*|--index-url[\s=]\s*)(\S{1,1000})/;

/** Without comments, continuations joined. */
function logicalLines(text: string): readonly Line[] {
  const found: Line[] = [];
  let parts: string[] = [];
  let start = 1;
  for (const [index, written] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (parts.length === 0) start = index + 1;
    const isComment = /^\s*#/.test(written);
    if (written.endsWith("\\") && !isComment) {
      parts.push(written.slice(0, -1));
      continue;
    }
    if (!isComment) parts.push(withoutComment(written));
    const joined = parts.join(" ").trim();
    parts = [];
    if (joined !== "") found.push({ text: joined, line: start });
  }
  if (parts.length > 0) found.push({ text: parts.join(" ").trim(), line: start });
  return found;
}

/** A `#` after white space. Looked for from each `#`, so that a line of spaces takes no quadratic time. */
function withoutComment(line: string): string {
  for (let at = line.indexOf("#"); at !== -1; at = line.indexOf("#", at + 1)) {
    if (at === 0 || /\s/.test(line[at - 1] ?? "")) return line.slice(0, at);
  }
  return line;
}

function dependencyOf({ text, line }: Line): DeclaredDependency | null {
  const editable = /^(?:-e|--editable)[\s=]?\s*(\S.*)$/.exec(text)?.[1];
  if (editable !== undefined) return fromPlace(editable, line);
  if (text.startsWith("-")) return null;
  // Options of one requirement follow it: `--hash=…`, `--config-settings=…`.
  const [bare = ""] = text.split(/\s--?[a-z]/, 1);
  if (
    /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:git|hg|svn|bzr)\+|\.{0,2}\/|~\/|[A-Za-z]:\\)|^[^\s;@]+\.(?:whl|zip|tar\.gz|tgz)$/i.test(
      bare,
    )
  ) {
    return fromPlace(bare, line);
  }
  return requirement(bare, line);
}

/** A URL or folder, named by its `#egg=` or by its wheel's file name, else by itself. */
function fromPlace(written: string, line: number): DeclaredDependency {
  const [place = ""] = written.trim().split(/\s/, 1);
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]{0,200})/.exec(place)?.[1];
  const wheel = /\/([A-Za-z0-9][A-Za-z0-9_.]{0,200})-\d[^/]{0,300}\.(?:whl|zip|tar\.gz|tgz)(?:[#?]|$)/.exec(place)?.[1];
  const named = egg ?? wheel;
  return fromSource(named === undefined ? withoutCredentials(place) : normaliseName(named), place, line);
}

const KNOWN_OPTIONS =
  /^(?:--(?:prefer-binary|require-hashes|no-binary|only-binary|use-feature|progress-bar|no-deps|hash|config-settings|global-option|pre|no-index|index-url|extra-index-url|find-links|trusted-host|requirement|constraint|editable|use-pep517|upgrade-strategy|no-annotate|generate-hashes|strip-extras|allow-unsafe|output-file|resolver|quiet|cert|client-cert|no-cache-dir|timeout|retries|upgrade)\b|-[ifrcepU]\b|-[frce]\S)/;

function settingOf({ text, line }: Line): readonly Setting[] {
  if (!text.startsWith("-")) return [];
  if (!KNOWN_OPTIONS.test(text)) throw new Unreadable("it has an option that is not known");
  const place = /^(?:-i|-f|--index-url|--extra-index-url|--find-links)[\s=]?\s*(\S+)/.exec(text)?.[1];
  if (place !== undefined) {
    const reason = `changes where packages come from (${hostOf(place) ?? "a folder"})`;
    return [{ key: `place ${place}`, value: text, line, reason, whenRemoved: reason }];
  }
  const file = /^(?:-r|-c|--requirement|--constraint)[\s=]?\s*(\S+)/.exec(text)?.[1];
  if (file !== undefined) {
    if (isRequirementsPath(file.toLowerCase()) && !file.includes("://")) return [];
    const reason = "takes requirements from a file that is not looked at as one";
    return [{ key: text, value: "", line, reason, whenRemoved: null }];
  }
  if (/^--(?:trusted-host|no-index|pre|no-binary|only-binary|require-hashes|cert|client-cert)\b/.test(text)) {
    const [option = ""] = text.split(/[\s=]/, 1);
    const reason = `changes which packages are trusted (\`${option}\`)`;
    return [{ key: text, value: "", line, reason, whenRemoved: option === "--require-hashes" ? reason : null }];
  }
  return [];
}
