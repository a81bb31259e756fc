// The layout's promises: who may import whom, how long a file may be, what the pure core must not touch.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { parse } from "@babel/parser";

const ROOT = join(import.meta.dirname, "..");
const MAX_LINES = 250;

interface Source {
  /** From the repository's root, such as `src/core/ground/tier.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments, strings and templates: what the machine runs. */
  readonly code: string;
  /** Files of ours as paths, packages by name. */
  readonly imports: readonly string[];
}

const sources = listSources("src");

/** What a folder may import: files of these folders, and these packages. `null`: any package. */
const RULES: readonly {
  readonly folder: string;
  readonly files: readonly string[];
  readonly packages: readonly string[] | null;
}[] = [
  {
    folder: "src/core/",
    files: ["src/core/"],
    packages: [
      "zod",
      "yaml",
      "minimatch",
      "re2js",
      "parse-diff",
      "semver",
      "canonicalize",
      "fastest-levenshtein",
      "smol-toml",
      "jsonc-parser",
      "fast-xml-parser",
      "@yarnpkg/parsers",
      "dockerfile-ast",
      "@renovatebot/pep440",
      "@renovatebot/ruby-semver",
      "validate-npm-package-name",
      "validator",
      "node:crypto",
    ],
  },
  { folder: "src/pipeline/", files: ["src/core/", "src/pipeline/", "src/ports", "src/errors"], packages: [] },
  { folder: "src/github/", files: ["src/core/", "src/github/", "src/ports", "src/errors"], packages: null },
  { folder: "src/db/", files: ["src/core/", "src/db/", "src/ports", "src/errors"], packages: null },
  { folder: "src/queue/", files: ["src/core/", "src/queue/", "src/ports", "src/errors"], packages: ["node:crypto"] },
  { folder: "src/examine/", files: ["src/core/", "src/examine/", "src/ports", "src/errors"], packages: null },
  { folder: "src/packages/", files: ["src/core/", "src/packages/", "src/ports", "src/errors"], packages: null },
  {
    folder: "src/seal/",
    files: ["src/core/", "src/seal/", "src/ports", "src/errors"],
    packages: ["age-encryption", "node:crypto"],
  },
  { folder: "src/browser/", files: ["src/core/", "src/browser/"], packages: ["age-encryption"] },
  { folder: "src/git/", files: ["src/core/", "src/git/", "src/ports", "src/errors"], packages: null },
  {
    folder: "src/http/",
    files: ["src/core/", "src/http/", "src/ports", "src/errors", "src/config", "src/manifest"],
    packages: [
      "hono",
      "hono/body-limit",
      "hono/cookie",
      "hono/csrf",
      "hono/html",
      "@hono/node-server",
      "zod",
      "node:crypto",
      "node:fs/promises",
      "node:http",
      "node:net",
      "node:path",
    ],
  },
];

/** The floors of the core, lowest first: a file imports its own floor and lower ones. */
const FLOORS = [
  "ground",
  "paths",
  "facts",
  "policy",
  "diff",
  "secrets",
  "markdown",
  "statement",
  "dependencies",
  "classify",
  "audit",
  "case",
  "replay",
  "comments",
  "people",
  "reviews",
  "gate",
  "assign",
  "render",
  "judge",
];

/** Packages that one place knows, so that it alone changes with them. */
const OWNED: readonly { readonly packages: RegExp; readonly by: RegExp }[] = [
  { packages: /^(@octokit\/|probot)/, by: /^src\/(github\/|app\.ts)/ },
  { packages: /^(@prisma\/|pg$|@electric-sql\/|pglite-)/, by: /^src\/db\// },
  { packages: /^(hono|@hono\/)/, by: /^src\/http\// },
  { packages: /^commander$/, by: /^src\/cli\// },
  { packages: /^prom-client$/, by: /^src\/metrics\.ts/ },
  { packages: /^age-encryption/, by: /^src\/(seal|browser)\// },
  { packages: /^pino$/, by: /^src\/(log|app)\.ts/ },
];

/** Where functions still have more than three parameters. */
const EXEMPT_FOLDERS = [
  "src/cli/",
  "src/core/dependencies/",
  "src/core/markdown/",
  "src/db/",
  "src/examine/",
  "src/http/",
  "src/packages/",
];

const ALLOWED_CRYPTO = /import \{ createHash \} from "node:crypto"/;

describe("imports", () => {
  it.each(RULES)("of $folder stay inside their bounds", ({ folder, files, packages }) => {
    const strays = within(folder).flatMap(({ path, imports }) =>
      imports
        .filter((name) =>
          isOurs(name)
            ? !files.some((allowed) => name.startsWith(allowed))
            : packages !== null && !packages.includes(name),
        )
        .map((name) => `${path} imports ${name}`),
    );

    expect(strays).toEqual([]);
  });

  it.each(OWNED)("of $packages are made in one place", ({ packages, by }) => {
    const strays = sources.filter(({ path, imports }) => !by.test(path) && imports.some((name) => packages.test(name)));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("of main.ts, wire.ts and the command line are nobody else's", () => {
    const strays = sources
      .filter(({ path }) => !/^src\/(main\.ts|wire)|^src\/cli\//.test(path))
      .filter(({ imports }) => imports.some((name) => /^src\/(main\.ts|wire)|^src\/cli\//.test(name)));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("of the scripts for browsers are nobody else's", () => {
    const strays = sources
      .filter(({ path }) => !path.startsWith("src/browser/"))
      .filter(({ imports }) => imports.some((name) => name.startsWith("src/browser/")));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("of core take only createHash from node:crypto", () => {
    const strays = within("src/core/").filter(
      ({ text, imports }) => imports.includes("node:crypto") && !ALLOWED_CRYPTO.test(text),
    );

    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe("the floors of the core", () => {
  it("hold every file of it", () => {
    const strays = within("src/core/").filter(({ path }) => floorOf(path) === -1);

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("import their own and lower ones only", () => {
    const strays = within("src/core/").flatMap(({ path, imports }) =>
      imports.filter((name) => isOurs(name) && floorOf(name) > floorOf(path)).map((name) => `${path} imports ${name}`),
    );

    expect(strays).toEqual([]);
  });
});

describe("the imports of all files", () => {
  it("run in no circle, those of types included", () => {
    expect(circlesIn(new Map(sources.map(({ path, imports }) => [path, imports.filter(isOurs)])))).toEqual([]);
  });

  it("are seen to run in a circle where they do", () => {
    const imports = new Map([
      ["a", ["b", "d"]],
      ["b", ["c"]],
      ["c", ["b", "a"]],
      ["d", []],
    ]);

    expect(circlesIn(imports)).toEqual(["a", "b", "c"]);
  });
});

describe("the core", () => {
  it.each([
    ["waits for nothing", /\bawait\b|\basync\b|\.then\(/],
    ["reads no clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/],
    ["throws no dice", /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/],
    ["knows no process", /\bprocess\./],
    ["calls nobody", /\bfetch\(/],
    ["prints nothing", /\bconsole\./],
  ])("%s", (_, forbidden) => {
    const strays = within("src/core/").filter(({ code }) => forbidden.test(code));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe("every file", () => {
  it(`has at most ${MAX_LINES} lines`, () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);

    expect(long).toEqual([]);
  });

  it("says at its top what it owns", () => {
    const silent = sources.filter(({ text }) => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(text));

    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("is named in kebab-case", () => {
    const odd = sources.filter(({ path }) => !/\/[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(path));

    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it("exports by name", () => {
    const strays = sources.filter(({ code }) => /\bexport default\b/.test(code));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("leaves the environment to config.ts", () => {
    // git is a program of its own and inherits the environment; nothing of it is read there.
    const allowed = ["src/config.ts", "src/git/run-git.ts"];
    const strays = sources.filter(({ path, code }) => !allowed.includes(path) && /\bprocess\.env\b/.test(code));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("leaves printing to the log and the command line", () => {
    const strays = sources.filter(({ code }) => /\bconsole\./.test(code));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("has no function of more than three parameters", () => {
    const strays = sources
      .filter(({ path }) => !EXEMPT_FOLDERS.some((folder) => path.startsWith(folder)))
      .flatMap(({ path, text }) => longSignaturesIn(text).map((line) => `${path}:${line}`));

    expect(strays).toEqual([]);
  });

  it("has no unfinished business", () => {
    const strays = sources.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text));

    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe("this test", () => {
  it("counts the parameters of every kind of function", () => {
    const four = "(a: number, b: number, c: number, d: number)";

    expect(longSignaturesIn(`function f${four} {}\nconst g = ${four} => 1;\nclass C { m${four} {} }`)).toEqual([
      1, 2, 3,
    ]);
    expect(longSignaturesIn("function f(a: number, { b, c }: P, ...d: number[]) {}")).toEqual([]);
  });

  it("sees the sources", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(within("src/core/").some(({ imports }) => imports.includes("zod"))).toBe(true);
    expect(sources.find(({ path }) => path === "src/config.ts")?.imports).toContain("src/config/values.ts");
  });

  it("does not take a comment or a text for code", () => {
    expect(stripped('a(); // await\n/* await */ "await"; `await`; b(/await/);')).not.toMatch(/await/);
    expect(stripped("const x = await y;")).toMatch(/await/);
  });
});

function within(folder: string): readonly Source[] {
  return sources.filter(({ path }) => path.startsWith(folder));
}

/** -1: on none. */
function floorOf(path: string): number {
  return FLOORS.indexOf(/^src\/core\/([^/]+)\//.exec(path)?.[1] ?? "");
}

/** Whoever takes away, again and again, what imports nothing that is left, or is imported by nothing that is left, keeps the circles. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  let left = [...imports.keys()];
  for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length;
    const there = new Set(left);
    const imported = new Set(left.flatMap((path) => imports.get(path) ?? []));
    left = left.filter((path) => imported.has(path) && imports.get(path)?.some((name) => there.has(name)));
  }
  return left;
}

/** The lines where functions with more than three parameters begin. */
function longSignaturesIn(text: string): readonly number[] {
  const lines: number[] = [];
  const visit = (node: { readonly type?: unknown; readonly params?: unknown; readonly start?: unknown }): void => {
    const isLong = Array.isArray(node.params) && node.params.length > 3;
    if (isLong && /Function|Method/.test(String(node.type)))
      lines.push(text.slice(0, Number(node.start)).split("\n").length);
    for (const inner of Object.values(node)) if (typeof inner === "object" && inner !== null) visit(inner);
  };
  visit(parse(text, { sourceType: "module", plugins: ["typescript"] }).program);
  return lines;
}

function isOurs(name: string): boolean {
  return name.startsWith("src/");
}

function listSources(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "generated" ? [] : listSources(path);
    return path.endsWith(".ts") ? [readSource(path)] : [];
  });
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const statements =
    /^\s*(?:import|export)\b[^;="]*?\bfrom\s*"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;
  const imports = [...text.matchAll(statements)].map((match) => resolve(path, match[1] ?? match[2] ?? match[3] ?? ""));
  return { path, text, code: stripped(text), imports };
}

function resolve(path: string, name: string): string {
  if (!name.startsWith(".")) return name;
  return relative(ROOT, normalize(join(ROOT, dirname(path), name.replace(/\.js$/, ".ts"))));
}

/** One pass over comments, strings, templates and regular expressions, whichever begins first. */
function stripped(text: string): string {
  const quoted =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[dgimsuvy]*/g;
  return text.replace(quoted, " ");
}
