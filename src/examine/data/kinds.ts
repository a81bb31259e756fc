// Which files hold data that is known here, and in which format. By name only: a wrong format at worst fails to parse.

export type DataFormat = "json" | "yaml" | "toml" | "lines";

export interface DataKind {
  readonly format: DataFormat;
  /** `json`: does every known reader of this file take comments and trailing commas? */
  readonly takesComments: boolean;
  /** `lines`: the signs that start a comment line. */
  readonly commentSigns: string;
}

/** True for a path whose two texts are worth comparing as data. */
export function isDataFile(path: string): boolean {
  return dataKindOf(path) !== null;
}

/** Null: no data, or data that has a meaning between the lines (CSV, notebooks, Makefiles, crontabs). */
export function dataKindOf(path: string): DataKind | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (isCommentedJson(path.toLowerCase(), name)) return { ...JSON_KIND, takesComments: true };
  if (isJson(name)) return JSON_KIND;
  if (isYaml(name)) return { format: "yaml", takesComments: true, commentSigns: "" };
  if (isToml(name)) return { format: "toml", takesComments: true, commentSigns: "" };
  const signs = LINE_SIGNS.find(([pattern]) => pattern.test(name))?.[1];
  return signs === undefined ? null : { format: "lines", takesComments: true, commentSigns: signs };
}

const JSON_KIND: DataKind = { format: "json", takesComments: false, commentSigns: "" };

function isCommentedJson(lower: string, name: string): boolean {
  if (/\.(?:jsonc|code-workspace|code-snippets|sublime-\w{1,20})$/.test(name)) return true;
  if (/^(?:[tj]sconfig(?:[.-][\w.-]+)?\.json|bun\.lock|\.swcrc|\.jshintrc|\.jscsrc|devcontainer\.json)$/.test(name))
    return true;
  return /^(?:tslint|api-extractor|\.eslintrc)\.json$/.test(name) || /(?:^|\/)\.vscode\/[^/]+\.json$/.test(lower);
}

function isJson(name: string): boolean {
  return (
    /\.(?:json|geojson|webmanifest|arb|avsc|jsonld|topojson|har|gltf|importmap)$/.test(name) || JSON_NAMES.has(name)
  );
}

const JSON_NAMES = new Set(["composer.lock", "pipfile.lock", "flake.lock", "deno.lock", ".watchmanconfig", ".bowerrc"]);

function isYaml(name: string): boolean {
  return /\.(?:ya?ml|cff)$/.test(name) || YAML_NAMES.has(name);
}

const YAML_NAMES = new Set([
  ".clang-format",
  ".clang-tidy",
  ".yamllint",
  "chart.lock",
  "pixi.lock",
  "podfile.lock",
  "pubspec.lock",
]);

function isToml(name: string): boolean {
  return name.endsWith(".toml") || TOML_NAMES.has(name);
}

const TOML_NAMES = new Set(["cargo.lock", "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "pipfile"]);

/** PHP's own reader takes `#` for a name, so an `.ini` has `;` alone; in `.env` a `;` is a value. */
const LINE_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\.properties$/, "#!"],
  [/\.ini$/, ";"],
  [/^\.editorconfig$/, "#;"],
  [/^(?:setup|tox|mypy|pylint|flake8)\.cfg$|^\.(?:flake8|pylintrc|coveragerc|isort\.cfg)$/, "#"],
  [/^\.env(?:[.-][\w.-]+)?$|\.env$/, "#"],
];
