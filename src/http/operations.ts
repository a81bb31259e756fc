// For machines that look after this one: /healthz (the process lives), /readyz (it can work), /metrics.
import { Hono } from "hono";

export interface Readiness {
  /** Null when it can work, else why not, in a few words. */
  readonly reason: string | null;
  /** What stops nothing. Each a sentence. */
  readonly warnings: readonly string[];
}

export interface OperationsDependencies {
  readiness(): Promise<Readiness>;
  renderMetrics(): Promise<string>;
}

export function operations({ readiness, renderMetrics }: OperationsDependencies): Hono {
  const routes = new Hono();
  routes.get("/healthz", (context) => context.json({ status: "ok" }));
  routes.get("/readyz", async (context) => {
    const { reason, warnings } = await readiness();
    const told = warnings.length === 0 ? {} : { warnings };
    return reason === null
      ? context.json({ status: "ok", ...told })
      : context.json({ status: "unavailable", reason, ...told }, 503);
  });
  routes.get("/metrics", async (context) => {
    context.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return context.body(await renderMetrics());
  });
  return routes;
}
