// What the command reads from and writes to, so that tests need no process.
import type { Examiner } from "../../ports/examiner.js";
import type { Prompt } from "../prompt.js";

export interface CommandIo {
  /** Paths of the options are relative to it. */
  readonly directory: string;
  readonly readStdin: () => Promise<Buffer>;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** True when standard output is a terminal that shows colours (and NO_COLOR is not set). */
  readonly colour: boolean;
  /** Characters in a line of the terminal; absent: standard output is none. */
  readonly columns?: number;
  /** Where progress is drawn, when it is a terminal. */
  readonly terminal?: NodeJS.WriteStream;
  /** Parses files; the caller closes it. */
  readonly openExaminer: () => Examiner;
  /** Asks the person at the terminal; the caller lets it rest at the end. Absent: standard input is no terminal. */
  readonly openPrompt?: () => Prompt;
  /** Opens a text in the person's editor and gives it back; null: the editor failed. Absent: they have none. */
  readonly editText?: (text: string) => Promise<string | null>;
}

/** Something the caller has to mend: wrong options, a file that is not there. Ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
