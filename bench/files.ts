// Changed files made up for measuring.
import { parseUnifiedDiff } from "../src/core/diff/unified.js";
import type { ChangedFile } from "../src/core/facts/facts.js";
import type { FileToExamine } from "../src/ports/examiner.js";

/** The file with a comment, or another first line, added before everything else. */
export function commented(path: string, text: string, line = "// Reviewed.\n"): FileToExamine {
  const lines = text.split("\n").slice(0, -1);
  const shown = lines.slice(0, 3);
  const hunk = [
    `@@ -1,${shown.length} +1,${shown.length + 1} @@`,
    `+${line.trimEnd()}`,
    ...shown.map((one) => ` ${one}`),
  ];
  const file = fileOf(
    `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n${hunk.join("\n")}\n`,
  );
  return { file, before: { status: "read", text }, after: { status: "read", text: line + text } };
}

export function added(path: string, text: string): FileToExamine {
  const lines = text.split("\n").filter((line) => line !== "");
  const body = lines.map((line) => `+${line}`).join("\n");
  const head = `diff --git a/${path} b/${path}\nnew file mode 100644\nindex 0000000..2222222\n--- /dev/null\n+++ b/${path}`;
  const file = fileOf(`${head}\n@@ -0,0 +1,${lines.length} @@\n${body}\n`);
  return { file, before: { status: "none" }, after: { status: "none" } };
}

function fileOf(diff: string): ChangedFile {
  const parsed = parseUnifiedDiff(diff);
  const file = parsed.ok ? parsed.value[0] : undefined;
  if (file === undefined) throw new Error("the generated diff does not parse");
  return file;
}
