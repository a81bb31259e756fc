// JavaScript and TypeScript where the grammar fails.
import { describePairs, statusOf } from "./pairs.js";

describePairs("a.ts", {
  same: [
    ["a comment line that is new", "a();\nb();", "a();\n// why\nb();"],
    ["a comment behind code", "a();", "a(); // why"],
    ["a block comment between tokens", "a = 1;", "a /* why */ = 1;"],
    ["other words in a comment", "/** Old. */\nfunction f() {}", "/** New. */\nfunction f() {}"],
    ["other indentation", "if (a) {\n  b();\n}", "if (a) {\n    b();\n}"],
    ["a list on more lines", "f(a, b);", "f(\n  a,\n  b\n);"],
    ["a comment behind an import within type arguments", 'let a: A<import("b")>; // x', 'let a: A<import("b")>; // y'],
    ["a comment behind closing angles", "let a: A<B<C>> = d; // x", "let a: A<B<C>> = d; // y"],
    ["a comment behind a regular expression", "a = /[/*]/; // x", "a = /[/*]/; // y"],
    ["a comment behind a template", `a = \`// \${b /* c */} //\`; // x`, `a = \`// \${b} //\`;`],
    ["a comment below a shebang", "#!/usr/bin/env node\na();", "#!/usr/bin/env node\n// why\na();"],
    [
      "a comment behind a decorator",
      "@A() // x\nclass B { constructor(@C() d: E) {} }",
      "@A()\nclass B { constructor(@C() d: E) {} }",
    ],
    ["a comment behind a count to zero", "while (a-- > 0) b(); // x", "while (a-- > 0) b(); // y"],
    ["a resource", "{\n  using a = b(); // x\n}", "{\n  using a = b(); // y\n}"],
  ],
  different: [
    ["another name", "a();", "b();"],
    ["another string", 'a = "b";', 'a = "c";'],
    ["other quotes", "a = 'b';", 'a = "b";'],
    ["another number", "a = 1;", "a = 1.0;"],
    ["another base", "a = 10;", "a = 0xa;"],
    ["an escape", 'a = "\\u0061";', 'a = "a";'],
    ["another regular expression", "a = /b/g;", "a = /b/i;"],
    ["a comment sign in a regular expression", "a = /[/] \\/\\/ b/;", "a = /[/] \\/\\/ c/;"],
    ["white space in a template", "a = `b c`;", "a = `b  c`;"],
    ["a comment sign in a template", "a = `// b`;", "a = `// c`;"],
    ["another expression in a template", `a = \`\${b}\`;`, `a = \`\${c}\`;`],
    ["a directive", '"use strict";\na();', "a();"],
    ["a directive in parentheses", '"use strict";\na();', '("use strict");\na();'],
    ["a return that ends early", "function f() { return a; }", "function f() { return\na; }"],
    ["a return that ends behind a comment", "function f() { return a; }", "function f() { return /*\n*/ a; }"],
    ["a semicolon by a line end", "a\n++b", "a++\nb"],
    ["a call that goes on", "a\n;(b)", "a\n(b)"],
    ["a line end before brackets", "a[b]", "a\n[b]"],
    ["parentheses", "a + b * c;", "(a + b) * c;"],
    ["needless parentheses", "a = b;", "a = (b);"],
    ["a sum of signs", "a + +b;", "a ++ \n b;"],
    ["a trailing comma", "a = [b];", "a = [b,];"],
    ["a semicolon less", "a();\nb();", "a()\nb();"],
    ["another type", "let a: B;", "let a: C;"],
    ["code that becomes a comment", "a(); b();", "a(); // b();"],
    ["a comment that becomes code", "// a();\nb();", "a();\nb();"],
    ["a suppression", "// @ts-ignore\na();", "a();"],
    ["a suppression on another line", "// @ts-expect-error\na();\nb();", "a();\n// @ts-expect-error\nb();"],
    ["a reference", '/// <reference types="a" />\na();', '/// <reference types="b" />\na();'],
    ["a mark for a bundler", 'import(/* webpackIgnore: true */ "a");', 'import("a");'],
    ["a pure call", "a = /* @__PURE__ */ b();", "a = b();"],
    ["a shebang", "#!/usr/bin/env node\na();", "#!/usr/bin/env bun\na();"],
    ["a private name", "class A { #b; }", "class A { b; }"],
    ["a byte order mark", "a();", "\ufeffa();"],
    ["a key of Object's own", "a = { __proto__: b };", 'a = { "__proto__": b };'],
    ["an odd white space", "a = b;", "a =\u00a0b;"],
  ],
  unread: [
    ["an error", "a(;", "a(;"],
    ["a comment of HTML", "a(); <!-- b", "a(); <!-- b"],
    ["the end of one", "var a = 1\n--> b\nwith (a) {}", "var a = 1\n--> b\nwith (a) {}"],
    ["an operator that looks like one", "a\n--> 0;\nexport {}", "a\n--> 0;\nexport {}"],
    ["a division that may be a regular expression", "a = b<c> /d/g;", "a = b<c> /d/g;"],
    ["a division behind type arguments", "a = b<c> /d/ e;", "a = b<c> /d/ e;"],
    ["a string that does not end", 'a = "b', 'a = "b'],
    ["half of a comment", "a(); /* b", "a(); /* b"],
    ["JSX", "a = <b />;", "a = <b />;"],
    ["a line end of some languages only", "a();\u2028b();", "a();\u2028b();"],
    ["a duplicate declaration", "let a; let a;", "let a; let a;"],
  ],
});

describePairs("a.tsx", {
  same: [
    ["a comment between attributes", "a = <b\n  c // x\n  d />;", "a = <b\n  c\n  d />;"],
    ["a comment as a child", "a = <b>\n  {/* x */}\n  <c />\n</b>;", "a = <b>\n  {/* y */}\n  <c />\n</b>;"],
    ["a comment as a new child", "a = <b>\n  <c />\n</b>;", "a = <b>\n  {/* x */}\n  <c />\n</b>;"],
    ["other indentation of text", "a = <b>\n  c\n</b>;", "a = <b>\n      c\n</b>;"],
    ["text as on more lines", "a = <b>\n  c d\n</b>;", "a = <b>\n  c\n  d\n</b>;"],
  ],
  different: [
    ["other text", "a = <b>c</b>;", "a = <b>d</b>;"],
    ["what looks like a comment in text", "a = <b>{c} // x</b>;", "a = <b>{c} // y</b>;"],
    ["what looks like a block comment in text", "a = <b>/* x */</b>;", "a = <b>/* y */</b>;"],
    ["white space in text", "a = <b>c d</b>;", "a = <b>c  d</b>;"],
    ["white space before a child", "a = <b>c <d /></b>;", "a = <b>c<d /></b>;"],
    ["white space around an empty expression", "a = <b>c {/* x */} d</b>;", "a = <b>c d</b>;"],
    ["an entity", "a = <b>&nbsp;</b>;", "a = <b>&#160;</b>;"],
    ["white space in an attribute", 'a = <b c="d e" />;', 'a = <b c="d  e" />;'],
    ["a line end in an attribute", 'a = <b c="d e" />;', 'a = <b c="d\ne" />;'],
    ["another attribute", "a = <b c />;", "a = <b d />;"],
    ["a suppression as a child", "a = <b>\n  {/* @ts-ignore */}\n  <c />\n</b>;", "a = <b>\n  <c />\n</b>;"],
    ["an empty string as a child", 'a = <b>{""}</b>;', "a = <b></b>;"],
  ],
  unread: [["tags that do not match", "a = <b></c>;", "a = <b></c>;"]],
});

describe("other kinds of scripts", () => {
  it.each<readonly [string, string]>([
    ["a.js", "a = <b c={d} />;"],
    ["a.jsx", "@a class B {}"],
    ["a.mjs", "await a;"],
    ["a.cjs", "if (a) return;\nwith (a) {}"],
    ["a.mts", "let a = <B>c;"],
    ["a.cts", "import a = require('b');"],
    ["a.d.ts", "declare const a: B;\nexport { a };"],
  ])("are read as what they are: %s", (path, text) => {
    expect(statusOf(path, text, `// why\n${text}`)).toBe("same");
  });

  it.each(["a.py", "a.rb", "a.json", "README.md"])("have no second reader: %s", (path) => {
    expect(statusOf(path, "a", "a")).toBeNull();
  });
});
