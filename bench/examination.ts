// The parsing half: how much text of changed files is examined in a second, and what hostile files cost.
import { parseUnifiedDiff } from "../src/core/diff/unified.js";
import type { ChangedFile } from "../src/core/facts.js";
import { createInlineExaminer } from "../src/examine/inline-examiner.js";
import type { FileToExamine } from "../src/ports/examiner.js";
import type { Row } from "./table.js";

const MEGABYTE = 1024 * 1024;
/** What the examiner's thread may take for one file before it is ended. */
const FILE_LIMIT_SECONDS = 10;

export async function examination(): Promise<Row[]> {
  const examiner = createInlineExaminer();
  const files = Array.from({ length: 60 }, (_, index) => commented(`src/part${index}/module.ts`, ordinary(300)));
  const bytes = files.reduce((sum, { before }) => sum + (before.status === "read" ? before.text.length : 0), 0);
  await examiner.examine(files.slice(0, 1));
  const seconds = await secondsOf(() => examiner.examine(files));
  const rows: Row[] = [
    {
      what: "examination of ordinary source, whole texts before and after",
      value: (2 * bytes) / MEGABYTE / seconds,
      unit: "MB/s",
      promise: null,
      better: "higher",
    },
  ];
  for (const [what, file] of hostile()) {
    const value = await secondsOf(() => examiner.examine([file]));
    rows.push({ what: `examination of ${what}`, value, unit: "s", promise: FILE_LIMIT_SECONDS, better: "lower" });
  }
  await examiner.close();
  return rows;
}

function hostile(): readonly (readonly [string, FileToExamine])[] {
  const megabyte = `const a = "${"x".repeat(MEGABYTE - 100)}";`;
  const nested = `const a = ${"(".repeat(50_000)}1${")".repeat(50_000)};\n`;
  const statements = Array.from({ length: 20_000 }, (_, n) => `DELETE FROM carts WHERE id = ${n};\n`).join("");
  const json = `${"[".repeat(50_000)}${"]".repeat(50_000)}\n`;
  return [
    ["a line of a megabyte", commented("src/a.ts", `${megabyte}\n`)],
    ["a megabyte of tokens on one line", commented("src/a.ts", `${"a=1;".repeat(MEGABYTE / 4 - 10)}\n`)],
    ["50,000 nested parentheses", commented("src/a.ts", nested)],
    ["50,000 nested brackets of JSON", commented("data/a.json", json, "\n")],
    ["20,000 SQL statements", added("db/migrations/1.sql", statements)],
    ["a megabyte of open quotes in SQL", added("db/migrations/1.sql", "'\"$$/*".repeat(MEGABYTE / 6))],
  ];
}

/** Plain application code. */
function ordinary(lines: number): string {
  const line = (n: number) =>
    `export const value${n} = compute(items[${n}], options.limit ?? ${n}).map((e) => e.name);\n`;
  return Array.from({ length: lines }, (_, n) => line(n)).join("");
}

/** The file with a comment, or another first line, added before everything else. */
function commented(path: string, text: string, line = "// Reviewed.\n"): FileToExamine {
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

function added(path: string, text: string): FileToExamine {
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

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
}
