// Failures that are nobody's typing mistake. Codes are a closed set; tests assert codes, not texts.

export type ErrorCode =
  | "CONFIG_INVALID"
  | "GITHUB_UNAVAILABLE"
  | "GITHUB_RATE_LIMITED"
  | "GITHUB_FORBIDDEN"
  | "GITHUB_NOT_FOUND"
  | "GITHUB_REJECTED"
  | "STALE_DECISION"
  | "DATABASE_UNAVAILABLE"
  | "LEASE_LOST"
  | "INTERNAL";

export class AppError extends Error {
  readonly code: ErrorCode;
  /** When trying again makes sense, if GitHub said so. */
  readonly retryAt: Date | null;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAt?: Date } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAt = options.retryAt ?? null;
  }
}
