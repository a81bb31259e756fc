// Python, Ruby, shells, PHP and Lua: which pairs are the same program.
import { describePairs } from "./pairs.js";

describePairs("a.py", {
  same: [
    ["another indentation", "if a:\n  b()\n  c()\n", "if a:\n    b()\n    c()\n"],
    ["a comment", "a()\n", "# why\na()  # how\n"],
    ["a comment at another indentation", "if a:\n    b()\n", "if a:\n# why\n    b()\n"],
    ["a call on lines", "f(a, b)\n", "f(\n    a,\n    b,\n)\n"],
    ["other quotes", "f('a', b'c')\n", 'f("a", b"c")\n'],
    ["blank lines", "a()\nb()\n", "a()\n\n\n\nb()\n"],
    ["spaces around operators", "x=a+b\n", "x = a + b\n"],
    ["a list on lines", "x = [1, 2]\n", "x = [\n    1,\n    2,\n]\n"],
    ["a value on a line of its own", "x = (\n    a + b\n)\n", "x = a + b\n"],
    ["a continued line joined", "x = a + \\\n    b\n", "x = a + b\n"],
    ["a comment after the last block", "if a:\n    b()\n", "if a:\n    b()\n    # done\n"],
    ["other line ends", "if a:\n    b()\n", "if a:\r\n    b()\r\n"],
    ["a comment in a call", "f(a)\n", "f(  # why\n    a\n)\n"],
  ],
  notSame: [
    ["a line out of its block", "if a:\n    b()\n    c()\n", "if a:\n    b()\nc()\n"],
    ["an else of another if", "if a:\n  if b:\n    c\n  else:\n    d\n", "if a:\n  if b:\n    c\nelse:\n    d\n"],
    ["a docstring", 'def f():\n    """One."""\n', 'def f():\n    """Two."""\n'],
    ["a docstring's indentation", 'def f():\n    """One.\n    Two."""\n', 'def f():\n  """One.\n  Two."""\n'],
    ["a tuple", "x = (a)\n", "x = (a,)\n"],
    ["parentheses around a target", "(a): int = b\n", "a: int = b\n"],
    ["parentheses of an operand", "x = (a + b) * c\n", "x = a + b * c\n"],
    ["a tuple as an index", "x[a]\n", "x[a,]\n"],
    ["space in a string", "f('a b')\n", "f('a  b')\n"],
    ["space in a self-documenting field", "f'{a=}'\n", "f'{a = }'\n"],
    ["a string split in two", "f('ab')\n", "f('a' 'b')\n"],
    ["quotes around a quote", "f('\"')\n", 'f("\\"")\n'],
    ["code commented out", "a()\nb()\n", "a()\n# b()\n"],
    ["a block emptied into its parent", "for a in b:\n    c()\nd()\n", "for a in b:\n    c()\n    d()\n"],
    ["a comment with a carriage return", "a()\n", "# b\rc()\na()\n"],
    ["tabs behind spaces", "if a:\n        b()\n", "if a:\n    \tb()\n"],
    ["a form feed", "a()\nb()\n", "a()\n\fb()\n"],
    ["indentation that Python refuses", "pass\n", "    pass\n"],
    ["indentation between two blocks", "if a:\n    b\nc\n", "if a:\n    b\n  c\n"],
    ["a raw string", "f('a')\n", "f(r'a')\n"],
    ["print as a statement", "print(a)\n", "print (a),\n"],
    ["a comment that continues a line", "a = 1 + \\\n2\n", "a = 1 # + \\\n2\n"],
  ],
});

describePairs("a.rb", {
  same: [
    ["a comment", "a 1\n", "# why\na 1 # how\n"],
    ["another indentation", "def f\n  a\nend\n", "def f\n    a\nend\n"],
    ["a block comment", "a\n", "=begin\nwhy\n=end\na\n"],
    ["a chain on lines", "a.b.c\n", "a\n  .b\n  .c\n"],
    ["arguments on lines", "f(a, b)\n", "f(\n  a,\n  b\n)\n"],
    ["blank lines", "a\nb\n", "a\n\n\nb\n"],
    ["wide spaces", "a = 1\n", "a   =   1\n"],
    ["an operator at the line's end", "x = a + b\n", "x = a +\n  b\n"],
  ],
  notSame: [
    ["an argument in brackets", "foo[1]\n", "foo [1]\n"],
    ["a sign that starts an argument", "foo - 1\n", "foo -1\n"],
    ["parentheses of an argument", "puts(1).abs\n", "puts (1).abs\n"],
    ["return parted from its value", "def f\n  return 1\nend\n", "def f\n  return\n  1\nend\n"],
    ["an operator on the next line", "x = a + b\n", "x = a\n+ b\n"],
    ["a block on the next line", "f { a }\n", "f\n{ a }\n"],
    ["words", "%w(a b)\n", "%w(a  b)\n"],
    ["a heredoc", "x = <<~A\n  b\nA\n", "x = <<~A\n   b\n  c\nA\n"],
    ["a comment sign in a heredoc", "x = <<~A\n  # b\nA\n", "x = <<~A\n  # c\nA\n"],
    ["data at the end", "a\n__END__\nb\n", "a\n__END__\nc\n"],
    ["a symbol", ":a\n", ":b\n"],
    ["a constant's path", "a ::B\n", "a::B\n"],
    ["code commented out", "a\nb\n", "a\n# b\n"],
  ],
});

describePairs("a.sh", {
  same: [
    ["a comment", "a b\n", "# why\na b # how\n"],
    ["another indentation", "if a; then\n  b\nfi\n", "if a; then\n    b\nfi\n"],
    ["blank lines", "a\nb\n", "a\n\n\nb\n"],
    ["wide spaces", "a b\n", "a   b\n"],
    ["a usage line that nobody prints", "# usage: a\nb\n", "# usage: b\nb\n"],
    ["a comment after the shebang", "#!/bin/sh\na\n", "#!/bin/sh\n# why\na\n"],
    ["a script that asks for its folder", 'cat "$(dirname "$0")/a"\n', '# why\ncat "$(dirname "$0")/a"\n'],
  ],
  notSame: [
    ["a parted word", "a b\n", "a\nb\n"],
    ["an assignment", "a=b c\n", "a= b c\n"],
    ["a heredoc", "cat <<A\n b\nA\n", "cat <<A\n  b\nA\n"],
    ["a heredoc's start", "cat <<A\n $b\nA\n", "cat <<A\n  $b\nA\n"],
    ["a comment sign in a heredoc", "cat <<A\n# b\nA\n", "cat <<A\n# c\nA\n"],
    ["a comment sign in a quoted heredoc", "cat <<'A'\n# b\nA\nc\n", "cat <<'A'\n# c\nA\nc\n"],
    ["a comment sign in the second heredoc", "cat <<A <<B\na\nA\n# b\nB\n", "cat <<A <<B\na\nA\n# c\nB\n"],
    ["a comment sign in an oddly quoted heredoc", 'cat <<A"B"\n# b\nAB\n', 'cat <<A"B"\n# c\nAB\n'],
    ["carriage returns", "a\nb\n", "a\r\nb\r\n"],
    ["a word's comment sign", "a b#c\n", "a b#d\n"],
    ["an expansion's comment sign", `a "\${b#c}"\n`, `a "\${b#d}"\n`],
    ["a semicolon", "a & b\n", "a && b\n"],
    ["a string's space", 'a "b c"\n', 'a "b  c"\n'],
    ["a space after the test's bracket", "[ a = b ]\n", "[ a =b ]\n"],
    ["a usage that is printed", '# one\nsed -n 1p "$0"\n', '# two\nsed -n 1p "$0"\n'],
    ["the shebang", "#!/bin/sh\na\n", "#!/bin/bash\na\n"],
    ["the shebang in the second line", "#!/bin/sh\na\n", "\n#!/bin/sh\na\n"],
  ],
});

describePairs("a.php", {
  same: [
    ["a comment", "<?php\na();\n", "<?php\n// why\na(); # how\n"],
    ["a description", "<?php\n/** One. */\nf();\n", "<?php\n/** Two. */\nf();\n"],
    ["another indentation", "<?php\nif (a) {\n  b();\n}\n", "<?php\nif (a) {\n    b();\n}\n"],
    ["an array on lines", "<?php\n$a = [1, 2];\n", "<?php\n$a = [\n  1,\n  2,\n];\n"],
  ],
  notSame: [
    ["space before the tag", "<?php\na();\n", "\n<?php\na();\n"],
    ["space behind the tag", "<?php a(); ?>\n<b>", "<?php a(); ?>\n\n<b>"],
    ["text outside", "<b> <?php a(); ?>", "<b>  <?php a(); ?>"],
    ["an end tag in a comment", "<?php\n// a\nb();\n", "<?php\n// a ?><b>\nb();\n"],
    ["an annotation", '<?php\n/** @Route("/a") */\nclass A {}\n', '<?php\n/** @Route("/b") */\nclass A {}\n'],
    ["a plugin's header", "<?php\n/*\nPlugin Name: A\n*/\nf();\n", "<?php\n/*\nPlugin Name: B\n*/\nf();\n"],
    ["a heredoc", "<?php\n$a = <<<A\n b\nA;\n", "<?php\n$a = <<<A\n  b\nA;\n"],
    ["a comment sign in a heredoc", "<?php\n$a = <<<A\n// b\nA;\n", "<?php\n$a = <<<A\n// c\nA;\n"],
    ["a string", "<?php\nf('a b');\n", "<?php\nf('a  b');\n"],
    ["an attribute", "<?php\n#[A]\nclass B {}\n", "<?php\n#[C]\nclass B {}\n"],
    ["data behind the program", "<?php a(); __halt_compiler(); x", "<?php  a(); __halt_compiler(); x"],
    ["a skipped element", "<?php\n[$a] = $b;\n", "<?php\n[, $a] = $b;\n"],
  ],
});

describePairs("a.ps1", {
  same: [
    ["a comment", "Get-Item a\n", "# why\nGet-Item a\n"],
    ["another indentation", "if ($a) {\n  b\n}\n", "if ($a) {\n    b\n}\n"],
    ["a block comment", "Get-Item a\n", "<# why #>\nGet-Item a\n"],
  ],
  notSame: [
    ["a here-string", "$a = @'\nb c\n'@\n", "$a = @'\nb  c\n'@\n"],
    ["a comment sign in a here-string", "$a = @'\n# b\n'@\n", "$a = @'\n# c\n'@\n"],
    ["a requirement", "Get-Item a\n", "#Requires -Modules B\nGet-Item a\n"],
    ["a parted command", "Get-Item a\n", "Get-Item\na\n"],
    ["a line end in a comment", "Get-Item <#\n#> a\n", "Get-Item\n a\n"],
    ["an argument", "Get-Item a\n", "Get-Item b\n"],
  ],
});

describePairs("a.lua", {
  same: [
    ["a comment", "local x = 1\n", "-- why\nlocal x = 1 --[[ how ]]\n"],
    ["lines", "f(a)\n", "f(\n  a\n)\n"],
  ],
  notSame: [
    ["a long string", "x = [[a b]]\n", "x = [[a  b]]\n"],
    ["a mode", "local x = 1\n", "--!strict\nlocal x = 1\n"],
    ["code in a comment of another level", "--[==[ a ]==]\nb()\n", "--[=[ a ]=] c()\nb()\n"],
  ],
});
