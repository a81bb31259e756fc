// Types that are more than types.
import { compareTypes } from "../../src/examine/types/compare-types.js";

it.each([
  [
    "numbers of AssemblyScript",
    "export function a(b: i32): i32 { return b; }\n",
    "export function a(b: i64): i64 { return b; }\n",
  ],
  [
    "an endpoint's schema",
    'import { api } from "encore.dev/api";\nlet a: string;\n',
    'import { api } from "encore.dev/api";\nlet a: number;\n',
  ],
  ["a check made from a type", 'import t from "typia";\nt.is<A>(b);\n', 'import t from "typia";\nt.is<C>(b);\n'],
  ["a cast of eval", "(eval as A)(b);\n", "eval(b);\n"],
  ["values of a constant enumeration", "declare const enum A { B = 1 }\n", "declare const enum A { B = 2 }\n"],
  ["a field that a type made", "class A { declare b: string; }\n", "class A { b: string; }\n"],
  [
    "a parameter that makes a field",
    "class A { constructor(private b: C) {} }\n",
    "class A { constructor(b: C) {} }\n",
  ],
  ["types that a decorator sees", "class A { @B() c: string; }\n", "class A { @B() c: number; }\n"],
  ["an import that is no longer of types alone", "import type { A } from 'b';\n", "import { A } from 'b';\n"],
  ["the end of an optional chain", "(a?.b as C).d;\n", "a?.b.d;\n"],
])("does not take %s for types alone", async (_, before, after) => {
  const compared = await compareTypes({ previousPath: "a.ts", path: "a.ts", before, after });
  expect(compared?.status).not.toBe("same");
});
