// Why a database cannot be opened, for people. Drivers' own messages may hold the password of DATABASE_URL, so only the
// code of what went wrong is repeated.
import { AppError } from "../errors.js";
import type { DatabaseOptions } from "./client.js";

export function cannotOpen(cause: unknown, { databaseUrl, dataDir }: DatabaseOptions): AppError {
  if (cause instanceof AppError) return cause;
  const code = codeOf(cause);
  const because = code === null ? "" : ` (${code})`;
  const message = databaseUrl
    ? `the PostgreSQL of DATABASE_URL cannot be used${because}; check that it runs, and its address, user and password`
    : `the embedded database cannot be opened in \`${dataDir}\`${because}; check that this folder may be written and has room, or set DATA_DIR to another`;
  return new AppError("DATABASE_UNAVAILABLE", message, { cause });
}

/** Such as `ECONNREFUSED` or PostgreSQL's `28P01`; of the error itself, else of what caused it. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 4) return null;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === "string" && /^[A-Z0-9_]{2,30}$/.test(code) ? code : codeOf(cause, depth + 1);
}
