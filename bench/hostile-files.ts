// Files that cost a careless reader minutes or gigabytes. Each is about a megabyte.
import { PUBLIC_ENDPOINTS } from "../src/packages/settings.js";
import type { FileToExamine } from "../src/ports/examiner.js";
import { added, commented } from "./files.js";

const MEGABYTE = 1024 * 1024;

/** Each with what it is. */
export function hostileFiles(): readonly (readonly [string, FileToExamine])[] {
  return [...SOURCES, ...DATA, ...LOCKFILES, ...PAGES, ...SQL, ...SECRETS];
}

type Files = readonly (readonly [string, FileToExamine])[];

const SOURCES: Files = [
  ["a line of a megabyte", commented("src/a.ts", `const a = "${"x".repeat(MEGABYTE - 100)}";\n`)],
  ["a megabyte of tokens on one line", commented("src/a.ts", `${"a=1;".repeat(MEGABYTE / 4 - 10)}\n`)],
  ["a megabyte of types", commented("src/a.ts", `${"let a: A<B>=c as D;".repeat(MEGABYTE / 19)}\n`)],
  ["a megabyte of `{`", commented("src/a.ts", `${"{".repeat(MEGABYTE - 100)}\n`)],
  ["50,000 nested parentheses", commented("src/a.ts", `a = ${"(".repeat(50_000)}1${")".repeat(50_000)};\n`)],
  ["a megabyte of `<` in a page of components", commented("src/a.tsx", `${"<a>".repeat(MEGABYTE / 3)}\n`)],
  ["a megabyte of `#` in C++", commented("src/a.cpp", `${"#if a\n".repeat(MEGABYTE / 6)}`)],
  ["a megabyte of open heredocs", commented("run.sh", `${"cat <<A\n".repeat(MEGABYTE / 8)}`, "# Reviewed.\n")],
  ["a megabyte of comments", commented("src/a.ts", "// @ts-ignore eslint-disable a:b nosec\n".repeat(MEGABYTE / 39))],
  ["a megabyte of deepening Python", commented("a.py", deepening("if a:"), "# Reviewed.\n")],
];

const DATA: Files = [
  ["50,000 nested brackets of JSON", commented("data/a.json", `${"[".repeat(50_000)}${"]".repeat(50_000)}\n`, "\n")],
  ["a megabyte of JSON in one text", commented("data/a.json", `["${"x".repeat(MEGABYTE - 100)}"]\n`, "\n")],
  [
    "a megabyte of JSON's keys",
    commented("data/a.json", `{${numbered(60_000, (n) => `"key${n}":${n}`).join(",")}}\n`, "\n"),
  ],
  ["50,000 nested brackets of YAML", commented("data/a.yaml", `a: ${"[".repeat(50_000)}${"]".repeat(50_000)}\n`, "\n")],
  ["1,400 levels of YAML", commented("data/a.yaml", deepening("a:"), "\n")],
  ["aliases of aliases in YAML", commented("data/a.yaml", aliases(), "\n")],
  ["a megabyte of YAML's keys", commented("data/a.yaml", numbered(60_000, (n) => `key${n}: ${n}\n`).join(""), "\n")],
  ["a megabyte of YAML's dashes", commented("data/a.yaml", `${"- ".repeat(MEGABYTE / 2 - 10)}\n`, "\n")],
  ["a megabyte of TOML's tables", commented("data/a.toml", numbered(60_000, (n) => `[a.b${n}.c]\n`).join(""), "\n")],
];

const LOCKFILES: Files = [
  ["a package-lock.json of 100,000 lines", commented("package-lock.json", packageLock(14_000), "\n")],
  ["a pnpm-lock.yaml of 100,000 lines", commented("pnpm-lock.yaml", pnpmLock(25_000), "\n")],
  ["a yarn.lock of 100,000 lines", commented("yarn.lock", yarnLock(20_000), "\n")],
  [
    "a go.sum of 100,000 lines",
    commented("go.sum", numbered(100_000, (n) => `a.dev/m${n} v1.0.${n} h1:x=\n`).join(""), "\n"),
  ],
  [
    "a requirements.txt of 30,000 lines",
    commented("requirements.txt", numbered(30_000, (n) => `m${n}>=1.${n},<2\n`).join(""), "\n"),
  ],
  ["a package.json of nothing but `{`", commented("package.json", `${"{".repeat(MEGABYTE - 100)}\n`, "\n")],
];

const PAGES: Files = [
  ["a megabyte of `{` in MDX", commented("docs/a.mdx", `${"{".repeat(MEGABYTE - 100)}\n`, "Text.\n")],
  ["a megabyte of `<a>` in MDX", commented("docs/a.mdx", `${"<a>".repeat(MEGABYTE / 3)}\n`, "Text.\n")],
  ["a megabyte of quotes in Markdown", commented("docs/a.mdx", `${"> ".repeat(MEGABYTE / 2 - 10)}\n`, "Text.\n")],
  [
    "a megabyte of brackets and stars in MDX",
    commented("docs/a.mdx", `${"[*_`".repeat(MEGABYTE / 4 - 10)}\n`, "Text.\n"),
  ],
];

const SQL: Files = [
  [
    "20,000 SQL statements",
    added("db/migrations/1.sql", numbered(20_000, (n) => `DELETE FROM a WHERE b = ${n};\n`).join("")),
  ],
  ["a megabyte of open quotes in SQL", added("db/migrations/1.sql", "'\"$$/*".repeat(MEGABYTE / 6))],
  [
    "50,000 nested parentheses in SQL",
    added("db/migrations/1.sql", `SELECT ${"(".repeat(50_000)}1${")".repeat(50_000)};\n`),
  ],
  ["20,000 calls of an ORM", added("app/a.rb", numbered(20_000, (n) => `  Cart.where(a: ${n}).delete_all\n`).join(""))],
  [
    "20,000 texts of SQL",
    added("app/a.py", numbered(20_000, (n) => `db.execute("DELETE FROM carts WHERE a = ${n}")\n`).join("")),
  ],
  ["one SQL text in 20,000 pieces", added("app/a.py", `a = ("DELETE FROM carts"\n${'  " x"\n'.repeat(20_000)})\n`)],
];

/** Beginnings of credentials, each a megabyte long. */
const SECRETS: Files = [
  "glpat-",
  "ghp_",
  "AKIA",
  "xoxb-1-",
  "sk-ant-api03-",
  "eyJhbGciOi.",
  "https://a:b@",
  'password="',
  "-----BEGIN PRIVATE KEY-----",
  "SG.a.a-",
  "hf_",
  "4111 1111 ",
  "DE89 3704 ",
  "AccountKey=",
  "Authorization: Bearer ",
].map((piece) => [
  `a megabyte of \`${piece}\``,
  added("src/a.ts", `${piece.repeat(Math.floor(MEGABYTE / piece.length))}\n`),
]);

function numbered(count: number, line: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, n) => line(n));
}

/** Each line one column deeper than the one before: a megabyte after 1,400 of them. */
function deepening(line: string): string {
  return numbered(1_400, (n) => `${" ".repeat(n)}${line}\n`).join("");
}

/** Written out they would be as many as there are atoms. */
function aliases(): string {
  const lists = numbered(60, (n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}*a${n}]\n`);
  return `a0: &a0 [b]\n${lists.join("")}`;
}

function packageLock(count: number): string {
  const packages = numbered(count, (n) =>
    [
      `    "node_modules/m${n}": {`,
      `      "version": "1.0.${n}",`,
      `      "resolved": "${PUBLIC_ENDPOINTS.npm}/m${n}/-/m${n}.tgz",`,
      `      "integrity": "sha512-${"x".repeat(86)}==",`,
      `      "engines": {`,
      `        "node": ">=18"`,
      "      }",
      "    }",
    ].join("\n"),
  );
  return `{\n  "name": "a",\n  "lockfileVersion": 3,\n  "packages": {\n${packages.join(",\n")}\n  }\n}\n`;
}

function pnpmLock(count: number): string {
  const packages = numbered(
    count,
    (n) => `  m${n}@1.0.${n}:\n    resolution: {integrity: sha512-x}\n    engines: {node: '>=18'}\n\n`,
  );
  return `lockfileVersion: '9.0'\n\npackages:\n\n${packages.join("")}`;
}

function yarnLock(count: number): string {
  const packages = numbered(
    count,
    (n) => `m${n}@^1.0.0:\n  version "1.0.${n}"\n  resolved "${PUBLIC_ENDPOINTS.npm}/m${n}"\n  integrity sha512-x\n\n`,
  );
  return `# yarn lockfile v1\n\n\n${packages.join("")}`;
}
