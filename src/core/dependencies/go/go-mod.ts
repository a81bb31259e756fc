// go.mod and go.work. https://go.dev/ref/mod#go-mod-file
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, quoted, type Reading, type Setting, Unreadable, USUAL_REGISTRY } from "../reading.js";

export function readGoMod(text: string): Reading {
  const directives = directivesOf(text);
  const replaced = new Map(directives.flatMap(replacementOf));
  return {
    dependencies: directives.flatMap((directive) => dependencyOf(directive, replaced)),
    settings: directives.flatMap(settingOf),
  };
}

interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

const VERBS = new Set([
  "module",
  "go",
  "toolchain",
  "require",
  "replace",
  "exclude",
  "retract",
  "tool",
  "godebug",
  "ignore",
  "use",
]);

function directivesOf(text: string): readonly Directive[] {
  const found: Directive[] = [];
  let block: string | null = null;
  for (const [index, written] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const at = written.indexOf("//");
    const comment = at === -1 ? "" : written.slice(at + 2).trim();
    const words = wordsOf(at === -1 ? written : written.slice(0, at));
    if (words.length === 0) continue;
    if (block !== null && words[0] === ")") {
      block = null;
      continue;
    }
    const [verb = "", ...rest]: readonly string[] = block === null ? words : [block, ...words];
    if (!VERBS.has(verb)) throw new Unreadable("it has a directive that is not known");
    if (block === null && rest.at(-1) === "(" && rest.length === 1) block = verb;
    else found.push({ verb, words: rest, comment, line: index + 1 });
  }
  if (block !== null) throw new Unreadable("it has a block that does not end");
  return found;
}

function wordsOf(line: string): readonly string[] {
  const spaced = line.trim().replace(/\($/, " (");
  return spaced === "" ? [] : spaced.split(/\s+/).map((word) => word.replace(/^["`]|["`]$/g, ""));
}

/** By the replaced module and, when only that is replaced, its version. */
function replacementOf({ verb, words }: Directive): readonly (readonly [string, DependencySource])[] {
  const at = words.indexOf("=>");
  const [from, to] = [words.slice(0, at).join("@"), words[at + 1]];
  if (verb !== "replace" || at < 1 || to === undefined || to === words[0]) return [];
  return [[from, isFolder(to) ? { kind: "path", location: to } : { kind: "url", location: `https://${to}` }]];
}

function dependencyOf(
  { verb, words, comment, line }: Directive,
  replaced: ReadonlyMap<string, DependencySource>,
): readonly DeclaredDependency[] {
  if (verb === "replace") {
    const [name, version] = words.slice(words.indexOf("=>") + 1);
    // What stands in for a module has to exist, too.
    return name === undefined || isFolder(name) ? [] : [declared("go", name, version ?? "", line, { indirect: true })];
  }
  if (verb !== "require") return [];
  const [name, version, ...more] = words;
  if (name === undefined || version === undefined || more.length > 0) {
    throw new Unreadable("a requirement cannot be read");
  }
  const source = replaced.get(`${name}@${version}`) ?? replaced.get(name) ?? USUAL_REGISTRY;
  const indirect = /^indirect(?:;|$)/.test(comment) ? { indirect: true as const } : {};
  return [declared("go", name, version, line, { source, ...indirect })];
}

function settingOf({ verb, words, line }: Directive): readonly Setting[] {
  if (verb !== "replace") return [];
  const at = words.indexOf("=>");
  const target = words[at + 1];
  if (at < 1 || target === undefined) throw new Unreadable("a replacement cannot be read");
  const name = (words[0] ?? "").slice(0, 100);
  const reason = `puts ${isFolder(target) ? "a folder" : "another module"} in the place of ${quoted(name)}`;
  // Another version of the same replacement is a bump.
  const value = isFolder(target) ? words.slice(at + 1).join(" ") : target;
  return target === words[0] ? [] : [{ key: `replace ${name}`, value, line, reason, whenRemoved: null }];
}

function isFolder(target: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$|^[A-Za-z]:/.test(target);
}
