// The proof beside the compiler itself: what is called the same compiles to the same JavaScript.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import fc from "fast-check";
import { compareTexts } from "../../src/examine/examine-file.js";

const TSC = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
const PAIRS = 150;

/** One statement in several spellings. Those of one row mean the same to the program; rows differ in what runs. */
const STATEMENTS: readonly (readonly string[])[] = [
  ["const a = f(1);", "const a: number = f(1);", "const a = f(1) as number;", "const a =\n  f(1); // one"],
  ["const b = a + 1;", "/* next */ const b = a + 1;", "const b = (a as any) + 1;", "const b = a! + 1;"],
  ["const b = a + 2;", "const b: unknown = a + 2;"],
  ["export function g(x) { return x; }", "export function g<T>(x: T): T {\n  return x;\n}"],
  ["export function g(x) { return [x]; }", "export function g(x: unknown) { return [x]; }"],
  [`let c = \`t \${a}  u\`;`, `let c: string = \`t \${a}  u\`;`],
  [`let c = \`t \${a} u\`;`],
  ["class K { m() { return 1; } }", "class K<T> implements I { public m(): number { return 1; } }"],
  ["class K { n = 0; m() { return 1; } }"],
  ["class K { constructor(public n) {} }", "class K { constructor(public n: number) {} }"],
  ["enum E { A, B }"],
  ["enum E { B, A }"],
  ["", "interface I { a: string }", "type T = { b: number };", "declare const z: number;", "// nothing\n"],
  ["if (a) { f(a); }", "if (a) {\n  // yes\n  f(a);\n}"],
  ["for (const x of y) f(x);", "for (const x of y)\n  f(x);"],
  ["f((x) => x * 2);", "f((x: number): number => x * 2);", "f<number>((x) => x * 2);"],
];

/** Programs of rows, each row in one of its spellings; now and then one row of the second program is another. */
const PAIR = fc
  .array(fc.record({ row: fc.nat(STATEMENTS.length - 1), first: fc.nat(9), second: fc.nat(9), other: fc.nat(60) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    const spell = (row: number, spelling: number) => {
      const spellings = STATEMENTS[row] ?? [""];
      return spellings[spelling % spellings.length] ?? "";
    };
    return {
      before: `${parts.map(({ row, first }) => spell(row, first)).join("\n")}\nexport {};\n`,
      after: `${parts.map(({ row, second, other }) => spell(other < STATEMENTS.length ? other : row, second)).join("\n")}\nexport {};\n`,
    };
  });

describe("the proof and the compiler", () => {
  const directory = mkdtempSync(join(tmpdir(), "countersign-"));
  const pairs = fc.sample(PAIR, { numRuns: PAIRS, seed: 20 });
  let emitted: readonly { readonly before: string; readonly after: string }[] = [];

  beforeAll(() => {
    mkdirSync(join(directory, "in"));
    for (const [index, { before, after }] of pairs.entries()) {
      writeFileSync(join(directory, "in", `p${index}a.ts`), before);
      writeFileSync(join(directory, "in", `p${index}b.ts`), after);
    }
    const config = {
      compilerOptions: {
        outDir: "out",
        rootDir: "in",
        noCheck: true,
        removeComments: true,
        types: [],
        lib: ["es2022"],
      },
      include: ["in"],
    };
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(config));
    // Errors of names and types are none of our business; what is emitted is.
    spawnSync(process.execPath, [TSC, "-p", directory, "--target", "es2022", "--module", "es2022"]);
    const read = (name: string) => readFileSync(join(directory, "out", name), "utf8");
    emitted = pairs.map((_, index) => ({ before: read(`p${index}a.js`), after: read(`p${index}b.js`) }));
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it("agree: what is called the same compiles to the same", async () => {
    const verdicts = await verdictsOf(pairs);
    const wrong = pairs.filter((_, index) => verdicts[index] === "same" && !compilesToSame(index));

    expect(wrong).toEqual([]);
  });

  it("agree mostly the other way too: what compiles to the same is proved", async () => {
    const verdicts = await verdictsOf(pairs);
    const same = pairs.map((_, index) => index).filter(compilesToSame);
    const proved = same.filter((index) => verdicts[index] === "same");

    expect(same.length).toBeGreaterThan(20);
    expect(proved.length / same.length).toBeGreaterThan(0.8);
  });

  function compilesToSame(index: number): boolean {
    const { before = "", after = "" } = emitted[index] ?? {};
    return withoutLayout(before) === withoutLayout(after);
  }
});

/** The compiler keeps line breaks of its input. */
function withoutLayout(code: string): string {
  return transformSync(code, { minify: true, jsc: { minify: { compress: false, mangle: false } } }).code;
}

async function verdictsOf(pairs: readonly { readonly before: string; readonly after: string }[]) {
  const verdicts: string[] = [];
  for (const { before, after } of pairs) {
    const { equivalence } = await compareTexts({ previousPath: "src/a.ts", path: "src/a.ts", before, after });
    verdicts.push(equivalence.status);
  }
  return verdicts;
}
