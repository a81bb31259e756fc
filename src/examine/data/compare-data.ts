// Proves that a data file holds the same data before and after, by what the libraries of its format read. The order of keys and
// entries always counts: somebody may read them in order. White space, comments for people and quotes may differ.
import type { Equivalence } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { DIRECTIVES } from "../syntax/comments/patterns.js";
import { differsInNavigationOnly } from "./navigation.js";
import { type DataFormat, type Part, readJson, readLines, readToml, readYaml, whyNot } from "./read-data.js";

/** Null: no kind of data that is known here. Never throws. */
export function compareData({ previousPath, path, before, after }: Pair): Equivalence | null {
  const kind = dataKindOf(path);
  if (kind === null) return null;
  if (JSON.stringify(kind) !== JSON.stringify(dataKindOf(previousPath))) return unknown("its kind of file changed");
  const doubt = whyNot(kind.format, before) ?? whyNot(kind.format, after);
  if (doubt !== null) return unknown(doubt);
  try {
    const [old = null, fresh = null] = readBoth(kind, before, after);
    if (old === null || fresh === null) return unknown(NOT_READ);
    if (kind.signs !== null && steeringLines(before, kind.signs) !== steeringLines(after, kind.signs)) return DIFFERENT;
    if (JSON.stringify(old) === JSON.stringify(fresh)) return SAME;
    return previousPath === path && differsInNavigationOnly(path, old, fresh) ? SAME_BUT_NAVIGATION : DIFFERENT;
  } catch {
    // A message could quote the text.
    return unknown("its parser failed");
  }
}

const NOT_READ = "it holds what not every reader of its format takes";
const SAME: Equivalence = { status: "same", by: "data", reason: "the same data, written another way" };
const SAME_BUT_NAVIGATION: Equivalence = {
  status: "same",
  by: "prose",
  reason: "only the navigation of the documentation differs",
};
const DIFFERENT: Equivalence = { status: "different", reason: "the data differs" };

function unknown(reason: string): Equivalence {
  return { status: "unknown", reason };
}

interface DataKind {
  readonly format: DataFormat;
  /** What starts a comment; null where comments are none, and no reader may meet one that it did not meet before. */
  readonly signs: RegExp | null;
}

/** True for a path whose two texts are worth comparing as data. */
export function isDataFile(path: string): boolean {
  return dataKindOf(path) !== null;
}

/** By name only: a wrong format at worst fails to parse. Null: no data, or data that has a meaning between the lines. */
function dataKindOf(path: string): DataKind | null {
  const place = path.toLowerCase();
  const [, format, signs] = KINDS.find(([pattern]) => pattern.test(place)) ?? [];
  return format === undefined ? null : { format, signs: signs ?? null };
}

const HASH = /^[ \t]*#|[ \t]#/;
/** PHP's own reader takes `#` for a name, so an `.ini` has `;` alone; in `.env` a `;` is a value. */
const KINDS: readonly (readonly [RegExp, DataFormat, RegExp?])[] = [
  [
    /(?:\.(?:jsonc|code-workspace|code-snippets|sublime-\w{1,20})|(?:^|\/)(?:[tj]sconfig(?:[.-][\w.-]+)?\.json|bun\.lock|\.swcrc|\.jshintrc|\.jscsrc|devcontainer\.json|tslint\.json|api-extractor\.json|\.eslintrc\.json|\.vscode\/[^/]+\.json))$/,
    "json",
    /\/[/*]|^\s*\*/,
  ],
  [
    /\.(?:json|geojson|webmanifest|arb|avsc|jsonld|topojson|har|gltf|importmap)$|(?:^|\/)(?:(?:composer|pipfile|flake|deno)\.lock|\.watchmanconfig|\.bowerrc)$/,
    "json",
  ],
  [
    /\.(?:ya?ml|cff)$|(?:^|\/)(?:\.clang-(?:format|tidy)|\.yamllint|(?:chart|pixi|podfile|pubspec)\.lock)$/,
    "yaml",
    HASH,
  ],
  [/\.toml$|(?:^|\/)(?:(?:cargo|poetry|uv|pdm)\.lock|pipfile)$/, "toml", HASH],
  [/\.properties$/, "lines", /^[#!]/],
  [/\.ini$/, "lines", /^;/],
  [/(?:^|\/)\.editorconfig$/, "lines", /^[#;]/],
  [/(?:^|\/)(?:(?:setup|tox|mypy|pylint|flake8)\.cfg|\.(?:flake8|pylintrc|coveragerc|isort\.cfg))$/, "lines", /^#/],
  [/(?:^|\/)\.env(?:[.-][\w.-]+)?$|\.env$/, "lines", /^#/],
];

function readBoth({ format, signs }: DataKind, before: string, after: string): readonly (readonly Part[] | null)[] {
  if (format === "yaml") return [readYaml(before), readYaml(after)];
  if (format === "toml") return [readToml(before), readToml(after)];
  if (format === "lines") return [before, after].map((text) => readLines(text, signs ?? /^#/));
  // A reader that took the file before must take it after: what only lenient ones take is no news.
  const options = [false, true].flatMap((comments) =>
    [false, true].map((commas) => ({ disallowComments: !comments, allowTrailingComma: commas })),
  );
  const fitting = signs === null ? options.find((one) => readJson(before, one) !== null) : options.at(-1);
  return fitting === undefined ? [null, null] : [readJson(before, fitting), readJson(after, fitting)];
}

/**
 * Comments that steer a tool, each with its own line and the one behind it: some hold for one and some for the other. Broad on purpose:
 * what is wrongly taken for such a comment only asks for a review.
 */
function steeringLines(text: string, signs: RegExp): string {
  const lines = text.split("\n").map((line) => line.trim());
  const found = lines.flatMap((line, index) => {
    const at = line.length > MAX_LINE ? -1 : line.search(signs);
    if (at < 0 || !steers(line.slice(at).trimStart(), line)) return [];
    return [line, lines.slice(index + 1, index + 3).find((next) => next !== "") ?? ""];
  });
  return found.join("\n");
}

/** Longer ones steer nothing, but count as a whole. */
const MAX_LINE = 1_000;

/** Tools that update pins read and write the version in the comment behind: `rev: 3f2c… # v1.2`. */
function steers(comment: string, line: string): boolean {
  if (/[0-9a-f]{40}/i.test(line) || MARKS.some((pattern) => pattern.test(comment))) return true;
  return DIRECTIVES.some(({ pattern, only }) => only === undefined && pattern.test(comment));
}

const MARKS: readonly RegExp[] = [
  // Signs that no prose starts with, and text that a template would fill in.
  /^#+[ \t]{0,8}[@{[$]|^#[!+|>%]|^(?:\/\/|\/\*+|;|#)[ \t]{0,8}[@$]/,
  /\{\{|\$\{|\{%|<%|\$\[\[|ENC\[/,
  /\b(?:yamllint|yaml-language-server|renovate|dependabot|mergify|checkov|kics|tfsec|trivy|terrascan|kube-linter|kubesec|polaris|datree|zizmor|actionlint|ratchet|pinact|gitleaks|trufflehog|semgrep|snyk|sonarcloud|spectral|redocly|vacuum|taplo|tombi|cspell|codespell|typos|helm-docs|kubebuilder|kustomize|skaffold|ansible-lint|sops|jinja2?)\b/i,
  /\b(?:noqa|nosec|nolint|no-?check|no-?lint|no-?verify|pragma|syntax|escape|schema|frozen|lockfile|release-please|x-release-\w{1,20}|bumpversion|bump-my-version|editorconfig-checker\S{0,20}|rubocop|prettier-ignore\S{0,20})\b/i,
  // `tool: ignore=rule`, `tool:skip`, `[disable] rule`.
  /\b(?:ignore|skip|disable|enable|suppress|allow|exclude|expect)\w{0,6}[ \t]{0,3}[:=([-]|[:=([][ \t]{0,3}(?:ignore|skip|disable|enable|suppress|allow|exclude)/i,
  /(?:BEGIN|END|START|STOP)[ _-][A-Z]|\b(?:managed by|generated (?:by|from|with))\b/,
];
