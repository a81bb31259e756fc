import { verifyChain } from "../../src/core/audit/chain.js";
import {
  type AuditEvent,
  type AuditKind,
  NO_CHANGES,
  NO_RECORDS,
  type RecordChanges,
} from "../../src/core/facts/records.js";
import { createAuditLog } from "../../src/db/audit-log.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { createPullStore } from "../../src/db/pulls.js";
import type { AuditLog, OutboxEffect, Published, PullStore } from "../../src/ports.js";
import { aDecision } from "../support/assessments.js";
import { aDelivery, aRef } from "../support/build/work.js";
import {
  anAccount,
  anExclusion,
  anExposure,
  anOverride,
  aReviewRequest,
  aSealedReview,
  aSession,
  aSubmission,
  aWaiver,
  aWhy,
  fakeHash,
  fakeSha,
  HEAD_SHA,
} from "../support/build.js";
import { aClock } from "../support/fake-clock.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const REF = aRef();

function anEvent(kind: AuditKind, data: AuditEvent["data"] = {}): AuditEvent {
  return {
    kind,
    at: "2026-03-02T12:00:00Z",
    repository: { id: REF.repositoryId, name: "acme/shop" },
    pull: REF.number,
    headSha: HEAD_SHA,
    actor: anAccount(),
    policyHash: fakeHash("policy"),
    factsHash: fakeHash("facts"),
    data,
  };
}

const REPLY: OutboxEffect = {
  key: "<!-- countersign:reply:9002 -->",
  effect: { kind: "reply", marker: "<!-- countersign:reply:9002 -->", body: "Taken. \u0000 ünïcode 🧪" },
};
const REACTION: OutboxEffect = {
  key: "reaction:9002:+1",
  effect: { kind: "reaction", commentId: 9002, content: "+1" },
};

const HANDLED = {
  source: { kind: "comment" as const, id: 9002, revision: "2026-03-02T10:10:00Z" },
  command: "approve",
  accepted: true,
};

const AGENT = { name: "copilot", evidence: [], operator: ["alice"] };

const SEALED = aSealedReview({
  source: { kind: "comment", id: 9012, revision: "2026-03-02T10:10:00Z" },
  reviewer: anAccount({ login: "sam" }),
});
const BOXES = new Map([[SEALED.commitment, "-----BEGIN AGE ENCRYPTED FILE-----"]]);

const EVERYTHING: RecordChanges = {
  sessions: [aSession(), aSession({ key: { kind: "form", id: 9001 }, reviewer: anAccount({ login: "sam" }) })],
  submissions: [aSubmission()],
  voided: [],
  sealed: [SEALED],
  voidedSeals: [],
  exposures: [anExposure(), anExposure({ kind: "audience", person: anAccount({ login: "zoe", id: null }) })],
  asked: [
    aReviewRequest({ ended: { at: "2026-03-02T17:30:00Z", how: "timed-out", outcome: "escalate" } }),
    aReviewRequest({ roll: 2, seat: 2, tier: "high-stakes", person: anAccount({ login: "sam" }) }),
    aReviewRequest({
      roll: 3,
      person: null,
      why: aWhy({ fit: null, suitable: 0, notes: ["the list could not be read"] }),
    }),
  ],
  endedRequests: [],
  waivers: [aWaiver()],
  overrides: [anOverride()],
  exclusions: [anExclusion()],
  endedExceptions: [],
  handled: [HANDLED],
  heads: [
    { sha: HEAD_SHA, read: true },
    { sha: fakeSha("unread"), read: false },
  ],
  contributors: [
    { key: "id:102", account: anAccount(), sha: HEAD_SHA },
    { key: "login:zoe", account: anAccount({ login: "zoe", id: null, type: "Unknown" }), sha: HEAD_SHA },
    { key: `address:${fakeHash("address")}`, account: null, sha: fakeSha("gone") },
  ],
  agentSeen: AGENT,
};

describe.each(testedKinds())("the pull requests on the %s database", (kind) => {
  const clock = aClock();
  let database: TestDatabase;
  let store: PullStore;
  let audit: AuditLog;
  beforeAll(async () => {
    database = await openTestDatabase(kind, clock);
    store = createPullStore(database);
    audit = createAuditLog(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  const record = (
    changes: RecordChanges,
    events: readonly AuditEvent[] = [],
    outbox: readonly OutboxEffect[] = [],
  ): Promise<void> => store.record(REF, { changes, events, outbox, boxes: BOXES, answers: [] });
  const loadRecords = () => store.loadRecords(REF.repositoryId, REF.number);
  const loadKinds = async () => (await audit.read(REF.installationId, 1, 100)).map(({ event }) => event.kind);
  const save = (override: object = {}, events: readonly AuditEvent[] = [anEvent("decision")], ref = REF) =>
    store.saveDecision(
      ref,
      {
        baseRef: "main",
        headSha: HEAD_SHA,
        open: true,
        decision: aDecision({ headSha: HEAD_SHA }),
        countedLines: 3,
        ...override,
      },
      events,
    );

  it("know nothing of a pull request that nobody told of", async () => {
    expect(await store.loadState(4242, 7)).toBeNull();
    expect(await store.findPull("acme", "shop", 7)).toBeNull();
    expect(await loadRecords()).toEqual(NO_RECORDS);
    expect(await store.loadOutbox(4242, 7)).toEqual([]);
    expect(await store.listRepositories()).toEqual([]);
  });

  describe("records", () => {
    it("keep whom commits named, in whatever order and however often it is told, each under the first commit", async () => {
      const robin = { key: "id:102", account: anAccount(), sha: fakeSha("first") };
      const zoe = { key: "login:zoe", account: anAccount({ login: "zoe", id: null }), sha: fakeSha("first") };
      await record({ ...NO_CHANGES, contributors: [robin] });
      await Promise.all([
        record({ ...NO_CHANGES, contributors: [zoe, { ...robin, sha: fakeSha("later") }] }),
        record({ ...NO_CHANGES, contributors: [zoe] }),
      ]);
      await store.record(
        { ...REF, number: 8 },
        { changes: NO_CHANGES, events: [], outbox: [], boxes: BOXES, answers: [] },
      );

      expect((await loadRecords()).contributors).toEqual([robin, zoe]);
      expect((await store.loadRecords(REF.repositoryId, 8)).contributors).toEqual([]);
    });

    it("tell of no audit event by what commits say", async () => {
      const contributors = [{ key: "id:102", account: anAccount(), sha: HEAD_SHA }];
      const told = { ...NO_CHANGES, handled: [HANDLED] };
      await record(told, [anEvent("waiver")]);

      await record({ ...told, contributors, heads: [{ sha: HEAD_SHA, read: true }] }, [anEvent("waiver")]);

      expect(await loadKinds()).toEqual(["waiver"]);
    });

    it("come back exactly as they were recorded", async () => {
      await record(EVERYTHING, [], []);

      const { voided, voidedSeals, endedRequests, endedExceptions, ...added } = EVERYTHING;
      expect(await loadRecords()).toEqual({ ...added, pushers: [], pushes: [] });
    });

    it("end a request once: whoever is second changes nothing and tells nothing", async () => {
      const request = aReviewRequest();
      await record({ ...NO_CHANGES, asked: [request] });
      const end = (how: "reassigned" | "timed-out"): RecordChanges => ({
        ...NO_CHANGES,
        endedRequests: [{ request, end: { at: "2026-03-02T11:00:00Z", how, outcome: null } }],
      });

      await record(end("reassigned"), [anEvent("review_reassigned")]);
      await record(end("timed-out"), [anEvent("review_escalated")]);

      expect((await loadRecords()).asked).toEqual([
        { ...request, ended: { at: "2026-03-02T11:00:00Z", how: "reassigned", outcome: null } },
      ]);
      expect(await loadKinds()).toEqual(["review_reassigned"]);
    });

    it("keep GitHub's own writing of a moment, since it names a revision", async () => {
      const revision = "2026-03-02T10:10:00.000Z";
      const handled = { ...HANDLED, source: { ...HANDLED.source, revision } };

      await record({ ...NO_CHANGES, handled: [HANDLED, handled] }, [], []);

      expect((await loadRecords()).handled.map(({ source }) => source.revision)).toEqual([
        HANDLED.source.revision,
        revision,
      ]);
    });

    it("of one pull request are not another's", async () => {
      await record(EVERYTHING, [], [REPLY]);

      expect(await store.loadRecords(4242, 8)).toEqual(NO_RECORDS);
      expect(await store.loadRecords(4243, 7)).toEqual(NO_RECORDS);
      expect(await store.loadOutbox(4242, 8)).toEqual([]);
    });

    it("are added once, with their events, however often the same is recorded", async () => {
      const events = [anEvent("session_started"), anEvent("review_submitted")];
      for (let again = 0; again < 3; again += 1) await record(EVERYTHING, events, [REPLY, REACTION]);

      expect(await loadRecords()).toMatchObject({ submissions: [aSubmission()], handled: [HANDLED] });
      expect(await loadKinds()).toEqual(["session_started", "review_submitted"]);
      expect(await store.loadOutbox(4242, 7)).toHaveLength(2);
    });

    it("bring no event when all of them were known, even if the event's time is another", async () => {
      await record(EVERYTHING, [anEvent("waiver")], []);
      await record(EVERYTHING, [{ ...anEvent("waiver"), at: "2026-03-02T13:00:00Z" }], []);

      expect(await loadKinds()).toEqual(["waiver"]);
    });

    it("bring only the events that are not in the chain when an older snapshot knew some of them not", async () => {
      const first = { ...NO_CHANGES, handled: [HANDLED] };
      const second = { ...HANDLED, source: { ...HANDLED.source, id: 9010 }, command: "waive" };
      await record(first, [anEvent("command_refused", { id: 9002 })], []);

      await record(
        { ...NO_CHANGES, handled: [HANDLED, second] },
        [anEvent("command_refused", { id: 9002 }), anEvent("command_refused", { id: 9010 })],
        [],
      );

      const entries = await audit.read(REF.installationId, 1, 10);
      expect(entries.map(({ event }) => event.data.id)).toEqual([9002, 9010]);
    });

    it("can be events alone, told once", async () => {
      await record(NO_CHANGES, [anEvent("command_refused")], []);
      await record(NO_CHANGES, [anEvent("command_refused")], []);

      expect(await loadKinds()).toEqual(["command_refused"]);
    });

    it("leave nothing when there is nothing", async () => {
      await record(NO_CHANGES, [], []);

      expect(await store.loadState(4242, 7)).toBeNull();
    });

    it("are all or nothing", async () => {
      const impossible = { ...anEvent("waiver"), at: "no time" };

      await expect(record(EVERYTHING, [impossible], [REPLY])).rejects.toThrow();

      expect(await loadRecords()).toEqual(NO_RECORDS);
      expect(await store.loadOutbox(4242, 7)).toEqual([]);
    });

    it("keep a void and its first reason", async () => {
      await record(EVERYTHING, [], []);
      const voided = { source: aSubmission().source, at: "2026-03-02T11:00:00Z", reason: "the comment was deleted\0" };

      await record({ ...NO_CHANGES, voided: [voided] }, [anEvent("review_voided")], []);
      await record(
        { ...NO_CHANGES, voided: [{ ...voided, at: "2026-03-02T12:00:00Z", reason: "again" }] },
        [anEvent("review_voided", { again: true })],
        [],
      );

      expect((await loadRecords()).submissions[0]?.voided).toEqual({
        at: "2026-03-02T11:00:00Z",
        reason: "the comment was deleted\uFFFD",
      });
      expect(await loadKinds()).toEqual(["review_voided"]);
    });

    it("keep how a waiver, an exclusion and an override ended, and its first reason", async () => {
      await record(EVERYTHING, [], []);
      const ended = [
        { commentId: aWaiver().commentId, at: "2026-03-02T11:00:00Z", reason: "its comment was deleted\0" },
        { commentId: anOverride().commentId, at: "2026-03-02T11:30:00Z", reason: "its comment was edited" },
        { commentId: anExclusion().commentId, at: "2026-03-02T11:40:00Z", reason: "its comment was edited" },
      ];
      await record({ ...NO_CHANGES, endedExceptions: ended }, [anEvent("exception_ended")], []);
      const again = ended.map((one) => ({ ...one, at: "2026-03-02T12:00:00Z", reason: "again" }));
      await record({ ...NO_CHANGES, endedExceptions: again }, [anEvent("exception_ended", { again: true })], []);
      // A late evaluation that knows only of the command.
      await record(EVERYTHING, [], []);

      const { waivers, exclusions, overrides } = await loadRecords();
      expect(exclusions[0]?.voided).toEqual({ at: "2026-03-02T11:40:00Z", reason: "its comment was edited" });
      expect(waivers).toEqual([
        aWaiver({ voided: { at: "2026-03-02T11:00:00Z", reason: "its comment was deleted\uFFFD" } }),
      ]);
      expect(overrides).toEqual([
        anOverride({ voided: { at: "2026-03-02T11:30:00Z", reason: "its comment was edited" } }),
      ]);
      expect(await loadKinds()).toEqual(["exception_ended"]);
    });

    it("move a session on, and never give it back", async () => {
      const withState = (state: "open" | "submitted") => ({ ...NO_CHANGES, sessions: [aSession({ state })] });
      const loadSessionState = async () => (await loadRecords()).sessions[0]?.state;
      await record({ ...withState("open"), submissions: [aSubmission()] }, [], []);
      await record(withState("submitted"), [], []);
      expect(await loadSessionState()).toBe("submitted");

      await record(withState("open"), [], []);
      expect(await loadSessionState()).toBe("submitted");

      const voided = [{ source: aSubmission().source, at: "2026-03-02T11:00:00Z", reason: "edited" }];
      await record({ ...withState("open"), voided }, [], []);
      expect(await loadSessionState()).toBe("submitted");
    });

    it("never forget that an agent was seen", async () => {
      await record({ ...NO_CHANGES, agentSeen: AGENT }, [], []);
      await record({ ...NO_CHANGES, handled: [HANDLED], agentSeen: null }, [], []);
      expect((await loadRecords()).agentSeen).toEqual(AGENT);

      await record({ ...NO_CHANGES, agentSeen: { ...AGENT, name: "devin" } }, [], []);
      expect((await loadRecords()).agentSeen?.name).toBe("devin");
    });

    it("hold hostile texts", async () => {
      const hostile = "'; DROP TABLE pulls; -- \0 \uD800 {{x}} $1 \u202E 🧪";
      const stored = "'; DROP TABLE pulls; -- \uFFFD \uFFFD {{x}} $1 \u202E 🧪";
      const answers = { ...aSubmission().answers, intent: hostile };

      await record(
        {
          ...NO_CHANGES,
          submissions: [{ ...aSubmission(), answers }],
          waivers: [aWaiver({ reason: hostile, subject: hostile })],
          overrides: [anOverride({ reason: hostile })],
        },
        [],
        [],
      );

      const records = await loadRecords();
      expect(records.submissions[0]?.answers.intent).toBe(stored);
      expect(records.waivers[0]).toMatchObject({ reason: stored, subject: stored });
      expect(records.overrides[0]?.reason).toBe(stored);
    });
  });

  describe("outbox", () => {
    it("gives what is not sent yet, oldest first, until it is sent", async () => {
      await record(NO_CHANGES, [], [REACTION, REPLY]);
      expect((await store.loadOutbox(4242, 7)).map(({ key }) => key)).toEqual([REACTION.key, REPLY.key]);
      expect((await store.loadOutbox(4242, 7))[0]).toEqual(REACTION);

      await store.markSent(REF, REACTION.key);
      expect(await store.loadOutbox(4242, 7)).toMatchObject([{ key: REPLY.key }]);
    });

    it("never takes a key again that was sent, and forgets its text", async () => {
      await record(NO_CHANGES, [], [REPLY]);
      await store.markSent(REF, REPLY.key);
      await record(NO_CHANGES, [], [REPLY]);

      expect(await store.loadOutbox(4242, 7)).toEqual([]);
      expect(await database.prisma.outboxEntry.findMany()).toMatchObject([{ effect: null, sentAt: clock.now() }]);
    });
  });

  describe("decisions", () => {
    it("are saved with the state and the newest audit entry of the pull request", async () => {
      const head = await save();

      expect(await store.loadState(4242, 7)).toEqual({
        ref: REF,
        baseRef: "main",
        headSha: HEAD_SHA,
        open: true,
        decision: aDecision({ headSha: HEAD_SHA }),
        published: null,
      });
      expect(head).toMatchObject({ sequence: 1, hash: (await audit.head(REF.installationId))?.hash });
    });

    it("answer the same entry as long as nothing is new about this pull request", async () => {
      const head = await save();
      await audit.append(REF.installationId, [{ ...anEvent("decision"), pull: 8 }]);

      expect(await save({}, [])).toEqual(head);
    });

    it("answer null when the pull request has no entry", async () => {
      expect(await save({}, [])).toBeNull();
    });

    it("bring their events only when they differ from the stored one", async () => {
      await save();
      await save();
      await save({ decision: aDecision({ headSha: HEAD_SHA, factsHash: fakeHash("a comment more") }) });
      expect(await loadKinds()).toEqual(["decision"]);

      await save({ decision: aDecision({ headSha: HEAD_SHA, conclusion: "failure" }) });
      expect(await loadKinds()).toEqual(["decision", "decision"]);
    });

    it("keep the time of the evaluation even when nothing changed", async () => {
      await save();
      clock.advance(60_000);
      await save();

      expect(await store.listOpen(4242)).toEqual([{ ref: REF, headSha: HEAD_SHA, evaluatedAt: clock.now() }]);
    });

    it("are not taken for the head that a later delivery names", async () => {
      await save();
      const hint = { ref: REF, baseRef: "next", headSha: fakeSha("head 2"), open: true };

      await createDeliveryStore(database).receive(aDelivery({ hints: [hint] }));

      const state = { headSha: HEAD_SHA, newHeadSha: fakeSha("head 2"), baseRef: "next" };
      expect(await store.loadState(4242, 7)).toMatchObject(state);
      expect(await store.findByHead(4242, fakeSha("head 2"))).toEqual([REF]);
      expect(await store.findByHead(4242, HEAD_SHA)).toEqual([]);
    });

    it("reopen a pull request that was closed", async () => {
      await save();
      await store.markClosed(REF, [], () => []);

      await save({ open: true });

      expect(await store.loadState(4242, 7)).toMatchObject({ open: true });
    });

    it("hold hostile texts and the order of their members", async () => {
      const finding = {
        rule: "r",
        tier: "high-stakes" as const,
        path: "a\0\uD800",
        line: 1,
        side: "new" as const,
        reason: "x",
      };

      await save({ decision: aDecision({ findings: [finding] }) });

      const state = await store.loadState(4242, 7);
      expect(state?.decision?.findings[0]?.path).toBe("a\uFFFD\uFFFD");
      expect(Object.keys(state?.decision ?? {})).toEqual(Object.keys(aDecision()));
    });
  });

  it("remember what was published", async () => {
    const published = {
      headSha: HEAD_SHA,
      checkRunId: 12,
      conclusion: null,
      briefingId: null,
      annotations: ["a", "b"],
    };
    await save();

    await store.savePublished(REF, published);

    expect((await store.loadState(4242, 7))?.published).toEqual(published);
  });

  describe("successes on a head", () => {
    const success = (override: Partial<Published> = {}): Published => ({
      headSha: HEAD_SHA,
      name: "countersign",
      checkRunId: 12,
      conclusion: "success",
      bases: ["stage"],
      briefingId: null,
      annotations: [],
      ...override,
    });
    const publish = async (number: number, published: Published, saved: object = {}) => {
      await save(saved, [], aRef({ number }));
      await store.savePublished(aRef({ number }), published);
    };
    const aims = (baseRef: string, headSha = HEAD_SHA) =>
      createDeliveryStore(database).receive(
        aDelivery({ id: `aims at ${baseRef}`, hints: [{ ref: REF, baseRef, headSha, open: true }] }),
      );

    it("are found by what deliveries told last, before anything is evaluated", async () => {
      await publish(7, success());
      await aims("main");

      const { base, successes } = await store.findSuccesses(REF);

      expect(base).toBe("main");
      expect(successes).toEqual([{ ref: REF, open: true, published: success(), bases: ["stage"] }]);
    });

    it("are found on other pull requests too, open or not", async () => {
      await publish(3, success({ bases: ["release", "stage"] }), { open: false });
      await publish(4, success());
      await aims("main");

      const { successes } = await store.findSuccesses(REF);

      expect(successes.map(({ ref, open, bases }) => [ref.number, open, bases])).toEqual([
        [3, false, ["release", "stage"]],
        [4, true, ["stage"]],
      ]);
    });

    it("of earlier versions count for the base that they were decided for", async () => {
      const { name: _unknown, bases: _neither, ...earlier } = success();
      await publish(7, earlier);
      await aims("main");

      expect((await store.findSuccesses(REF)).successes).toMatchObject([{ bases: ["main"] }]);
    });

    it.each<[string, Partial<Published>]>([
      ["a preview", { name: "countersign (preview)" }],
      ["of another head", { headSha: fakeSha("older") }],
      ["no success", { conclusion: "failure" }],
      ["in progress", { conclusion: null }],
    ])("are none when what was published is %s", async (_name, override) => {
      await publish(7, success(override));
      await aims("main");

      expect((await store.findSuccesses(REF)).successes).toEqual([]);
    });

    it("are none when the pull request is said to have another head now", async () => {
      await publish(7, success());
      await aims("main", fakeSha("newer"));

      expect((await store.findSuccesses(REF)).successes).toEqual([]);
    });
  });

  it("know whether another branch is gated", async () => {
    const decided = (number: number, baseRef: string, gated: boolean) =>
      save({ baseRef, decision: aDecision({ baseRef, gated }) }, [], aRef({ number }));
    await decided(1, "main", true);
    await decided(2, "stage", false);
    expect(await store.hasOtherGate(4242, "main")).toBe(false);

    await decided(3, "release", true);

    expect(await store.hasOtherGate(4242, "main")).toBe(true);
    expect(await store.hasOtherGate(4243, "main")).toBe(false);
  });

  describe("closing", () => {
    it("records the merge and fills the outbox once", async () => {
      await save({}, []);

      expect(await store.markClosed(REF, [anEvent("merged")], () => [REPLY])).toBe(true);
      expect(await store.markClosed(REF, [anEvent("merged")], () => [REPLY, REACTION])).toBe(false);

      expect(await loadKinds()).toEqual(["merged"]);
      expect(await store.loadOutbox(4242, 7)).toHaveLength(1);
      expect(await store.listOpen(4242)).toEqual([]);
      expect(await store.findByHead(4242, HEAD_SHA)).toEqual([]);
    });

    it("lets what goes out quote the entry that the merge became", async () => {
      await save({}, [anEvent("decision")]);
      const before = await store.loadAuditHead(REF);

      await store.markClosed(REF, [anEvent("merged")], (newest) => [
        { ...REPLY, key: `${newest?.sequence}:${newest?.hash}` },
      ]);

      const head = await store.loadAuditHead(REF);
      expect(head).toMatchObject({ sequence: (before?.sequence ?? 0) + 1 });
      expect((await store.loadOutbox(4242, 7)).map(({ key }) => key)).toEqual([`${head?.sequence}:${head?.hash}`]);
      expect(await store.loadAuditHead({ ...REF, number: 8 })).toBeNull();
    });

    it("of an unknown pull request records nothing", async () => {
      expect(await store.markClosed(REF, [anEvent("merged")], () => [REPLY])).toBe(false);

      expect(await loadKinds()).toEqual([]);
    });
  });

  describe("lists", () => {
    it("name the open siblings with this head and their decision for it", async () => {
      await save();
      await save({}, [], aRef({ number: 8 }));
      await save({ headSha: fakeSha("other") }, [], aRef({ number: 9 }));
      await save({ open: false }, [], aRef({ number: 10 }));
      const hint = { ref: aRef({ number: 11 }), baseRef: "main", headSha: HEAD_SHA, open: true };
      await createDeliveryStore(database).receive(aDelivery({ hints: [hint] }));

      expect(await store.loadSiblings(4242, HEAD_SHA, 7)).toEqual([
        { number: 8, decision: aDecision({ headSha: HEAD_SHA }) },
        { number: 11, decision: null },
      ]);
      expect((await store.findByHead(4242, HEAD_SHA)).map(({ number }) => number)).toEqual([7, 8, 11]);
      expect(await store.loadSiblings(4243, HEAD_SHA, 7)).toEqual([]);
    });

    it("do not take a sibling's decision for an older head as one for this", async () => {
      await save({ decision: aDecision({ headSha: fakeSha("older") }) }, [], aRef({ number: 8 }));

      expect(await store.loadSiblings(4242, HEAD_SHA, 7)).toEqual([{ number: 8, decision: null }]);
    });

    it("name each repository with open pull requests once, as it is called now", async () => {
      await save({}, [], aRef({ number: 1 }));
      clock.advance(1_000);
      await save({}, [], aRef({ number: 2, name: "store" }));
      await save({ open: false }, [], aRef({ repositoryId: 5, number: 1 }));

      expect(await store.listRepositories()).toEqual([
        { installationId: 77, repositoryId: 4242, owner: "acme", name: "store" },
      ]);
    });

    it("find a pull request by its repository's name in any case, exactly", async () => {
      await save({}, [], aRef({ name: "my_shop" }));

      expect(await store.findPull("ACME", "My_Shop", 7)).toMatchObject({ ref: { name: "my_shop" } });
      expect(await store.findPull("acme", "my-shop", 7)).toBeNull();
      expect(await store.findPull("acme", "%", 7)).toBeNull();
      expect(await store.findPull("acme", "my_shop\0", 7)).toBeNull();
    });

    it("find the repository that has the name now", async () => {
      await save({}, [], aRef({ repositoryId: 1 }));
      clock.advance(1_000);
      await save({}, [], aRef({ repositoryId: 2 }));

      expect((await store.findPull("acme", "shop", 7))?.ref.repositoryId).toBe(2);
    });
  });

  it("follow a repository to its new name and installation", async () => {
    await save();

    await save({}, [], aRef({ owner: "acme-labs", name: "store", installationId: 78 }));

    expect((await store.loadState(4242, 7))?.ref).toEqual(
      aRef({ owner: "acme-labs", name: "store", installationId: 78 }),
    );
  });
});

describeOnPostgresql("the pull requests on two replicas", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it("record one thing once while many evaluations record it", async () => {
    const stores = [createPullStore(database), createPullStore(await database.openReplica())];

    await Promise.all(
      Array.from({ length: 20 }, (_item, index) =>
        stores[index % 2]?.record(REF, {
          changes: EVERYTHING,
          events: [anEvent("review_submitted")],
          outbox: [REPLY],
          boxes: BOXES,
          answers: [],
        }),
      ),
    );

    const entries = await createAuditLog(database).read(REF.installationId, 1, 100);
    expect(entries.map(({ event }) => event.kind)).toEqual(["review_submitted"]);
    expect((await stores[0]?.loadRecords(4242, 7))?.submissions).toEqual([aSubmission()]);
  });

  it("tell of one decision once, and keep the chain whole, while many save it", async () => {
    const stores = [createPullStore(database), createPullStore(await database.openReplica())];
    const saved = {
      baseRef: "main",
      headSha: HEAD_SHA,
      open: true,
      decision: aDecision({ headSha: HEAD_SHA }),
      countedLines: 3,
    };

    await Promise.all(
      Array.from({ length: 20 }, (_item, index) =>
        stores[index % 2]?.saveDecision(aRef({ number: index % 4 }), saved, [
          { ...anEvent("decision"), pull: index % 4 },
        ]),
      ),
    );

    const entries = await createAuditLog(database).read(REF.installationId, 1, 100);
    expect(entries).toHaveLength(4);
    expect(verifyChain(entries).ok).toBe(true);
  });

  it("record a merge once while many close it", async () => {
    const stores = [createPullStore(database), createPullStore(await database.openReplica())];
    const saved = { baseRef: "main", headSha: HEAD_SHA, open: true, decision: aDecision(), countedLines: 3 };
    await stores[0]?.saveDecision(REF, saved, []);

    const firsts = await Promise.all(
      Array.from({ length: 10 }, (_item, index) => stores[index % 2]?.markClosed(REF, [anEvent("bypass")], () => [])),
    );

    expect(firsts.filter((first) => first === true)).toHaveLength(1);
  });
});
