// What the process and the thread of its embedded database say to each other.

/** `transaction` is the number of an open transaction; null: outside of any. */
export type Ask =
  | {
      readonly id: number;
      readonly op: "query";
      readonly transaction: number | null;
      readonly sql: string;
      readonly params: unknown[];
      readonly rawTypes: readonly number[];
    }
  | { readonly id: number; readonly op: "exec"; readonly transaction: number | null; readonly sql: string }
  | { readonly id: number; readonly op: "begin"; readonly transaction: number }
  | { readonly id: number; readonly op: "end"; readonly transaction: number; readonly commit: boolean }
  | { readonly id: number; readonly op: "close" };

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: SentError };

/** An error as plain data: classes do not cross between threads. */
export interface SentError {
  readonly message: string;
  /** Fields of PostgreSQL's own error message, such as `code` and `constraint`; null when it was not one. */
  readonly database: Readonly<Record<string, unknown>> | null;
}

export interface ThreadData {
  readonly directory: string;
  readonly settings: readonly string[];
}
