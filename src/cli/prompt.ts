// Asks the person at the terminal, line by line. On standard error: standard output is for what a command makes.
import { createInterface, type Interface } from "node:readline";

export interface Prompt {
  /** One line without its end; null: the input has ended. */
  ask(question: string): Promise<string | null>;
  /** Leaves the terminal to another program until the next question. */
  rest(): void;
}

export function openTerminalPrompt(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Prompt {
  // Several lines that are pasted at once wait here for their question.
  const waiting: string[] = [];
  let wanted: ((line: string | null) => void) | null = null;
  let lines: Interface | null = null;
  const answer = (line: string | null) => {
    const give = wanted;
    wanted = null;
    if (give !== null) give(line);
    else if (line !== null) waiting.push(line);
  };
  const open = (): Interface => {
    const opened = createInterface({ input, output, terminal: true, historySize: 0 });
    opened.on("line", answer);
    // Ctrl-D and Ctrl-C end the input.
    opened.on("SIGINT", () => opened.close());
    opened.on("close", () => {
      if (lines === opened) lines = null;
      answer(null);
    });
    return opened;
  };
  return {
    ask(question) {
      lines ??= open();
      lines.setPrompt(question);
      lines.prompt();
      const line = waiting.shift();
      if (line !== undefined) return Promise.resolve(line);
      return new Promise((resolve) => {
        wanted = resolve;
      });
    },
    rest: () => lines?.close(),
  };
}
