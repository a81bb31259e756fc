import { NO_CHANGES, type RecordChanges } from "../../src/core/facts/records.js";
import type { SealedReview, Verdict } from "../../src/core/facts/submission.js";
import { createPullStore } from "../../src/db/pulls.js";
import { createWorkloadStore } from "../../src/db/workload.js";
import type { PullStore, WorkloadStore } from "../../src/ports.js";
import { aDecision } from "../support/assessments.js";
import { aRef } from "../support/build/work.js";
import { anAccount, aRevealedReview, aReviewRequest, aSealedReview, aSession, aSubmission } from "../support/build.js";
import { openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const ROBIN = anAccount().id as number;
const SAM = anAccount({ login: "sam" }).id as number;
const AT = "2026-03-02T12:00:00Z";
const HERE = aRef({ number: 1 });

describe.each(testedKinds())("what waits for people, on the %s database", (kind) => {
  let database: TestDatabase;
  let pulls: PullStore;
  let workload: WorkloadStore;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    pulls = createPullStore(database);
    workload = createWorkloadStore(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  async function aPull(
    changes: Partial<RecordChanges>,
    { ref = aRef({ number: 7 }), lines = 120, open = true, tier = "behavior-changing" as const } = {},
  ) {
    const boxes = new Map((changes.sealed ?? []).map(({ commitment }) => [commitment, "a block"]));
    await pulls.record(ref, { changes: { ...NO_CHANGES, ...changes }, events: [], outbox: [], boxes, answers: [] });
    const saved = {
      baseRef: "main",
      headSha: "a".repeat(40),
      open,
      decision: aDecision({ tier }),
      countedLines: lines,
    };
    await pulls.saveDecision(ref, saved, []);
  }

  const load = () =>
    workload.loadWorkload({ ref: HERE, people: [ROBIN, SAM], at: AT, approvedSince: "2026-03-01T12:00:00Z" });

  it("is nothing for people of whom nothing is known", async () => {
    expect(await load()).toEqual(new Map());
    expect(await workload.loadWorkload({ ref: HERE, people: [], at: AT, approvedSince: AT })).toEqual(new Map());
  });

  it("is an open request, with the lines and the tier of its pull request", async () => {
    await aPull({ asked: [aReviewRequest()] });

    expect(await load()).toEqual(
      new Map([[ROBIN, { waiting: [{ lines: 120, tier: "behavior-changing" }], approvals: 0 }]]),
    );
  });

  it("is an open session, and both of one pull request are one", async () => {
    await aPull({ sessions: [aSession()], asked: [aReviewRequest()] });
    await aPull({ sessions: [aSession({ key: { kind: "form", id: 2 } })] }, { ref: aRef({ number: 8 }), lines: 30 });

    expect((await load()).get(ROBIN)?.waiting).toEqual([
      { lines: 120, tier: "behavior-changing" },
      { lines: 30, tier: "behavior-changing" },
    ]);
  });

  it.each<[string, Partial<RecordChanges>, Parameters<typeof aPull>[1]]>([
    ["a request that ended", { asked: [aReviewRequest({ ended: { at: AT, how: "answered", outcome: null } })] }, {}],
    ["a request for another version", { asked: [aReviewRequest({ fingerprint: "another" })] }, {}],
    ["nobody's request", { asked: [aReviewRequest({ person: null })] }, {}],
    ["a session that was used", { sessions: [aSession({ state: "submitted" })] }, {}],
    ["a session that is over", { sessions: [aSession({ expiresAt: "2026-03-02T11:59:59Z" })] }, {}],
    ["a closed pull request", { asked: [aReviewRequest()] }, { open: false }],
    ["the pull request itself", { asked: [aReviewRequest()] }, { ref: HERE }],
    ["another installation's", { asked: [aReviewRequest()] }, { ref: aRef({ number: 7, installationId: 78 }) }],
  ])("is not %s", async (_what, changes, pull) => {
    await aPull(changes, pull);

    expect(await load()).toEqual(new Map());
  });

  it("counts approvals that everybody knows, of the given time, and no other", async () => {
    const sealed = (id: number) => aSealedReview({ source: { kind: "comment", id, revision: AT } });
    await aPull({
      submissions: [
        aSubmission(),
        aSubmission({ source: { kind: "comment", id: 2, revision: AT }, verdict: "reject" }),
        aSubmission({ source: { kind: "comment", id: 3, revision: AT }, voided: { at: AT, reason: "deleted" } }),
        aSubmission({ source: { kind: "comment", id: 4, revision: AT }, submittedAt: "2026-03-01T11:00:00Z" }),
        aSubmission({ source: { kind: "comment", id: 5, revision: AT }, reviewer: anAccount({ login: "sam" }) }),
      ],
      sealed: [sealed(11), sealed(12), sealed(13)],
    });
    const reveal = (review: SealedReview, verdict: Verdict) =>
      pulls.reveal(aRef(), new Map([[review.commitment, aRevealedReview({ verdict })]]), [], []);
    await reveal(sealed(11), "approve");
    await reveal(sealed(12), "reject");

    const found = await load();

    expect(found.get(ROBIN)?.approvals).toBe(2);
    expect(found.get(SAM)?.approvals).toBe(1);
  });

  it("is the same whatever a sealed review says that nobody may know yet", async () => {
    const boxes = (says: string) => new Map([[aSealedReview().commitment, says]]);
    const worlds = [];
    for (const says of ["approve", "reject"]) {
      await database.reset();
      const changes = { ...NO_CHANGES, sealed: [aSealedReview()] };
      await pulls.record(aRef(), { changes, events: [], outbox: [], boxes: boxes(says), answers: [] });
      worlds.push(await load());
    }

    expect(worlds[0]).toEqual(worlds[1]);
  });

  it("keeps the newest word on who is away, in whatever order it is told, for one installation", async () => {
    const say = (saidAt: string, until: string, installationId = 77) =>
      pulls.record(aRef({ installationId }), {
        changes: NO_CHANGES,
        events: [],
        outbox: [],
        boxes: new Map(),
        answers: [],
        absences: [{ accountId: ROBIN, login: "robin", saidAt, until }],
      });
    await say("2026-03-02T10:00:00Z", "2026-03-05T00:00:00Z");
    await say("2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z");
    await say("2026-03-02T10:30:00Z", "2026-03-09T00:00:00Z");
    await say("2026-03-02T12:00:00Z", "2026-03-09T00:00:00Z", 78);

    expect(await workload.loadAbsences(77, [ROBIN, SAM])).toEqual([
      { accountId: ROBIN, login: "robin", saidAt: "2026-03-02T11:00:00Z", until: "2026-03-02T11:00:00Z" },
    ]);
    expect(await workload.loadAbsences(77, [SAM])).toEqual([]);
  });
});
