// Many diffs in one run: JSON lines in, one JSON line out for each, in order. A case that fails does not end the run.
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { LoadedPolicy } from "../../core/policy/schema.js";
import { judgeAlone } from "../../core/render/hypothetical.js";
import type { Examiner } from "../../ports/examiner.js";
import type { CommandIo } from "./io.js";
import { examineSources, readText } from "./read-files.js";
import { toJson } from "./to-json.js";

const Id = z.union([z.string(), z.number()]);
const Case = z.object({
  id: Id,
  diff: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  commits: z.string().optional(),
  branch: z.string().optional(),
  body: z.string().optional(),
});

/** Paths in the list are relative to its file, or to the current folder when it comes from standard input. */
export async function classifyBatch(
  file: string,
  policy: LoadedPolicy,
  io: CommandIo,
  examiner: Examiner,
): Promise<void> {
  const fromStdin = file === "-";
  const text = fromStdin ? (await io.readStdin()).toString("utf8") : await readText(io.directory, file, "batch");
  const directory = fromStdin ? io.directory : dirname(resolve(io.directory, file));
  for (const line of text.split("\n")) {
    if (line.trim() !== "")
      io.writeOut(`${JSON.stringify(await classifyCase(line, { directory, policy, examiner }))}\n`);
  }
}

interface CaseContext {
  readonly directory: string;
  readonly policy: LoadedPolicy;
  readonly examiner: Examiner;
}

async function classifyCase(line: string, { directory, policy, examiner }: CaseContext): Promise<object> {
  const value = parseJson(line);
  const parsed = Case.safeParse(value);
  if (!parsed.success) {
    const id = z.object({ id: Id }).safeParse(value);
    return { id: id.success ? id.data.id : null, error: "expected a JSON object with `id` and `diff`" };
  }
  const { id, diff, ...sources } = parsed.data;
  try {
    const change = await examineSources({ ...sources, directory, diff: { path: diff } }, examiner);
    return { id, ...toJson(judgeAlone(change, policy, null)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
