// How each kind of manifest declares a dependency, line by line. A line says one of: a package with its version, a package
// or setting that changes where code comes from, or nothing we know. What is not known stays with the other rules.

export interface Declaration {
  /** The package's name in its own ecosystem. */
  readonly name: string;
  /** True when the code comes from elsewhere than the ecosystem's registry (git, a URL, a folder, another index). */
  readonly elsewhere: boolean;
}

export interface Manifest {
  /** On the path in lower case. */
  readonly files: RegExp;
  readonly read: (line: string) => Declaration | null;
}

const VERSION = /^(?:[\^~><=!]{0,3}\s*v?\d[\w.*+-]*.*|\*|latest|next|x)$/;
const ELSEWHERE =
  /^(?:git|https?|ssh|file|link|portal|patch|github|gitlab|bitbucket|npm):|^git\+|^[\w.-]+\/[\w.-]+(?:#.*)?$|\.(?:tgz|tar\.gz)$/;

/** Keys of package.json and its like whose values look like versions. */
const JSON_OTHER_KEYS =
  /^(?:version|node|npm|yarn|pnpm|bun|vscode|name|type|main|module|types|packageManager|license|php|configVersion|lockfileVersion|manifestVersion|minimum-stability|\$schema|url|homepage|repository|author|directory|schemaVersion|tag|target)$/;

function readJson(line: string): Declaration | null {
  const match = /^\s*"((?:@[\w.-]+\/)?[\w./-]+)"\s*:\s*"([^"]{1,200})"\s*,?\s*$/.exec(line);
  const [, name = "", spec = ""] = match ?? [];
  if (match === null || JSON_OTHER_KEYS.test(name) || spec.startsWith("workspace:")) return null;
  if (/^(?:pre|post)?install$|^prepare$|^(?:pre|post)prepare$/.test(name))
    return { name: `the ${name} script`, elsewhere: true };
  // A catalog entry names its version in pnpm-workspace.yaml, where it is looked at.
  if (VERSION.test(spec) || spec.startsWith("catalog:")) return { name, elsewhere: false };
  return ELSEWHERE.test(spec) && !spec.startsWith("./") ? { name, elsewhere: true } : null;
}

function readRequirement(line: string): Declaration | null {
  const text = line.replace(/(?:^|\s)#.*$/, "").trim();
  if (text === "") return null;
  if (/^(?:-[ife]\b|--(?:index-url|extra-index-url|find-links|editable|trusted-host|no-index|pre)\b)/.test(text)) {
    return { name: text.split(/[\s=]/)[0] ?? text, elsewhere: true };
  }
  if (text.startsWith("-")) return null;
  const name = /^([A-Za-z0-9][\w.-]*)/.exec(text)?.[1];
  if (name === undefined) return null;
  return { name: normalisePython(name), elsewhere: /@\s|:\/\/|^git\+/.test(text) };
}

/** Quoted requirements need a version, so that other lists of names are not taken for dependencies. */
function readPyproject(line: string): Declaration | null {
  const quoted =
    /^\s*(?:[\w-]+\s*=\s*\[)?\s*["']([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([<>=!~]=?|@\s)[^"']*["']\s*,?\s*\]?\s*(?:#.*)?$/.exec(
      line,
    );
  if (quoted?.[1] !== undefined)
    return { name: normalisePython(quoted[1]), elsewhere: (quoted[2] ?? "").startsWith("@") };
  return readToml(line);
}

const TOML_OTHER_KEYS =
  /^(?:version|edition|rust-version|rust_version|msrv|name|python|requires-python|python_version|target-version|minversion|min_version|line-length|resolver|license|description|readme|homepage|documentation|authors|current_version|required-version|channel|log_level|fail_under|timeout|profile|opt-level|lto|strip|panic|debug|codegen-units|debug-assertions|overflow-checks|incremental|asyncio_mode|build-backend|backend-path|distribution|package-mode|publish|repository)$/;

function readToml(line: string): Declaration | null {
  if (/^\s*(?:git|url|index|registry|index-url|find-links|extra-index-url|default-registry)\s*=/.test(line)) {
    return { name: line.trim().split(/[\s=]/)[0] ?? "", elsewhere: true };
  }
  const section = /^\s*\[(?:workspace\.|target\.[^\]]+\.)?(?:dev-|build-)?dependencies\.([\w-]+)\]/.exec(line);
  if (section?.[1] !== undefined) return { name: section[1], elsewhere: false };
  if (/^\s*\[{1,2}(?:patch|replace|source|tool\.uv\.(?:sources|index)|tool\.poetry\.source|registries)\b/.test(line)) {
    return { name: line.trim(), elsewhere: true };
  }
  const match = /^\s*"?([A-Za-z0-9][\w.-]*)"?\s*=\s*(?:"([^"]*)"|(\{.*))/.exec(line);
  const [, name = "", version, table] = match ?? [];
  if (match === null || TOML_OTHER_KEYS.test(name)) return null;
  if (version !== undefined) return VERSION.test(version) ? { name, elsewhere: false } : null;
  if (table === undefined || /\bworkspace\s*=\s*true/.test(table)) return null;
  const elsewhere = /\b(?:git|url|registry|index)\s*=/.test(table);
  return elsewhere || /\b(?:version|module|group|path)\s*=/.test(table) ? { name, elsewhere } : null;
}

function readGoMod(line: string): Declaration | null {
  if (/^\s*(?:replace\b|exclude\b)|=>/.test(line)) return { name: line.trim().slice(0, 100), elsewhere: true };
  const match = /^\s*(?:require\s+)?([\w.-]+\.[\w-]+\/[^\s]+)\s+v\d\S*(\s*\/\/ indirect)?/.exec(line);
  return match?.[1] === undefined || match[2] !== undefined ? null : { name: match[1], elsewhere: false };
}

function readRuby(line: string): Declaration | null {
  if (/^\s*(?:source|git_source|git|path)\b\s*[("':]/.test(line))
    return { name: line.trim().slice(0, 100), elsewhere: true };
  const match = /^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)\s*\(?\s*["']([\w.-]+)["'](.*)$/.exec(line);
  if (match?.[1] === undefined) return null;
  return { name: match[1], elsewhere: /\b(?:git|github|path|source)(?::|\s*=>)/.test(match[2] ?? "") };
}

function readXml(line: string): Declaration | null {
  if (/<(?:repository|pluginRepository|packageSources|RestoreSources)\b/.test(line)) {
    return { name: "a package repository", elsewhere: true };
  }
  const maven = /<artifactId>\s*([\w.${}-]+)\s*<\/artifactId>/.exec(line);
  const nuget =
    /<(?:PackageReference|PackageVersion|GlobalPackageReference|package|DotNetCliToolReference)\s+(?:[^>]*\s)?(?:Include|id)="([^"]+)"/.exec(
      line,
    );
  const name = maven?.[1] ?? nuget?.[1];
  return name === undefined ? null : { name, elsewhere: false };
}

function readGradle(line: string): Declaration | null {
  if (/\b(?:maven|ivy)\s*(?:\(|\{)|\bmavenLocal\(|\burl\s*(?:=|\()/.test(line))
    return { name: "a package repository", elsewhere: true };
  const match =
    /^\s*(?:\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|classpath|kapt|ksp|annotationProcessor|[cC]ompile))\s*\(?\s*(?:platform\()?["']([\w.-]+:[\w.-]+)/.exec(
      line,
    ) ??
    /^\s*\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|kapt|ksp)\s*\(?\s*(libs\.[\w.]+)/.exec(line) ??
    /^\s*(?:id|kotlin|alias)\s*\(?\s*["']?([\w.-]+)["']?\)?/.exec(line);
  return match?.[1] === undefined ? null : { name: match[1], elsewhere: false };
}

function readYaml(line: string): Declaration | null {
  if (/^\s*(?:git|url|path|hosted|registry)\s*:/.test(line))
    return { name: line.trim().slice(0, 100), elsewhere: true };
  const match = /^\s*["']?((?:@[\w.-]+\/)?[A-Za-z][\w./-]*)["']?\s*:\s*["']?([^"'\s#]+)/.exec(line);
  const [, name = "", spec = ""] = match ?? [];
  if (match !== null && VERSION.test(spec) && !/^(?:version|sdk|flutter|dart)$/.test(name))
    return { name, elsewhere: false };
  const conda = /^\s*-\s*(?:[\w-]+::)?([A-Za-z][\w.-]*)\s*[=<>~!]=?\s*\d/.exec(line);
  return conda?.[1] === undefined ? null : { name: conda[1], elsewhere: false };
}

function readCode(line: string): Declaration | null {
  const match =
    /\{\s*:([a-z]\w*)\s*,\s*(?:"|git:|github:|path:)/.exec(line) ??
    /\.package\(\s*(?:name:\s*"[^"]*",\s*)?(?:url|path):\s*"([^"]+)"/.exec(line) ??
    /^\s*pod\s+["']([\w/+.-]+)["']/.exec(line) ??
    /"([\w.-]+)"\s*%{1,3}\s*"[\w.-]+"\s*%/.exec(line) ??
    /^\s*["']([A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=!~]=|[<>])[^"']*["']/.exec(line);
  if (match?.[1] === undefined) return null;
  return { name: match[1], elsewhere: /\b(?:git|github|path|url):/.test(line) && !/\.package\(/.test(line) };
}

function normalisePython(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

export const MANIFESTS: readonly Manifest[] = [
  { files: /(?:^|\/)(?:package|composer|bower|deno|jsr|vcpkg)\.jsonc?$/, read: readJson },
  {
    files: /(?:^|\/)(?:[\w.-]*requirements[\w.-]*|constraints)\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    read: readRequirement,
  },
  { files: /(?:^|\/)pyproject\.toml$/, read: readPyproject },
  { files: /(?:^|\/)(?:cargo|pipfile|pixi|libs\.versions|versions)(?:\.toml)?$|\.versions\.toml$/, read: readToml },
  { files: /(?:^|\/)go\.(?:mod|work)$/, read: readGoMod },
  { files: /(?:^|\/)(?:gemfile|gems\.rb)$|\.gemspec$/, read: readRuby },
  {
    files:
      /(?:^|\/)(?:pom|packages|nuget)\.(?:xml|config)$|\.(?:cs|fs|vb)proj$|(?:^|\/)directory\.(?:packages|build)\.(?:props|targets)$/,
    read: readXml,
  },
  { files: /\.gradle(?:\.kts)?$/, read: readGradle },
  { files: /(?:^|\/)(?:pubspec|environment|conda|pnpm-workspace|shard)\.ya?ml$/, read: readYaml },
  {
    files: /(?:^|\/)(?:mix\.exs|package\.swift|podfile|build\.sbt|setup\.py|setup\.cfg|conanfile\.(?:py|txt))$/,
    read: readCode,
  },
];
