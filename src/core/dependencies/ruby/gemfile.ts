// Gemfile and *.gemspec are programs. Calls with plain texts are read; a dependency named by anything else is told as such.
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import {
  declared,
  hostOf,
  type Reading,
  registryAt,
  type Setting,
  USUAL_REGISTRY,
  withoutCredentials,
} from "../reading.js";
import { rubyStatements, type Statement } from "./ruby-statements.js";

export function readGemfile(text: string): Reading {
  const statements = rubyStatements(text);
  const places = new Map(statements.flatMap(({ text: code }) => ownPlace(code)));
  return {
    dependencies: statements.flatMap((statement) => dependencyOf(statement, places)),
    settings: statements.flatMap(settingOf),
  };
}

const GEM = /^(?:gem|plugin)\b\s*\(?\s*(["'])([\w.-]{1,200})\1(.*)$/s;
const GEMSPEC =
  /^\w+\.add_((?:runtime_|development_)?)dependency\b\s*\(?\s*(?:["']|%q.)([\w.-]{1,200})(?:["'\])}>])(.*)$/s;

type Places = ReadonlyMap<string, string>;

/** `git_source(:acme) { |repo| "https://x.example/acme/#{repo}" }` gives the project an option of its own. */
function ownPlace(code: string): readonly (readonly [string, string])[] {
  const match = /^git_source\s*\(?\s*:(\w{1,40})\s*\)?\s*\{\s*\|\s*\w{1,40}\s*\|\s*"([^"\n]{1,500})"\s*\}$/.exec(code);
  return match?.[1] === undefined || match[2] === undefined ? [] : [[match[1], match[2]]];
}

function dependencyOf({ text, line, blocks }: Statement, places: Places): readonly DeclaredDependency[] {
  const gem = GEM.exec(text);
  if (gem?.[2] !== undefined) {
    const rest = gem[3] ?? "";
    const scope = DEVELOPMENT.test([...blocks, ...(/\bgroups?(?::|\s*=>).*/s.exec(rest) ?? [])].join(" "))
      ? "development"
      : "runtime";
    return [
      declared("rubygems", gem[2], revisionIn(rest) ?? versionsIn(rest), line, {
        source: sourceOf(rest, blocks, places),
        scope,
      }),
    ];
  }
  const spec = GEMSPEC.exec(text);
  if (spec?.[2] === undefined) return [];
  const scope = spec[1] === "development_" ? "development" : "runtime";
  return [declared("rubygems", spec[2], versionsIn(spec[3] ?? ""), line, { scope })];
}

const DEVELOPMENT = /:(?:development|test|ci|lint|doc|docs)\b|["'](?:development|test)["']/;

/** The texts before the first option. */
function versionsIn(rest: string): string {
  const [positional = ""] = rest.split(/,\s*(?:\w+:|:\w+\s*=>|"\w+"\s*=>)/, 1);
  const versions = [...positional.matchAll(/["']([^"'\n]{1,100})["']/g)].map((match) => match[1] ?? "");
  return versions.filter((version) => /^[\s<>=~!]*\d/.test(version)).join(", ");
}

function revisionIn(rest: string): string | null {
  return /\b(?:ref|tag|branch)(?::|\s*=>)\s*["']([^"'\n]{1,200})["']/.exec(rest)?.[1] ?? null;
}

function sourceOf(rest: string, blocks: readonly string[], places: Places): DependencySource {
  const option = (name: string) =>
    new RegExp(`(?:\\b${name}:|:${name}\\s*=>|["']${name}["']\\s*=>)\\s*["']([^"'\\n]{1,500})["']`).exec(rest)?.[1];
  const repository = option("github") ?? option("gist") ?? option("bitbucket");
  if (repository !== undefined) return { kind: "git", location: `github:${repository}` };
  const git = option("git");
  if (git !== undefined) return { kind: "git", location: withoutCredentials(git) };
  const path = option("path");
  if (path !== undefined) return { kind: "path", location: path };
  const index = option("source");
  if (index !== undefined) return rubyIndex(index);
  const own = [...rest.matchAll(/[,(\s](\w{1,40}):\s*["']([^"'\n]{1,500})["']/g)].find(
    ([, key = ""]) => !OPTIONS.has(key),
  );
  if (own?.[1] !== undefined && own[2] !== undefined) {
    const place = (places.get(own[1]) ?? `${own[1]}:#{repo}`).split(/#\{\w{1,40}\}/).join(own[2]);
    return { kind: "git", location: withoutCredentials(place) };
  }
  return blocks.map(blockSource).find((source) => source !== null) ?? USUAL_REGISTRY;
}

const OPTIONS = new Set([
  "require",
  "group",
  "groups",
  "platform",
  "platforms",
  "branch",
  "ref",
  "tag",
  "glob",
  "type",
]);

/** `source "…" do`, `git "…" do`, `path "…" do`. */
function blockSource(block: string): DependencySource | null {
  const match = /^(source|git|github|path)\b\s*\(?\s*["']([^"'\n]{1,500})["']/.exec(block);
  if (match?.[2] === undefined) return null;
  if (match[1] === "source") return rubyIndex(match[2]);
  return { kind: match[1] === "path" ? "path" : "git", location: withoutCredentials(match[2]) };
}

export function rubyIndex(url: string): DependencySource {
  return /^https:\/\/(?:www\.)?rubygems\.org\/?$/.test(url) ? USUAL_REGISTRY : registryAt(withoutCredentials(url));
}

const PLACES = /^(?:source|git_source|git|github|path)\b/;
const UNREAD = /^(?:gem|plugin)\b(?!\s*=)|^\w+\.add_(?:runtime_|development_)?dependency\b/;

function settingOf({ text, line }: Statement): readonly Setting[] {
  if (PLACES.test(text) && !/^source\s*\(?\s*(?:["']https:\/\/rubygems\.org\/?["']|:rubygems)\s*\)?$/.test(text)) {
    const url = /["']([^"'\n]{1,500})["']/.exec(text)?.[1] ?? "";
    const reason = `changes where packages come from (${hostOf(url) ?? "a place of the project's own"})`;
    return [{ key: `place ${text}`, value: "", line, reason, whenRemoved: reason }];
  }
  const isUnread = UNREAD.test(text) && !GEM.test(text) && !GEMSPEC.test(text);
  if (isUnread || /^(?:eval_gemfile|instance_eval|eval)\b/.test(text)) {
    const reason = "declares dependencies by code that is not read";
    return [{ key: text, value: "", line, reason, whenRemoved: null }];
  }
  if (/^\w+\.extensions\b/.test(text)) {
    return [
      { key: "extensions", value: text, line, reason: "runs code on installation (`extensions`)", whenRemoved: null },
    ];
  }
  return [];
}
