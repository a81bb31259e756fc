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

/** Such as `ECONNREFUSED`, or Prisma's word for what its driver met, such as `DatabaseNotReachable`. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 4) return null;
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: DriverMeta };
  const kind = meta?.driverAdapterError?.cause?.kind;
  const word = [kind, code].find((one) => typeof one === "string" && /^\w{2,40}$/.test(one));
  return typeof word === "string" ? word : codeOf(cause, depth + 1);
}

interface DriverMeta {
  readonly driverAdapterError?: { readonly cause?: { readonly kind?: unknown } };
}
