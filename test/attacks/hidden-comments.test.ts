// Code that looks like a comment, to a reader or to a grammar: no change of it may pass for a change of prose.
import { statusOf } from "../examine/syntax/pairs.js";
import { describeAttacks } from "./attacks.js";

describeAttacks("a.sh", [
  ["a word behind a blank closes no heredoc", "cat <<A\nb\n A\n# c\nA\n", "cat <<A\nb\n A\n# d\nA\n"],
  ["a word before a blank closes none", "cat <<A\nb\nA \n# c\nA\n", "cat <<A\nb\nA \n# d\nA\n"],
  ["blanks close none that allows tabs", "cat <<-A\n\tb\n  A\n# c\n\tA\n", "cat <<-A\n\tb\n  A\n# d\n\tA\n"],
  ["a heredoc that nothing closes", "cat <<A\nb\n A\n# c\n", "cat <<A\nb\n A\n# d\n"],
  ["a closing line joined to the one before", "cat <<A\nb\\\nA\n# c\nA\n", "cat <<A\nb\\\nA\n# d\nA\n"],
  ["a closing word of two words", "cat <<'A B'\n# c\nA B\n", "cat <<'A B'\n# d\nA B\n"],
  [
    "a script that reads itself as input",
    'while read a; do b; done <"$0"\n# c\n',
    'while read a; do b; done <"$0"\n# d\n',
  ],
  ["a script that keeps its own name", "self=$0\nsed 2p $self\n# c\n", "self=$0\nsed 2p $self\n# d\n"],
  ["a script that reads itself into a list", "mapfile -t a <$0\n# c\n", "mapfile -t a <$0\n# d\n"],
  ["a task's settings", '#MISE depends=["a"]\nb\n', '#MISE depends=["c"]\nb\n'],
]);

describeAttacks("a.rb", [
  ["an indented word closes no heredoc", "a = <<A\nb\n A\n# c\nA\n", "a = <<A\nb\n A\n# d\nA\n"],
  ["a heredoc's word of two words", "a(<<'A B')\n# c\nA B\n", "a(<<'A B')\n# d\nA B\n"],
  ["a heredoc's word of other letters", "a(<<É)\n# c\nÉ\n", "a(<<É)\n# d\nÉ\n"],
  ["a block comment that is indented", "a\n =begin\nb\n=end\n", "a\n =begin\nc\n=end\n"],
]);

describeAttacks("a.ps1", [
  ["a string in typographic quotes", "a “b # c”\n", "a “b # d”\n"],
  ["a string that a typographic quote ends", 'a "b” # c"\n', 'a "b” # d"\n'],
  ["a signature", "a\n# SIG # Begin signature block\n# b\n", "a\n# SIG # Begin signature block\n# c\n"],
  ["a here-string that only its own line ends", "$a = @'\nb'@\n# c\n'@\n", "$a = @'\nb'@\n# d\n'@\n"],
]);

describeAttacks("a.js", [
  ["a first line that is no longer first", "#!/usr/bin/env node\na()\n", "\n#!/usr/bin/env node\na()\n"],
  ["required assets", "/*\n *= require a\n */\nb()\n", "/*\n *= require c\n */\nb()\n"],
  ["a condition of a preprocessor", "// #if A\na()\n// #endif\n", "a()\n"],
  ["a condition in a triple comment", "/// #if A\na()\n/// #endif\n", "/// #if B\na()\n/// #endif\n"],
  ["what an optimizer leaves out", "//>>excludeStart('a', b);\na()\n//>>excludeEnd('a');\n", "a()\n"],
  ["a block that is taken out", "/* devblock:start */\na()\n/* devblock:end */\n", "a()\n"],
  ["a place where scripts are put", "// inject:js\na()\n// endinject\n", "a()\n"],
  ["types in comments", "a(b /*: string */)\n", "a(b /*: number */)\n"],
]);

describeAttacks("a.py", [
  ["a function that is compiled", "#pythran export a(int)\nb()\n", "#pythran export a(float)\nb()\n"],
  [
    "a notebook's kernel",
    "# ---\n# jupyter:\n#   kernelspec: a\n# ---\n",
    "# ---\n# jupyter:\n#   kernelspec: b\n# ---\n",
  ],
  ["text that a generator runs", "# [[[cog a() ]]]\n# [[[end]]]\n", "# [[[cog b() ]]]\n# [[[end]]]\n"],
]);

describeAttacks("a.go", [
  ["C behind an import in back quotes", "package a\n// int b;\nimport `C`\n", "package a\n// int c;\nimport `C`\n"],
  ["two signs where the compiler sees one", "package a\nvar b = c - -d\n", "package a\nvar b = c --d\n"],
  [
    "names that a generator takes from comments",
    "package a\n//go:generate stringer -linecomment -type=B\nconst C = 1 // d\n",
    "package a\n//go:generate stringer -linecomment -type=B\nconst C = 1 // e\n",
  ],
  ["values of an enumeration", "package a\n// ENUM(a, b)\ntype C int\n", "package a\n// ENUM(a, d)\ntype C int\n"],
  ["a converter", "package a\n// goverter:converter\ntype C int\n", "package a\ntype C int\n"],
]);

describeAttacks("a.php", [
  ["a tag that is text to some servers", "<? // a ?>\n", "<? // b ?>\n"],
  [
    "a plug-in's header line by line",
    "<?php\n// Plugin Name: A\n// Version: 1\n",
    "<?php\n// Plugin Name: A\n// Version: 2\n",
  ],
  [
    "where a plug-in is updated from",
    "<?php\n/*\n * Update URI: https://a.example\n */\n",
    "<?php\n/*\n * Update URI: https://b.example\n */\n",
  ],
  ["a page template in a line comment", "<?php\n// Template Name: A\n", "<?php\n// Template Name: B\n"],
]);

describeAttacks("a.c", [
  [
    "space that the file's own macro sees",
    "#define str(x) #x\nchar *a = str(b + c);\n",
    "#define str(x) #x\nchar *a = str(b+c);\n",
  ],
  ["space in what is named after a string", "char *a = stringify(b + c);\n", "char *a = stringify(b+c);\n"],
]);

describeAttacks("a.rs", [
  [
    "space in a macro that took a known name",
    "macro_rules! println { ($($a:tt)*) => { stringify!($($a)*) } }\nfn f() { println!(a+b); }\n",
    "macro_rules! println { ($($a:tt)*) => { stringify!($($a)*) } }\nfn f() { println!(a + b); }\n",
  ],
]);

describeAttacks("A.java", [
  ["a goal of a build plug-in", "/**\n * @goal a\n */\nclass A {}\n", "/**\n * @goal b\n */\nclass A {}\n"],
]);

describeAttacks("a.cs", [
  [
    "two signs where the compiler sees one",
    "class A { bool b = c < d > > e; }\n",
    "class A { bool b = c < d >> e; }\n",
  ],
]);

it.each([
  ["a.sh", '# a\ncd "$(dirname "$0")"\n', '# b\ncd "$(dirname "$0")"\n'],
  ["a.c", "int a = f(b + c);\n", "int a = f(b+c);\n"],
])("still proves what is harmless in %s", async (path, before, after) => {
  expect(await statusOf(path, before, after)).toBe("same");
});
