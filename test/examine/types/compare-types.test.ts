// What of TypeScript and of Python stubs is types alone.
import type { Equivalence } from "../../../src/core/facts/examination.js";
import type { Pair } from "../../../src/examine/pair.js";
import { compareSyntax } from "../../../src/examine/syntax/compare-syntax.js";
import { compareTypes } from "../../../src/examine/types/compare-types.js";

/** With the programs at hand it is known sooner what differs, and nothing else. */
async function compare(pair: Pair): Promise<Equivalence | null> {
  const syntax = await compareSyntax(pair);
  const found = await compareTypes(pair, syntax?.programs);
  expect(found?.status === "same").toBe((await compareTypes(pair))?.status === "same");
  return found;
}

/** The status of both directions. */
async function statusOf(path: string, one: string, other: string): Promise<string> {
  const there = await compare({ previousPath: path, path, before: one, after: other });
  const back = await compare({ previousPath: path, path, before: other, after: one });
  return there?.status === back?.status ? (there?.status ?? "none") : `${there?.status} / ${back?.status}`;
}

describe("a TypeScript program", () => {
  it.each<[string, string, string]>([
    ["an annotation", "let x = 1;", "let x: number = 1;"],
    ["a cast", "f(x);", "f(x as unknown as T);"],
    ["a cast before an operator on the next line", "x = a\n  ?? b;", "x = a as T\n  ?? b;"],
    ["parentheses around a cast", "a.b();", "(a as any).b();"],
    ["satisfies", "export default x;", "export default x satisfies T;"],
    ["an assertion that a value is there", "a.b;", "a!.b!;"],
    ["type arguments", "f(x); new A();", "f<T>(x); new A<T>();"],
    ["type parameters and a predicate", "const f = (x) => x;", "const f = <T,>(x: T): x is T => x;"],
    ["`this` as a parameter", "function f(a) {}", "function f(this: A, a: B) {}"],
    ["overloads", "function f(a) {}", "function f(a: string): void;\nfunction f(a?: number): void;\nfunction f(a) {}"],
    ["aliases and interfaces", "f();", "type A = 1;\ninterface B extends C { a: A }\nf();"],
    ["aliases over several lines", "f();", "type A =\n  | 1\n  | B extends C\n    ? 2\n    : 3;\nf();"],
    ["imports of types", "import { b } from 'x';", "import type { A } from 'y';\nimport { b, type C } from 'x';"],
    ["exports of types", "export { b };", "export { b, type C };\nexport type { D };\nexport interface E {}\n"],
    ["declarations", "export {};", "declare const a: A;\ndeclare global { interface Window { a: A } }\nexport {};"],
    [
      "modifiers of members",
      "class A { x = 1; m() {} }",
      "abstract class A { private readonly x: T = 1; protected override m?() {} }",
    ],
    [
      "members that are declared only",
      "class A { m() {} }",
      "class A { declare a: T; [k: string]: T; m(): void;\n m() {} }",
    ],
    ["what a class implements", "class A extends B {}", "class A<T> extends B<T> implements C, D {}"],
    ["the type of what is caught", "try {} catch (e) {}", "try {} catch (e: unknown) {}"],
    ["a type beside an enum", "enum E { A }\nlet a = E.A;", "enum E { A }\nlet a: E = E.A;"],
    [
      "the type of a parameter property",
      "class A { constructor(private a) {} }",
      "class A { constructor(private a: T) {} }",
    ],
    [
      "a type in a namespace",
      "namespace N { export const a = 1; }",
      "namespace N { export const a = 1; interface B {} }",
    ],
  ])("is the same but for %s", async (_what, one, other) => {
    expect(await statusOf("a.ts", one, other)).toBe("same");
    expect(await statusOf("a.mts", one, other)).toBe("same");
  });

  it("is the same but for types between tags", async () => {
    expect(await statusOf("a.tsx", "const a = <A b={1} />;", "const a: X = <A<T> b={1 as T} />;")).toBe("same");
  });

  it.each<[string, string, string]>([
    ["a field without value, which may set one", "class A { x = 1 }", "class A { x = 1; y: T }"],
    [
      "a parameter that becomes a field",
      "class A { constructor(a: T) {} }",
      "class A { constructor(private a: T) {} }",
    ],
    ["an enum", "f();", "enum E { A }\nf();"],
    ["a constant enum", "f();", "const enum E { A }\nf();"],
    ["a declared constant enum", "f();", "declare const enum E { A }\nf();"],
    ["a namespace with values", "f();", "namespace N { export const a = 1; }\nf();"],
    ["an import that may be kept", "f();", "import { A } from 'x';\nf();"],
    ["an import of types by name, which may be kept", "f();", "import { type A } from 'x';\nf();"],
    ["a name that is imported", "import { b } from 'x';", "import { A, b } from 'x';"],
    ["an import by require", "f();", "import a = require('a');\nf();"],
    ["a script that becomes a module", "f();", "export type A = 1;\nf();"],
    ["types in a file with decorators", "@d class A { constructor(a: B) {} }", "@d class A { constructor(a: C) {} }"],
    [
      "types that a compiler makes code from",
      "import typia from 'typia';\nis<A>(x);",
      "import typia from 'typia';\nis<B>(x);",
    ],
    ["a suppression", "let a: A;", "// @ts-ignore\nlet a: A;"],
    [
      "a suppression within a type",
      "interface A { a: B }\nf();",
      "interface A {\n // @ts-expect-error no\n a: B }\nf();",
    ],
    ["an optional chain in parentheses", "a?.b.c;", "(a?.b as T).c;"],
    ["what is constructed", "new (f() as any)();", "new f()();"],
    ["a value beside a type", "const a: T = 1;", "const a: U = 2;"],
    ["an alias of `type` itself", "import {} from 'x';", "import { type as as } from 'x';"],
  ])("is not proved with %s", async (_what, one, other) => {
    expect(await statusOf("a.ts", one, other)).not.toBe("same");
  });

  it.each<[string, string, string]>([
    ["a call on the line behind a cast", "let x = y as T\n(c)", "let x = y\n(c)"],
    ["a template behind a cast", "x = y as T\n`a`", "x = y\n`a`"],
    ["an index behind a cast", "x = y as T\n[a].b()", "x = y\n[a].b()"],
    ["a call on the line behind an interface", "a\ninterface X {}\n(b)", "a\n(b)"],
    [
      "a returned function whose type parameters end a line",
      "function f() { return <T>(x) => 1 }",
      "function f() { return \n(x) => 1 }",
    ],
    [
      "a returned function behind type parameters over lines",
      "function f() { return <\nT\n>(x) => 1 }",
      "function f() { return \n\n(x) => 1 }",
    ],
    ["a returned cast that ends a line", "function f() { return <T>\nx }", "function f() { return \nx }"],
    ["the only statement of a branch", "if (a) interface X {}\nb()", "if (a) b()"],
    ["a member called get", "class A { get: T\n f() {} }", "class A { get\n f() {} }"],
    ["a member called static", "class A { static: T\n x = 1 }", "class A { static\n x = 1 }"],
    ["an expression that looks like an indexed type", "let x: T\n[y]", "let x: T"],
    ["a block that looks like a type's body", "let f: () => B\n{ c() }", "let f: () => B"],
  ])("is not proved when a type parts statements: %s", async (_what, one, other) => {
    expect(await statusOf("a.ts", one, other)).not.toBe("same");
  });
});

describe("a declaration file", () => {
  it("holds types only", async () => {
    const types =
      "export declare const a: import('b').C;\nexport class D { m(): void }\ndeclare module 'x' { const y: 1; export default y }";

    expect(await statusOf("a.d.ts", "export {};", types)).toBe("same");
    expect(await statusOf("style.d.css.ts", "export {};", types)).toBe("same");
  });

  it.each<[string, string]>([
    ["a call", "export const x = f();"],
    ["a call of import", "export const x = import('evil');"],
    ["a body", "export function f() { g(); }"],
    ["an assignment", "globalThis.a = 1;"],
    ["a decorator", "@d() export class A {}"],
    ["a constant enum, whose values are copied", "export declare const enum E { A = 1 }"],
    ["a suppression", "// @ts-nocheck\nexport {};"],
    ["an error", "export declare const"],
  ])("with %s is not proved", async (_what, text) => {
    expect(await statusOf("a.d.ts", "export {};", text)).not.toBe("same");
  });
});

describe("a Python stub", () => {
  it("holds types only", async () => {
    expect(await statusOf("a.pyi", "import a\ndef f(): ...", "from a import b\ndef f(x: int) -> b: ...\n")).toBe(
      "same",
    );
  });

  it.each<[string, string]>([
    ["what a lazy loader reads", "from .a import b\n"],
    ["a suppression", "x: int  # type: ignore\n"],
    ["an error", "def f(\n"],
  ])("with %s is not proved", async (_what, text) => {
    expect(await statusOf("__init__.pyi", "x: int\n", text)).not.toBe("same");
  });
});

describe("types", () => {
  it.each(["a.js", "a.py", "a.go", "a.json"])("are not erased from %s", async (path) => {
    expect(await statusOf(path, "a", "a")).toBe("none");
  });

  it("are not compared when the kind of file changes", async () => {
    const texts = { before: "export {};", after: "export {};" };

    expect((await compareTypes({ previousPath: "a.d.ts", path: "a.ts", ...texts }))?.status).toBe("unknown");
    expect((await compareTypes({ previousPath: "a.ts", path: "a.tsx", ...texts }))?.status).toBe("unknown");
  });

  it.each<[string, string, string]>([
    ["too much text", "a.ts", "a;".repeat(600_000)],
    ["a type fifty thousand deep", "a.ts", `type A = ${"[".repeat(50_000)}`],
    ["casts of casts", "a.ts", `x = ${"(".repeat(50_000)}a${" as T)".repeat(50_000)}`],
    ["a NUL", "a.ts", "let a: A\u0000"],
    ["calls without end in a declaration", "a.d.ts", "import(".repeat(20_000)],
  ])("of %s are unknown or refused, never the same and never an exception", async (_what, path, text) => {
    expect(await statusOf(path, "let a: A", text)).not.toBe("same");
  });
});
