// What commands read from and write to in a real process. Tests give their own.
import colors from "picocolors";
import { readEditor } from "../config.js";
import { createExaminer } from "../examine/examiner.js";
import type { CommandIo } from "./classify/io.js";
import { editText } from "./edit-text.js";
import { openTerminalPrompt } from "./prompt.js";

export type { CommandIo } from "./classify/io.js";

/** Takes a command's exit code. */
export type Done = (code: number) => void;

export function processIo(): CommandIo {
  const editor = readEditor();
  return {
    directory: process.cwd(),
    readStdin,
    writeOut: (text) => {
      process.stdout.write(text);
    },
    writeError: (text) => {
      process.stderr.write(text);
    },
    // Knows terminals, NO_COLOR and FORCE_COLOR.
    colour: colors.isColorSupported,
    columns: process.stdout.columns,
    terminal: process.stderr,
    openExaminer: () => createExaminer(),
    openPrompt: process.stdin.isTTY ? () => openTerminalPrompt() : undefined,
    editText: editor === null ? undefined : (text) => editText(editor, text),
  };
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
