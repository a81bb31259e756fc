// Whatever types are erased, some tokens stay: where they differ, nothing has to be erased.
import { compareSyntax } from "../../../src/examine/syntax/compare-syntax.js";
import { differsBeyondTypes } from "../../../src/examine/types/compare-types.js";

async function differs(before: string, after: string): Promise<boolean> {
  const programs = (await compareSyntax({ previousPath: "a.ts", path: "a.ts", before, after }))?.programs;
  if (programs === null || programs === undefined) throw new Error("expected programs that parse");
  return differsBeyondTypes("typescript", programs.before, programs.after);
}

describe("differsBeyondTypes", () => {
  it.each<[string, string, string]>([
    ["a name", "f(a);", "f(b);"],
    ["a call more", "f(a);", "f(a); g();"],
    ["a call less", "f(a); g();", "f(a);"],
    ["a text", "f('a');", "f('b');"],
    ["an operator", "x = a && b;", "x = a || b;"],
    ["a name beside a cast", "f(x as A);", "f(y as A);"],
    [
      "a name in a function that is exported",
      "export function f(a: T) { return a; }",
      "export function f(a: T) { g(a); }",
    ],
  ])("sees %s", async (_what, before, after) => {
    expect(await differs(before, after)).toBe(true);
    expect(await differs(after, before)).toBe(true);
  });

  it.each<[string, string, string]>([
    ["types", "let x = a;", "let x: { a: A; b(): B } = a as C<D> as const;"],
    ["quotes and commas", "f({ a: 'b' })", 'f({ a: "b", });'],
    ["what may belong to a type only", "export { a };", "export { a, type B };\nimport type { C } from 'd';"],
  ])("leaves %s to who erases them", async (_what, before, after) => {
    expect(await differs(before, after)).toBe(false);
  });
});
