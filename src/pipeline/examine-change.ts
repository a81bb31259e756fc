// A change with the examination of each of its files.
import type { Change } from "../core/facts/facts.js";
import type { Examiner, FileToExamine } from "../ports.js";

/** `files` are those of the change, in order. */
export async function examineChange(
  change: Change,
  files: readonly FileToExamine[],
  examiner: Examiner,
): Promise<Change> {
  const examinations = await examiner.examine(files);
  const examined = change.files.map((file, index) => {
    const examination = examinations[index];
    return examination === undefined ? file : { ...file, examination };
  });
  return { ...change, files: examined };
}
