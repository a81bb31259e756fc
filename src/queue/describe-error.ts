// What may be logged of an error. Never its message: messages of libraries quote what was sent, and that may be a form or a
// token.
import { AppError } from "../errors.js";

const FRAMES = 5;

export function describeError(error: unknown): {
  readonly code: string;
  readonly error: string;
  readonly at: string[];
} {
  if (!(error instanceof Error)) return { code: "INTERNAL", error: typeof error, at: [] };
  const code = error instanceof AppError ? error.code : "INTERNAL";
  // A stack begins with the message, and a line of a message could pretend to be a frame.
  const stack = error.stack ?? "";
  const frames = stack.slice(stack.indexOf(error.message) + error.message.length).split("\n");
  return { code, error: error.name, at: frames.slice(1, FRAMES + 1).map((line) => line.trim()) };
}
