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
