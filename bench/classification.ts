// The pure half: how many megabytes of unified diff are parsed and classified in a second, and a pull request of 3,000 files.
import { classify } from "../src/core/classify/classify.js";
import { fingerprint } from "../src/core/classify/fingerprint.js";
import { parseUnifiedDiff } from "../src/core/diff/unified.js";
import type { ChangedFile } from "../src/core/facts/facts.js";
import { DEFAULT_POLICY } from "../src/core/policy/compose-policy.js";
import type { Row } from "./table.js";

const MEGABYTE = 1024 * 1024;

export async function classification(): Promise<Row[]> {
  const text = diffOf(400, 600);
  const parsed = parseUnifiedDiff(text);
  if (!parsed.ok) {
    throw new Error("the generated diff does not parse");
  }
  const size = Buffer.byteLength(text) / MEGABYTE;
  const parsing = best(() => parseUnifiedDiff(text));
  const classifying = best(() => classify(changeOf(parsed.value), DEFAULT_POLICY, null));
  const many = parseUnifiedDiff(diffOf(3000, 20));
  const manyFiles = many.ok ? many.value : [];
  const whole = best(() => {
    classify(changeOf(manyFiles), DEFAULT_POLICY, null);
    fingerprint(changeOf(manyFiles));
  });
  return [
    { what: "classification by rules", value: size / classifying, unit: "MB/s", promise: 20, better: "higher" },
    { what: "reading a unified diff", value: size / parsing, unit: "MB/s", promise: null, better: "higher" },
    {
      what: "a pull request of 3,000 files, classified and fingerprinted",
      value: whole,
      unit: "s CPU",
      promise: 2,
      better: "lower",
    },
  ];
}

function changeOf(files: readonly ChangedFile[]) {
  return { files, gaps: [], commits: [], branch: "", title: "", body: "", author: null, requesters: [], pushers: [] };
}

/** Seconds of the fastest of five runs. */
function best(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    run();
    return (performance.now() - startedAt) / 1000;
  });
  return Math.min(...times);
}

/** Plain application code, so that the rules have to look and mostly find nothing. */
function diffOf(files: number, lines: number): string {
  const body = Array.from(
    { length: lines },
    (_, i) => `+  const value${i} = compute(items[${i}], options.limit ?? ${i}).map((entry) => entry.name.trim());`,
  ).join("\n");
  return Array.from(
    { length: files },
    (_, i) =>
      `diff --git a/src/part${i}/module.ts b/src/part${i}/module.ts\nnew file mode 100644\nindex 0000000..${String(i).padStart(7, "0")}\n--- /dev/null\n+++ b/src/part${i}/module.ts\n@@ -0,0 +1,${lines} @@\n${body}\n`,
  ).join("");
}
