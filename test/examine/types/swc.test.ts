// The law of the proof on generated programs: it never calls the same what an independent compiler compiles to two programs.
import { type ParserConfig, transformSync } from "@swc/core";
import fc from "fast-check";
import { compareSyntax } from "../../../src/examine/syntax/compare-syntax.js";
import { compareTypes } from "../../../src/examine/types/compare-types.js";

const TYPE = fc.constantFrom(
  "T",
  "string",
  "A | B",
  "{ a: 1 }",
  "() => T",
  "T[]",
  "A extends B ? 1 : 2",
  "typeof a",
  "(\n  A\n)",
);
const END = fc.constantFrom(";\n", "\n", "\n\n", "; ", "\n// x\n");

/** A piece of program with and without its type; the type goes where the underscore stands. */
const PIECE = fc.constantFrom<readonly [string, string]>(
  ["let x: _", "let x"],
  ["let x: _ = a", "let x = a"],
  ["x = a as _", "x = a"],
  ["x = <_>a", "x = a"],
  ["(a as _).b", "a.b"],
  ["x = (a as _)", "x = (a)"],
  ["x = (a?.b as _).c", "x = a?.b.c"],
  ["x = a satisfies _", "x = a"],
  ["f<_>(a)", "f(a)"],
  ["new (a as _)", "new a"],
  ["x = a!", "x = a"],
  ["type X = _", ""],
  ["interface X { a: _ }", ""],
  ["interface X { a: _ }", "interface X {}"],
  ["declare const y: _", ""],
  ["import type { X } from 'x'", ""],
  ["export type X = _", ""],
  ["export interface X { a: _ }", "interface X {}"],
  ["function g(a: _): _;\nfunction g(a: _) { return a }", "function g(a) { return a }"],
  ["function g() { return <\nX\n>(a: _) => a }", "function g() { return \n(a) => a }"],
  ["function g() { return a as _\n}", "function g() { return a\n}"],
  ["function g(this: _, a) {}", "function g(a) {}"],
  ["class C { a: _ }", "class C {}"],
  ["class C { a: _ = 1 }", "class C { a = 1 }"],
  ["class C { get: _\n f() {} }", "class C { get\n f() {} }"],
  ["class C { declare a: _ }", "class C {}"],
  ["class C { constructor(private a: _) {} }", "class C { constructor(a) {} }"],
  ["class C { [k: string]: _; m(): _;\n m() {} }", "class C { m() {} }"],
  ["abstract class C { abstract m(): _ }", "class C {}"],
  ["enum E { A }", ""],
  ["namespace N { type X = _ }", "namespace N {}"],
  ["(a)", "(a)"],
  ["[a].b", "[a].b"],
  ["`a`", "`a`"],
  ["/a/g", "/a/g"],
  ["++a", "++a"],
  ["if (a)", "if (a)"],
  ["{ a }", "{ a }"],
);

const PROGRAMS = fc.array(fc.tuple(PIECE, TYPE, fc.boolean(), END), { minLength: 1, maxLength: 4 }).map((pieces) => {
  const print = (typed: (isTyped: boolean) => boolean) =>
    pieces
      .map(([[one, other], type, isTyped, end]) => (typed(isTyped) ? one.replaceAll("_", type) : other) + end)
      .join("");
  return [print(() => true), print((isTyped) => isTyped)] as const;
});

const PARSER: ParserConfig = { syntax: "typescript" };

/** What runs; null when it is no program. */
function compiled(text: string): string | null {
  try {
    return transformSync(text, { jsc: { parser: PARSER, target: "es2022", minify: {} }, isModule: true, minify: true })
      .code;
  } catch {
    return null;
  }
}

describe("types are told from programs", () => {
  it("never where swc compiles to something else", async () => {
    let proofs = 0;
    await fc.assert(
      fc.asyncProperty(PROGRAMS, async ([one, other]) => {
        const [before, after] = [compiled(one), compiled(other)];
        fc.pre(one !== other && before !== null && after !== null);
        const pair = { previousPath: "a.ts", path: "a.ts", before: one, after: other };
        const found = await compareTypes(pair);
        if (found?.status !== "same") return;
        expect(await compareTypes(pair, (await compareSyntax(pair))?.programs)).toEqual(found);
        proofs++;

        expect(after).toBe(before);
      }),
      { numRuns: 1_000 },
    );

    expect(proofs).toBeGreaterThan(50);
  });
});
