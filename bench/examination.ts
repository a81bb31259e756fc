// The parsing half: how much text of changed files is examined in a second, and what hostile files cost.
import { createInlineExaminer } from "../src/examine/inline-examiner.js";
import { commented } from "./files.js";
import { hostileFiles } from "./hostile-files.js";
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
  for (const [what, file] of hostileFiles()) {
    const value = await secondsOf(() => examiner.examine([file]));
    rows.push({ what: `examination of ${what}`, value, unit: "s", promise: FILE_LIMIT_SECONDS, better: "lower" });
  }
  await examiner.close();
  return rows;
}

/** Plain application code. */
function ordinary(lines: number): string {
  const line = (n: number) =>
    `export const value${n} = compute(items[${n}], options.limit ?? ${n}).map((e) => e.name);\n`;
  return Array.from({ length: lines }, (_, n) => line(n)).join("");
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
}
