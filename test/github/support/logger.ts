// A logger that remembers what it was told, so that tests can look for what must not be in it.
import type { Logger } from "../../../src/ports.js";

export function silentLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const log = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, debug: log, info: log, warn: log, error: log };
}
