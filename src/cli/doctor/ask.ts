// One question to GitHub, answered, refused or lost. The doctor goes on either way.
import type { z } from "zod";

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** Requests as the installation that covers the repository. */
export type Request = (route: string, parameters?: Record<string, unknown>) => Promise<unknown>;

export type Asked<T> =
  | { readonly status: "answered"; readonly value: T }
  /** HTTP status; 0 when there was no answer at all. */
  | { readonly status: "refused"; readonly code: number };

export async function ask<T>(request: () => Promise<unknown>, shape: z.ZodType<T>): Promise<Asked<T>> {
  try {
    const parsed = shape.safeParse(await request());
    return parsed.success ? { status: "answered", value: parsed.data } : { status: "refused", code: 0 };
  } catch (error) {
    // Octokit calls it 500 when no answer came at all.
    const { status, response } = error as { status?: unknown; response?: unknown };
    return { status: "refused", code: typeof status === "number" && response !== undefined ? status : 0 };
  }
}

export function explain(code: number): string {
  switch (code) {
    case 0:
      return "GitHub could not be reached, or answered something unexpected: look at GHE_HOST, the network and githubstatus.com";
    case 401:
      return "GitHub answered 401: APP_ID and the private key do not belong together, or this machine's clock is wrong";
    default:
      return `GitHub answered ${code}`;
  }
}
