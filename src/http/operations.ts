// For machines that look after this one: /healthz (the process lives), /readyz (it can work), /metrics.
import { Hono } from "hono";

export interface OperationsDependencies {
  /** Null when the database and the queue work, else the reason in a few words. */
  notReadyBecause(): Promise<string | null>;
  renderMetrics(): Promise<string>;
}

export function operations({ notReadyBecause, renderMetrics }: OperationsDependencies): Hono {
  const routes = new Hono();
  routes.get("/healthz", (context) => context.json({ status: "ok" }));
  routes.get("/readyz", async (context) => {
    const reason = await notReadyBecause();
    return reason === null ? context.json({ status: "ok" }) : context.json({ status: "unavailable", reason }, 503);
  });
  routes.get("/metrics", async (context) => {
    context.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return context.body(await renderMetrics());
  });
  return routes;
}
