// Laws of the proof, on generated programs: comments never matter, and it never calls the same what an independent parser tells
// apart: swc for TypeScript, Python's own `ast` for Python.
import { spawnSync } from "node:child_process";
import { transformSync } from "@swc/core";
import fc from "fast-check";
import { statusOf } from "./pairs.js";

const NAME = fc.constantFrom("a", "b", "get", "async", "type", "of");
const VALUE = fc.constantFrom(
  "1",
  "a",
  "b",
  "'c d'",
  '"e"',
  `\`f \${a} g\``,
  "[a, b]",
  "[a,]",
  "{ a }",
  "/h i/g",
  "(a)",
  "f(a, b)",
  "f(\n a,\n)",
);

/** Pieces that are put together with all kinds of white space, so that line ends fall where they count. */
const SCRIPT_TOKENS = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: VALUE },
    {
      weight: 2,
      arbitrary: fc.constantFrom("+", "-", "++", "--", "*", "/", "=", "=>", ",", ";", ".", "?", ":", "!", "as"),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "return",
        "yield",
        "throw",
        "async",
        "await",
        "let",
        "const",
        "var",
        "in",
        "of",
        "if (a)",
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "// x\n",
        "/* x */",
        "/* x\n */",
        "function f()",
        "class A",
      ),
    },
    { weight: 1, arbitrary: NAME },
  ),
  { minLength: 1, maxLength: 7 },
);
const SPACE = fc.constantFrom(" ", "\n", "  ", "\n\n", " // x\n", " /* y */ ", "/*\n*/");

/** The same tokens twice, apart by different white space; one token may be left out. */
const SCRIPT_PAIR = fc
  .tuple(
    SCRIPT_TOKENS,
    fc.array(SPACE, { minLength: 8, maxLength: 8 }),
    fc.array(SPACE, { minLength: 8, maxLength: 8 }),
    fc.nat(20),
  )
  .map(([tokens, first, second, dropped]) => {
    const join = (list: readonly string[], spaces: readonly string[]) =>
      list.map((token, index) => `${token}${spaces[index] ?? " "}`).join("");
    return [
      `async function* g() { ${join(tokens, first)} }\n`,
      `async function* g() { ${join(
        tokens.filter((_, index) => index !== dropped),
        second,
      )} }\n`,
    ] as const;
  });

function compiled(text: string): string | null {
  try {
    const jsc = { parser: { syntax: "typescript" as const }, target: "es2022" as const, preserveAllComments: false };
    return transformSync(text, { jsc, isModule: true, minify: true }).code;
  } catch {
    return null;
  }
}

describe("the proof for TypeScript", () => {
  it("never says same where the compiled programs differ", async () => {
    await fc.assert(
      fc.asyncProperty(SCRIPT_PAIR, async ([before, after]) => {
        const outputs = [compiled(before), compiled(after)];
        // What the compiler refuses is no program; our grammar may be more patient.
        fc.pre(outputs[0] !== null || outputs[1] !== null);
        if (outputs[0] === outputs[1]) return;
        expect(await statusOf("a.ts", before, after)).not.toBe("same");
      }),
      { numRuns: 1_500, seed: 20_240_101 },
    );
  });

  it("does not see a comment line between statements", async () => {
    const lines = fc.array(fc.constantFrom("a();", "if (b) {", "c = `d`;", "}", "return_(1);", "const e = [1, 2];"), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(8), fc.string({ unit: "grapheme-ascii" }), async (statements, at, prose) => {
        const comment = `// ${prose.replace(/[^a-z ]/gi, "")}`;
        const commented = [...statements.slice(0, at), comment, ...statements.slice(at)];
        const before = statements.join("\n");
        fc.pre((await statusOf("a.ts", before, before)) === "same");
        expect(await statusOf("a.ts", before, commented.join("\n"))).toBe("same");
      }),
      { numRuns: 150 },
    );
  });
});

const PYTHON_LINES = fc.array(
  fc.tuple(
    fc.constantFrom("", " ", "  ", "    ", "\t"),
    fc.constantFrom(
      "if a:",
      "else:",
      "for b in c:",
      "d()",
      "e = 'f'",
      'e = "f"',
      "g(h, i,)",
      "g(h, i)",
      "j = (k)",
      "j = (k,)",
      "j = k",
      "(j) = k",
      "(j): int = k",
      "j: int = k",
      "j = (k := l)",
      "j = (yield k)",
      "j = yield k",
      "return (\n p)",
      "j += (k)",
      "j += k",
      "j = k = (l)",
      "j = (k) + l",
      "j = k + l",

      "pass",
      "'''l\n m'''",
      "# n",
      "x = [1,\n2]",
      "def o():",
      "return",
      "return p",
      "f'{q = }'",
      "r \\\n + s",
    ),
  ),
  { minLength: 1, maxLength: 6 },
);

describe("the proof for Python", () => {
  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  const runs = hasPython ? it : it.skip;

  runs("never says same where Python's syntax trees differ (needs python3)", async () => {
    const write = (lines: readonly (readonly [string, string])[]) =>
      lines.map(([space, line]) => `${space}${line}\n`).join("");
    const reindent = (lines: readonly (readonly [string, string])[], factor: number) =>
      lines.map(([space, line]) => [space.repeat(factor), line.replaceAll("'f'", '"f"')] as const);
    const texts = fc
      .sample(fc.tuple(PYTHON_LINES, PYTHON_LINES, fc.nat(6)), { numRuns: 700, seed: 20_240_101 })
      .flatMap(([lines, others, at]) => {
        const moved = lines.map((line, index) => (index === at ? (others[0] ?? line) : line));
        return [
          [write(lines), write(reindent(lines, 2))],
          [write(lines), write(moved)],
        ] as const;
      });
    const trees = pythonTrees(texts.flat());
    let proved = 0;
    for (const [index, [before, after]] of texts.entries()) {
      const [one, other] = [trees[2 * index], trees[2 * index + 1]];
      const status = await statusOf("a.py", before, after);
      if (status !== "same" || (one === null && other === null)) continue;
      expect({ before, after, tree: other }).toEqual({ before, after, tree: one });
      proved++;
    }
    expect(proved).toBeGreaterThan(50);
  });
});

/** One process for all texts. Null: no program. */
function pythonTrees(texts: readonly string[]): readonly (string | null)[] {
  const script = [
    "import ast, json, sys, warnings",
    "warnings.simplefilter('ignore')",
    "def tree(text):",
    "    try:",
    "        compile(text, 'a', 'exec')",
    "        return ast.dump(ast.parse(text))",
    "    except (SyntaxError, ValueError):",
    "        return None",
    "print(json.dumps([tree(text) for text in json.load(sys.stdin)]))",
  ].join("\n");
  const { stdout } = spawnSync("python3", ["-c", script], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout);
}
