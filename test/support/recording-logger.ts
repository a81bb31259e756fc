// The real log, kept in memory: for tests of what is logged and, above all, of what is not.
import { createLogger } from "../../src/log.js";
import type { Logger } from "../../src/ports.js";

export interface RecordingLogger extends Logger {
  /** As they would be printed. */
  readonly lines: string[];
}

export function createRecordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const logger = createLogger("debug", (line) => lines.push(line));
  return Object.assign(logger, { lines });
}
