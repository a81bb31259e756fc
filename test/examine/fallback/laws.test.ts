// Laws of the second readers on generated programs and hostile texts.
import { type ParserConfig, transformSync } from "@swc/core";
import fc from "fast-check";
import { compareTexts } from "../../../src/examine/examine-file.js";
import { compareFallback } from "../../../src/examine/fallback/compare-fallback.js";
import { statusOf } from "./pairs.js";

const Q = '"""';

describe("C#", () => {
  const token = fc.constantFrom(
    ..."a b1 @c class int 1 0x2F 1.5e-3 .5 1L + - * / % < > >= == => ?? ?. :: .. . = ! ~ ; ,".split(" "),
    "(1)",
    "[a]",
    "{ b; }",
    "'x'",
    "'\\''",
    '"d // e"',
    '@"f\\"',
    '$"{g}//"',
    `${Q}h "i" //${Q}`,
    '$@"{j["}"]}\\"',
    "\n#if X\n",
    "\n#endif\n",
    "\n#pragma warning disable A\n",
  );
  const program = fc.array(token, { minLength: 1, maxLength: 12 });
  const gap = fc.constantFrom(
    " ",
    "\n",
    "\t ",
    " // why\n",
    " /* why */ ",
    "\n/* why\n */\n",
    "\n/// <summary>why</summary>\n",
  );
  const gaps = fc.array(gap, { minLength: 14, maxLength: 14 });
  const write = (tokens: readonly string[], spaces: readonly string[]) =>
    tokens.map((one, index) => `${one}${spaces[index]}`).join("");

  it("does not see comments and white space between tokens that stand apart", () => {
    fc.assert(
      fc.property(program, gaps, gaps, (tokens, spaces, others) => {
        const [before, after] = [write(tokens, spaces), write(tokens, others)];
        fc.pre(statusOf("a.cs", before, before) === "same");

        expect(statusOf("a.cs", before, after)).toBe("same");
      }),
      { numRuns: 300 },
    );
  });

  it("sees every token that is another, is gone or has moved", () => {
    fc.assert(
      fc.property(program, gaps, gaps, fc.nat(11), fc.option(token), (tokens, spaces, others, at, instead) => {
        const place = at % tokens.length;
        const changed = [...tokens.slice(0, place), ...(instead === null ? [] : [instead]), ...tokens.slice(place + 1)];
        fc.pre(changed.join(" ").replace(/\s+/g, " ") !== tokens.join(" ").replace(/\s+/g, " "));

        expect(statusOf("a.cs", write(tokens, spaces), write(changed, others))).not.toBe("same");
      }),
      { numRuns: 500 },
    );
  });

  it("sees every character outside of white space and comments", () => {
    const text = `using A;\nclass B : C<D<int>>\n{\n  string E => $"{F(1, 'x'):N2} // {G?.H ?? "-"}" + @"\\" + ${Q}i "j" k${Q};\n}\n`;
    const code = [...text].flatMap((sign, index) => (/\s/.test(sign) ? [] : [index]));

    for (const index of code) {
      expect(statusOf("a.cs", text, text.slice(0, index) + text.slice(index + 1))).not.toBe("same");
      expect(statusOf("a.cs", text, `${text.slice(0, index)}/${text.slice(index)}`)).not.toBe("same");
    }
  });
});

describe("TypeScript", () => {
  const PARSER: ParserConfig = { syntax: "typescript", tsx: true, decorators: true };
  /** Where an underscore stands, so does some white space: much of it in places where line ends count. */
  const form = fc.constantFrom(
    "return_a_;_",
    "throw_a_;_",
    "yield_a_;_",
    "yield_*_a_;_",
    "await_a_;_",
    "a_++_\n++_b_",
    "a_++_b_",
    "a_(b)_;_",
    "a_[b]_",
    "a_\n`c`_",
    "a_`c`_",
    "x_=_async_b_=>_b_;_",
    "x_=_async_\n(b)_",
    "let_c_=_1_\n",
    "let_\nd_",
    "x_=_a_as_B_<_C_>_\n",
    "x_=_a_!_\n",
    "a_\n!_b_\n",
    "f_<_a_<_b_>>_(a)_;_",
    "x_=_a_<_b_>_(c)_;_",
    "x_=_a_<_b_>_c_;_",
    "type_T_=_a_\n",
    "type_\nT_",
    "abstract_class_A {_}_",
    "class_A {_get_x_(_)_{_}_static_y_=_1_\n}_",
    "class_A {_get_\nx_;_static_\ny_\n*_z_(_)_{_}_}_",
    "if_(a)_b_;_else_c_;_",
    "for_(const_a_of_b)_;_",
    `x_=_\`e \${_a_} // f\`_;_`,
    "x_=_<b>g  {_}_{_c_}_</b>_;_",
    "x_=_<b_c_=_{_d_}_e_=_'f'_>g_</b>_;_",
    "x_=_/d/g_;_",
    "x_=_{_a_,_get_b_(_)_{_}_}_;_",
    "x_=_'c'_;_",
    'x_=_"c"_;_',
    "x_=_(a)_;_",
    "x_=_a_;_;_",
  );
  const gap = fc.constantFrom("", " ", "\n", " // x\n", " /* y */ ", "/*\n*/");
  const gaps = fc.array(gap, { minLength: 16, maxLength: 16 });
  const program = fc.array(form, { minLength: 1, maxLength: 2 });
  const write = (forms: readonly string[], spaces: readonly string[]) => {
    let at = 0;
    return `async function* g() { ${forms.join("").replace(/_/g, () => spaces[at++ % spaces.length] ?? "")} }\n`;
  };

  /** What runs; null when it is no program. */
  function compiled(text: string): string | null {
    try {
      const jsc = { parser: PARSER, target: "es2022", minify: {} } as const;
      return transformSync(text, { jsc, isModule: true, minify: true }).code;
    } catch {
      return null;
    }
  }

  it("is never called the same where swc compiles to something else", () => {
    let proofs = 0;
    fc.assert(
      fc.property(program, fc.option(form, { freq: 1 }), gaps, gap, fc.nat(15), (forms, instead, spaces, other, at) => {
        const changed = instead === null ? forms : [...forms.slice(1), instead];
        const [before, after] = [write(forms, spaces), write(changed, spaces.with(at, other))];
        if (before === after || statusOf("a.tsx", before, after) !== "same") return;
        const outputs = [compiled(before), compiled(after)];
        fc.pre(outputs[0] !== null || outputs[1] !== null);
        proofs++;

        expect(outputs[1]).toBe(outputs[0]);
      }),
      { numRuns: 1_500 },
    );

    expect(proofs).toBeGreaterThan(100);
  });
});

describe("a hostile text", () => {
  const nested = (open: string, close: string, count: number) => `x = ${open.repeat(count)}1${close.repeat(count)};\n`;
  const $ = "$";

  it.each<readonly [string, string, string]>([
    ["50,000 parentheses of C#", "a.cs", nested("(", ")", 50_000)],
    ["50,000 parentheses", "a.ts", nested("(", ")", 50_000)],
    ["10,000 elements", "a.tsx", `x = ${"<a>".repeat(10_000)}${"</a>".repeat(10_000)};\n`],
    ["20,000 statements", "a.ts", "a(b);\n".repeat(20_000)],
    ["20,000 statements of C#", "a.cs", "a(b);\n".repeat(20_000)],
    ["more than is read", "a.cs", "a(b);\n".repeat(50_000)],
    ["arrows in arrows", "a.tsx", nested("(a = ", ") => 1", 200)],
    ["conditions in arrows", "a.ts", `x = ${"a ? (b) : c => ".repeat(200)}1${" : 2".repeat(200)};\n`],
    ["type arguments that never close", "a.tsx", `x = ${"a<".repeat(2_000)}b;\n`],
    ["strings in strings", "a.cs", `x = ${`${$}"{`.repeat(2_000)}1${'}"'.repeat(2_000)};\n`],
    ["dollars", "a.cs", `x = ${$}"{${$.repeat(200_000)}}";\n`],
    ["quotes", "a.cs", `x = ${'"'.repeat(200_000)};\n`],
    ["quotes in fours", "a.cs", `x = ${'""""a'.repeat(40_000)};\n`],
    ["braces", "a.cs", `x = ${$}"${"{".repeat(200_000)}";\n`],
    ["comments that never end", "a.cs", "/* ".repeat(60_000)],
    ["20,000 sections", "a.cs", `${"#if X\n".repeat(20_000)}a();\n${"#endif\n".repeat(20_000)}`],
    ["20,000 empty lines in a section", "a.cs", `#if X\n/*${"\n \t".repeat(60_000)}*/\n#endif\n`],
    ["names of Object's own", "a.cs", "__proto__ = constructor[toString];\n"],
  ])("is examined without harm, and never the same as another: %s", (_, path, text) => {
    const pair = { previousPath: path, path, before: text, after: `${text}\nx = 2;\n` };

    expect(["different", "unknown"]).toContain(compareFallback(pair)?.equivalence.status);
  });
});

describe("the second reader is asked", () => {
  const compare = async (path: string, before: string, after: string) =>
    compareTexts({ previousPath: path, path, before, after });

  it("where the grammar fails, and tells the lines of comments", async () => {
    const text = 'let a: A<import("b")>;\nb();\n';

    expect(await compare("a.ts", text, `// why\n${text}`)).toEqual({
      equivalence: { status: "same", by: "syntax", reason: "the same program but for comments and white space" },
      commentLines: { before: [], after: [1] },
    });
  });

  it("and where it fails as well, the first one's reason stays", async () => {
    expect((await compare("a.ts", "a(;", "a(;")).equivalence).toEqual({
      status: "unknown",
      reason: "it cannot be parsed as TypeScript without doubt",
    });
  });

  it("for no reason but that", async () => {
    const text = "// a\u2028\nlet a: A<import('b')>;\n";

    expect((await compare("a.ts", text, text)).equivalence.status).toBe("unknown");
  });
});
