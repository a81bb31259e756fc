// The process's log: JSON lines on standard output. Errors are reduced to what cannot hold anybody's text: messages of
// foreign errors may quote bodies, tokens or form answers, so only our own are kept.
import { pino } from "pino";
import type { LogLevel } from "./config/values.js";
import { AppError } from "./errors.js";
import type { Logger } from "./ports.js";

export function createLogger(level: LogLevel, write?: (line: string) => void): Logger {
  const destination = write ? { write } : pino.destination({ dest: 1, sync: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are reduced below; pino's own way of printing them would take over otherwise.
      serializers: { err: (reduced: unknown) => reduced },
      formatters: { level: (label) => ({ level: label }), log: reduceErrors },
    },
    destination,
  );
}

function reduceErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? reduceError(value) : value]),
  );
}

/** Causes deeper than this tell nothing more. */
const MAX_CAUSES = 4;

/** Kind, code, status and place of an error. INVARIANT: no message but that of an AppError, which the App wrote itself. */
export function reduceError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  return {
    type: error.name,
    ...(typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? { code } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(error instanceof AppError ? { message: error.message } : {}),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < MAX_CAUSES ? { cause: reduceError(error.cause, depth + 1) } : {}),
  };
}

/** The stack without its head, which repeats the message, whatever lines that has. */
function framesOf({ stack = "", message }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return frames
    .slice(1)
    .map((line) => line.trim())
    .join("\n");
}
