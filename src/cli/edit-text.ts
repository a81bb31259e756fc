// Opens a text in the person's editor. It lies in a folder that only they can read, for as long as the editor is open.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `editor`: as in EDITOR, with arguments. Null: it could not be started, or says that it failed. */
export async function editText(editor: string, text: string): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-"));
  const file = join(folder, "review.md");
  // Ctrl-C is the editor's while it is open; the folder has to be removed in any case.
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  try {
    writeFileSync(file, text, { mode: 0o600 });
    return (await run(editor, file)) === 0 ? readFileSync(file, "utf8") : null;
  } finally {
    process.off("SIGINT", ignore);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As git does it: EDITOR is a line for the shell, the file its argument. Its screen is the terminal, wherever stdout goes. */
function run(editor: string, file: string): Promise<number | null> {
  const options = { stdio: [0, 2, 2] };
  const child =
    process.platform === "win32"
      ? spawn(`${editor} "${file}"`, { ...options, shell: true })
      : spawn("sh", ["-c", `${editor} "$1"`, editor, file], options);
  return new Promise((resolve) => {
    child.on("error", () => resolve(null));
    child.on("close", resolve);
  });
}
