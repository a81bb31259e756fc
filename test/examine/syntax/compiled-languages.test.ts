// Go, Rust, Java, Kotlin, C# and C: which pairs are the same program.
import { describePairs } from "./pairs.js";

describePairs("a.go", {
  same: [
    ["a comment", "package a\n\nfunc f() {}\n", "package a\n\n// f does nothing.\nfunc f() {}\n"],
    ["statements on lines", "package a\nfunc f() { a(); b() }\n", "package a\nfunc f() {\n\ta()\n\tb()\n}\n"],
    ["arguments on lines", "package a\nvar x = f(b, c)\n", "package a\nvar x = f(\n\tb,\n\tc,\n)\n"],
    ["aligned fields", "package a\ntype T struct {\n\ta int\n}\n", "package a\ntype T struct {\n\ta    int // b\n}\n"],
    ["a comment of several lines", "package a\nvar x = 1\n", "package a\n/* one\ntwo */\nvar x = 1\n"],
    [
      "a comment at a line's end",
      "package a\nfunc f() {\n\ta()\n}\n",
      "package a\nfunc f() {\n\ta() /* b */ // c\n}\n",
    ],
    ["other line ends", "package a\nvar x = 1\n", "package a\r\nvar x = 1\r\n"],
  ],
  notSame: [
    [
      "return parted from its value",
      "package a\nfunc f() int { return g() }\n",
      "package a\nfunc f() int { return\ng() }\n",
    ],
    [
      "return parted by a comment",
      "package a\nfunc f() { return g() }\n",
      "package a\nfunc f() { return /*\n*/ g() }\n",
    ],
    ["a raw string", "package a\nvar x = `b c`\n", "package a\nvar x = `b  c`\n"],
    ["a build constraint", "package a\n", "//go:build linux\n\npackage a\n"],
    ["another build constraint", "//go:build linux\n\npackage a\n", "//go:build darwin\n\npackage a\n"],
    ["an old build constraint's blank line", "// +build linux\n\npackage a\n", "// +build linux\npackage a\n"],
    ["an embedded file", "package a\n\n//go:embed a\nvar x string\n", "package a\n\n//go:embed b\nvar x string\n"],
    ["a generator", "package a\n", "package a\n\n//go:generate rm -r .\n"],
    ["code of C", 'package a\n\n// int f();\nimport "C"\n', 'package a\n\n// int g();\nimport "C"\n'],
    ["code of C cut off", 'package a\n\n// int f();\nimport "C"\n', 'package a\n\n// int f();\n\nimport "C"\n'],
    [
      "an example's output",
      "package a\nfunc ExampleF() {\n\tf()\n\t// Output:\n\t// b\n}\n",
      "package a\nfunc ExampleF() {\n\tf()\n\t// Output:\n\t// c\n}\n",
    ],
    ["a linter's exception", "package a\nvar x = 1\n", "package a\nvar x = 1 //nolint:gosec\n"],
    ["a position", "package a\nvar x = 1\n", "package a\n//line b.go:10\nvar x = 1\n"],
    ["an operator on the next line", "package a\nvar x = b -\nc\n", "package a\nvar x = b\n-c\n"],
    ["code commented out", "package a\nfunc f() {\n\ta()\n\tb()\n}\n", "package a\nfunc f() {\n\ta()\n\t// b()\n}\n"],
  ],
});

describePairs("a.rs", {
  same: [
    ["a comment", "fn f() {}\n", "// why\nfn f() {}\n"],
    ["documentation", "/// One.\nfn f() {}\n", "/// Two.\nfn f() {}\n"],
    ["arguments on lines", "fn f() { g(a, b); }\n", "fn f() {\n    g(\n        a,\n        b,\n    );\n}\n"],
    ["a macro that formats", 'fn f() { println!("{}",a); }\n', 'fn f() {\n    println!("{}", a);\n}\n'],
    ["nested comments", "fn f() {}\n", "/* a /* b */ c */ fn f() {}\n"],
    [
      "documentation beside harmless attributes",
      "#[derive(Debug)]\n/// One.\nstruct A;\n",
      "#[derive(Debug)]\n/// Two.\nstruct A;\n",
    ],
  ],
  notSame: [
    ["a macro that may look", "fn f() { g!(a+b); }\n", "fn f() { g!(a + b); }\n"],
    ["lines of a macro that may look", "fn f() { g!(a b); }\n", "fn f() { g!(a\nb); }\n"],
    [
      "a macro that looks, in one that does not",
      'fn f() { println!("{}", stringify!(a+b)); }\n',
      'fn f() { println!("{}", stringify!(a + b)); }\n',
    ],
    ["an example", "/// ```\n/// f();\n/// ```\nfn f() {}\n", "/// ```\n/// g();\n/// ```\nfn f() {}\n"],
    [
      "an example that is indented",
      "/// One:\n///\n///     f();\nfn f() {}\n",
      "/// One:\n///\n///     g();\nfn f() {}\n",
    ],
    [
      "documentation that a derive reads",
      "#[derive(Parser)]\n/// One.\nstruct A;\n",
      "#[derive(Parser)]\n/// Two.\nstruct A;\n",
    ],
    ["documentation that an attribute reads", "#[tool]\n/// One.\nfn f() {}\n", "#[tool]\n/// Two.\nfn f() {}\n"],
    ["documentation inside a macro", "g! { /// One.\n a }\n", "g! { /// Two.\n a }\n"],
    ["a raw string", 'fn f() { g(r#"a b"#); }\n', 'fn f() { g(r#"a  b"#); }\n'],
    ["a string", 'fn f() { g("a"); }\n', 'fn f() { g("b"); }\n'],
    ["the result of a block", "fn f() -> u8 { 1 }\n", "fn f() -> u8 { 1; }\n"],
    ["a tuple", "fn f() { g((a)); }\n", "fn f() { g((a,)); }\n"],
  ],
});

describePairs("A.java", {
  same: [
    ["a comment", "class A { int a; }\n", "class A {\n  // why\n  int a;\n}\n"],
    ["documentation", "/** One. */\nclass A {}\n", "/** Two. @see B */\nclass A {}\n"],
    [
      "a call on lines",
      "class A { void f() { g(a, b); } }\n",
      "class A {\n  void f() {\n    g(a,\n      b);\n  }\n}\n",
    ],
  ],
  notSame: [
    ["a line end spelled as an escape", "class A { // b\n int a; }\n", "class A { // b \\u000a int b;\n int a; }\n"],
    ["a comment's end spelled as an escape", "class A { /* b */ }\n", "class A { /* b \\u002a\\u002f int c; /* */ }\n"],
    ["a text block", 'class A { String a = """\n  b\n  """; }\n', 'class A { String a = """\n   b\n  """; }\n'],
    ["a deprecation", "class A { int a; }\n", "class A { /** @deprecated b */ int a; }\n"],
    ["an annotation", "class A { int a; }\n", "class A { @B int a; }\n"],
    [
      "native code of GWT",
      "class A { native void f() /*-{ a(); }-*/; }\n",
      "class A { native void f() /*-{ b(); }-*/; }\n",
    ],
    ["a script's dependency", "//DEPS a:b:1\nclass A {}\n", "//DEPS c:d:1\nclass A {}\n"],
    ["an inspection's exception", "class A { int a; }\n", "class A { //noinspection all\n int a; }\n"],
  ],
});

describePairs("a.kt", {
  same: [
    ["a comment", "val a = 1\n", "// why\nval a = 1 /* how */\n"],
    ["a chain on lines", "val a = b.c().d()\n", "val a = b\n    .c()\n    .d()\n"],
    ["arguments on lines", "val a = f(b, c)\n", "val a = f(\n    b,\n    c,\n)\n"],
  ],
  notSame: [
    ["an operator on the next line", "fun f() {\n  val a = b + c\n}\n", "fun f() {\n  val a = b\n  + c\n}\n"],
    ["return parted from its value", "fun f(): Int {\n  return a\n}\n", "fun f(): Int {\n  return\n  a\n}\n"],
    ["a raw string", 'val a = """b c"""\n', 'val a = """b  c"""\n'],
    ["a line end in a comment", "fun f() {\n  a /*\n*/ - b\n}\n", "fun f() {\n  a\n - b\n}\n"],
    ["a lambda on the next line", "fun f() {\n  a { b }\n}\n", "fun f() {\n  a\n  { b }\n}\n"],
  ],
});

describePairs("A.cs", {
  same: [
    ["a comment", "class A { int a; }\n", "class A {\n  // why\n  int a;\n}\n"],
    ["documentation", "/// <summary>One.</summary>\nclass A {}\n", "/// <summary>Two.</summary>\nclass A {}\n"],
    ["braces on lines", "class A { void F() { G(); } }\n", "class A\n{\n    void F()\n    {\n        G();\n    }\n}\n"],
  ],
  notSame: [
    ["a verbatim string", 'class A { string a = @"b c"; }\n', 'class A { string a = @"b  c"; }\n'],
    ["an interpolated string", 'class A { string a = $"{b} c"; }\n', 'class A { string a = $"{b}  c"; }\n'],
    ["a template's condition", "class A {}\n", "//-:cnd:noEmit\nclass A {}\n"],
    ["a compiler's setting", "class A {}\n", "#nullable disable\nclass A {}\n"],
    ["a warning turned off", "class A {}\n", "#pragma warning disable CA5350\nclass A {}\n"],
    ["a line end that only C# knows", "class A { // b\n }\n", "class A { // b\u0085 int c;\n }\n"],
    ["an attribute", "class A { int a; }\n", "class A { [B] int a; }\n"],
  ],
});

describePairs("a.cpp", {
  same: [
    ["a comment", "int a;\n", "// why\nint a; /* how */\n"],
    ["a call on lines", "int f() { return g(a, b); }\n", "int f()\n{\n  return g(a,\n           b);\n}\n"],
    ["a comment behind a condition", "#if A\nint a;\n#endif\n", "// why\n#if A\nint a;\n#endif\n"],
  ],
  notSame: [
    ["a macro's body", "#define A b c\n", "#define A b  d\n"],
    ["a macro's parameters", "#define A(b) c\n", "#define A (b) c\n"],
    ["an argument that a macro may quote", "void f() { ASSERT(a==b); }\n", "void f() { ASSERT(a == b); }\n"],
    ["a comment that swallows the next line", "int f() {\n// a\nb();\n}\n", "int f() {\n// a \\\nb();\n}\n"],
    ["a comment that may swallow the next line", "int f() {\n// a\nb();\n}\n", "int f() {\n// a \\ \nb();\n}\n"],
    ["a comment whose end is split", "/* a */ int b;\n", "/* a *\\\n/ int c; /* */ int b;\n"],
    ["a trigraph", "// a\nint b;\n", "// a ??/\nint b;\n"],
    ["a raw string", 'auto a = R"(b c)";\n', 'auto a = R"(b  c)";\n'],
    ["a condition", "#if A\nint a;\n#endif\n", "#if B\nint a;\n#endif\n"],
    ["a linter's exception", "int a;\n", "int a; // NOLINT\n"],
    ["an include", "#include <a>\n", "#include <b>\n"],
  ],
});
