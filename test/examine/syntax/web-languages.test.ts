// JavaScript, TypeScript, JSX and CSS: which pairs are the same program.
import { describePairs } from "./pairs.js";

describePairs("a.ts", {
  same: [
    ["another indentation", "if (a) {\n  b();\n}\n", "if (a) {\n\tb();\n}\n"],
    ["a call on several lines", "f(a, b);\n", "f(\n  a,\n  b,\n);\n"],
    ["a comment added", "a();\n", "// why\na();\n"],
    ["a comment removed", "a(); // why\n", "a();\n"],
    ["a comment reworded", "/* one */ a();\n", "/* two\n   lines */ a();\n"],
    ["types documented", "const a = 1;\n", "/** @param {string} a the one */\nconst a = 1;\n"],
    ["other quotes", "f('a');\n", 'f("a");\n'],
    ["semicolons that line ends set", "let a = 1\nb()\n", "let a = 1;\nb();\n"],
    ["a statement's comment inside it", "a(b);\n", "a(/* the b */ b);\n"],
    ["space inside a substitution", `x = \`a \${b}\`;\n`, `x = \`a \${ b }\`;\n`],
    ["other line ends", "a();\nb();\n", "a();\r\nb();\r\n"],
    ["blank lines", "a();\nb();\n", "a();\n\n\nb();"],
    ["a chain on lines", "a.b().c();\n", "a\n  .b()\n  .c();\n"],
    ["an operator at the line's start", "x = a + b;\n", "x = a\n  + b;\n"],
    ["a type on lines", "type A = { b: string };\n", "type A = {\n  b: string;\n};\n".replace(";\n}", "\n}")],
    ["nothing but a comment where nothing was", "", "// later\n"],
  ],
  notSame: [
    ["a value changed", "a(1);\n", "a(2);\n"],
    ["return parted from its value", "function f() { return 1 }\n", "function f() { return\n1 }\n"],
    ["return parted by a comment", "function f() { return 1 }\n", "function f() { return /*\n*/ 1 }\n"],
    ["throw parted from its value", "throw a", "throw\na"],
    ["++ on another line", "a\n++b\n", "a++\nb\n"],
    ["++ before a bracket on another line", "a ++\n[b]\n", "a ++ [b]\n"],
    ["async parted from its function", "async function f() {}\n", "async\nfunction f() {}\n"],
    ["a break parted from its label", "l: for (;;) { break l }\n", "l: for (;;) { break\nl }\n"],
    ["a semicolon before a bracket", "a\n(b)\n", "a;\n(b)\n"],
    ["a semicolon before a template", "a\n`b`\n", "a;\n`b`\n"],
    ["a semicolon after a field named get", "class A { get; x() {} }\n", "class A { get\nx() {} }\n"],
    ["a semicolon as the body", "if (a); b()\n", "if (a) b()\n"],
    ["space in a string", 'f("a b");\n', 'f("a  b");\n'],
    ["space in a template", "x = `a b`;\n", "x = `a  b`;\n"],
    ["line ends in a template", "x = `a\nb`;\n", "x = `a\r\nb`;\n"],
    ["a regular expression's space", "x = /a b/;\n", "x = /a  b/;\n"],
    ["a hole in an array", "x = [a];\n", "x = [a,,];\n"],
    ["a hole in an empty array", "x = [];\n", "x = [,];\n"],
    ["quotes around a quote", "f('\"');\n", 'f("\'");\n'],
    ["code commented out", "a();\nb();\n", "a();\n// b();\n"],
    ["a comment that opens over code", "a();\nb();\n/* c */\n", "a();\n/*\nb();\n/* c */\n"],
    ["a type changed", "let a: string;\n", "let a: number;\n"],
    ["parentheses", "x = (a, b);\n", "x = a, b;\n"],
    ["a renamed local", "const a = 1; f(a);\n", "const b = 1; f(b);\n"],
    ["as on another line", "x = a as b\n", "x = a\nas b\n"],
    ["a hidden line end in a comment", "// a\nb();\n", "// a\u2028c();\nb();\n"],
    ["an HTML comment", "x = 1\n", "x = 1 <!--y\n"],
    ["what cannot be parsed", "a(\n", "a( \n"],
    ["a byte order mark", "a();\n", "\uFEFFa();\n"],
    ["strange white space", "a();\n", "a();\u00a0\n"],
    ["the shebang", "#!/usr/bin/env node\na();\n", "#!/usr/bin/env -S node --inspect\na();\n"],
  ],
});

describePairs("a.tsx", {
  same: [
    ["elements indented", "x = <a><b/></a>;\n", "x = (\n<a>\n  <b />\n</a>);\n".replace(/[()]/g, "")],
    ["a comment between elements", "x = <a>\n  <b/>\n</a>;\n", "x = <a>\n  {/* the b */}\n  <b/>\n</a>;\n"],
    ["text wrapped", "x = <a>one two</a>;\n", "x = <a>\n  one two\n</a>;\n"],
    ["text on two lines indented", "x = <a>one\ntwo</a>;\n", "x = <a>\n    one\n    two\n</a>;\n"],
    ["attributes on lines", 'x = <a b="c" d={e} />;\n', 'x = <a\n  b="c"\n  d={e}\n/>;\n'],
    ["an attribute's quotes", "x = <a b='c' />;\n", 'x = <a b="c" />;\n'],
  ],
  notSame: [
    ["a space between values", "x = <a>{b} {c}</a>;\n", "x = <a>{b}{c}</a>;\n"],
    ["a space that became a line end", "x = <a>{b} {c}</a>;\n", "x = <a>{b}\n{c}</a>;\n"],
    ["two spaces in text", "x = <a>b c</a>;\n", "x = <a>b  c</a>;\n"],
    ["text that looks like a comment", "x = <a>b</a>;\n", "x = <a>b // c</a>;\n"],
    ["a comment that parts text", "x = <a>bc</a>;\n", "x = <a>b{/* x */}c</a>;\n"],
    ["an entity", "x = <a>&amp;</a>;\n", "x = <a>&lt;</a>;\n"],
    ["an attribute's space", 'x = <a b="c d" />;\n', 'x = <a b="c  d" />;\n'],
    ["an empty child", "x = <a>{b}</a>;\n", "x = <a>{b}{c}</a>;\n"],
    ["a strange space", "x = <a>\n b</a>;\n", "x = <a>\n\u00a0b</a>;\n"],
  ],
});

describePairs("a.js", {
  same: [
    ["a function on lines", "const f = (a) => a + 1\n", "const f = (a) =>\n  a + 1;\n"],
    ["a comment at the end", "module.exports = a\n", "module.exports = a // done"],
    ["an object on lines", "x = { a: 1, b }\n", "x = {\n  a: 1,\n  b,\n}\n"],
  ],
  notSame: [
    ["strict mode", "a()\n", '"use strict"\na()\n'],
    ["a division that is a pattern", "a = b\n/c/g\n", "a = b;\n/c/g\n"],
    ["yield parted from its value", "function* f() { yield a }\n", "function* f() { yield\na }\n"],
    ["let parted from its name", "let\nx = 1\n", "let; x = 1\n"],
  ],
});

describePairs("a.css", {
  same: [
    ["rules on lines", "a{b:c}", "a {\n  b: c\n}\n"],
    ["a comment", "a { b: c }", "/* why */\na { b: c }"],
    ["selectors on lines", "a, b {}", "a,\nb {}"],
  ],
  notSame: [
    ["a descendant", "a.b {}", "a .b {}"],
    ["a state of a descendant", "a:hover {}", "a :hover {}"],
    ["a negation of a descendant", "a:not(.b).c {}", "a:not(.b) .c {}"],
    ["a parted value", "a { margin: 1px -2px }", "a { margin: 1px - 2px }"],
    ["a string's space", 'a { content: "b c" }', 'a { content: "b  c" }'],
    ["a value", "a { b: 1px }", "a { b: 2px }"],
    ["a comment that joins", "a b {}", "a/**/b {}"],
  ],
});
