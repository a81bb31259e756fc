// Headers of every answer of the web app: nothing foreign is loaded, framed, guessed or kept in a cache.
import type { MiddlewareHandler } from "hono";

/** `formTargets`: origins besides our own that a form may be sent to (GitHub, on the setup page). */
export function secureHeaders(options: {
  readonly https: boolean;
  readonly formTargets?: readonly string[];
}): MiddlewareHandler {
  const policy = contentPolicy([`form-action ${["'self'", ...(options.formTargets ?? [])].join(" ")}`]);
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    if (!headers.has(CONTENT_POLICY)) headers.set(CONTENT_POLICY, policy);
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    if (options.https) headers.set("strict-transport-security", "max-age=31536000");
  };
}

export const CONTENT_POLICY = "content-security-policy";

/** What every page may do, and `more`. A page that needs more than most sets the header itself. */
export function contentPolicy(more: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...more,
  ].join("; ");
}
