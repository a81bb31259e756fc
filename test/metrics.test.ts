import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createMetrics } from "../src/metrics.js";
import type { QueueStats } from "../src/ports/work-store.js";

const STATS: QueueStats = { ready: 3, delayed: 2, running: 1, stuck: 0, oldestReadyMs: 4500 };

describe("metrics", () => {
  it("counts what happened", async () => {
    const metrics = createMetrics(async () => STATS);
    metrics.delivered("pull_request", "accepted", 0.003);
    metrics.refused("bad_signature");
    metrics.evaluated("high-stakes", "in_progress");
    metrics.wrote("check_run");
    metrics.bypassed();
    metrics.answered("high-stakes", 3, "median");
    metrics.escalated("behavior-changing");
    metrics.timedOut("behavior-changing", "deny");
    metrics.githubCalled({ route: "GET /app", status: 0, seconds: 1 });
    metrics.worked("pull", "done", 0.5);

    const text = await metrics.render();

    for (const line of [
      'countersign_deliveries_total{event="pull_request",outcome="accepted"} 1',
      'countersign_deliveries_total{event="unverified",outcome="bad_signature"} 1',
      'countersign_evaluations_total{tier="high-stakes",conclusion="in_progress"} 1',
      'countersign_github_writes_total{what="check_run"} 1',
      "countersign_bypasses_total 1",
      'countersign_review_hours_bucket{le="4",tier="high-stakes"} 1',
      'countersign_review_hours_bucket{le="2",tier="high-stakes"} 0',
      'countersign_reviews_answered_total{tier="high-stakes",within="median"} 1',
      'countersign_review_escalations_total{tier="behavior-changing"} 1',
      'countersign_review_timeouts_total{tier="behavior-changing",outcome="deny"} 1',
      'countersign_github_requests_total{route="GET /app",status="none"} 1',
      'countersign_work_total{kind="pull",outcome="done"} 1',
      'countersign_work_waiting{state="ready"} 3',
      "countersign_work_oldest_seconds 4.5",
      "countersign_queue_up 1",
    ]) {
      expect(text).toContain(line);
    }
  });

  it("says that the queue cannot be asked, and still answers", async () => {
    const metrics = createMetrics(async () => {
      throw new Error("no database");
    });

    const text = await metrics.render();

    expect(text).toContain("countersign_queue_up 0");
    expect(text).not.toContain('countersign_work_waiting{state="ready"}');
  });
});

describe("the labels of metrics", () => {
  it.each([
    "git.acme.example",
    "https://git.acme.example/api/graphql",
    "POST https://git.acme.example/api/graphql",
    "GET /repos/acme/Shop.js",
    "GET /repos/{owner}/{repo}?q=robin",
    "copilot/fix-login",
    "robin",
    "a secret text",
    "",
    "x\n# HELP forged",
    '"} 1',
    "__proto__",
    "constructor",
  ])("never take a value from outside: %j", async (hostile) => {
    const metrics = createMetrics(async () => STATS);
    const anything = hostile as never;
    metrics.delivered(hostile, hostile, 1);
    metrics.refused(hostile);
    metrics.evaluated(hostile, hostile);
    metrics.wrote(anything);
    metrics.answered(hostile, 1, anything);
    metrics.escalated(hostile);
    metrics.timedOut(hostile, anything);
    metrics.githubCalled({ route: hostile, status: 99_999, seconds: 1 });
    metrics.worked(hostile, hostile, 1);

    const own = (await metrics.render()).split("\n").filter((line) => line.startsWith("countersign_"));

    const values = own.flatMap((line) =>
      [...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const open = values.filter(([name, value]) => name !== "le" && name !== "state" && value !== "unverified");
    expect(new Set(open.map(([, value]) => value))).toEqual(new Set(["other"]));
  });

  it("know every route that our code asks for, and each is written out in full", async () => {
    const routes = routesOfOurCode();
    const metrics = createMetrics(async () => STATS);
    for (const route of routes) metrics.githubCalled({ route, status: 200, seconds: 1 });

    const text = await metrics.render();

    expect(routes.length).toBeGreaterThan(30);
    for (const route of routes)
      expect(text).toContain(`countersign_github_requests_total{route="${route}",status="200"}`);
    expect(text).not.toContain('"other"');
  });
});

/** Whatever looks like a route in the adapter; one with a value put in would stand here with its `${`. */
function routesOfOurCode(): readonly string[] {
  const folder = join(import.meta.dirname, "..", "src", "github");
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(/["`]((?:GET|POST|PUT|PATCH|DELETE) [^"`]*)["`]/g)]);
  return [...new Set(found.map(([, route = ""]) => route))];
}
