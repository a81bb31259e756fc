// Blind reviews in the database: encrypted apart from everything that is loaded, and revealed together or not at all.
import { type AuditEvent, NO_CHANGES, type RecordChanges } from "../../src/core/facts/records.js";
import { createAuditLog } from "../../src/db/audit-log.js";
import { createPullStore } from "../../src/db/pulls.js";
import { createFormStore } from "../../src/db/review-forms.js";
import { createSealKeyStore } from "../../src/db/seal-keys.js";
import type { OutboxEffect, PullStore } from "../../src/ports.js";
import { aRef } from "../support/build/work.js";
import { anAccount, aRevealedReview, aSealedReview, HEAD_SHA } from "../support/build.js";
import { aClock } from "../support/fake-clock.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const REF = aRef();
const FIRST = aSealedReview();
const SECOND = aSealedReview({
  source: { kind: "comment", id: 9012, revision: "2026-03-02T10:30:00Z" },
  reviewer: anAccount({ login: "sam" }),
});
const BOXES = new Map([
  [FIRST.commitment, "box of the first"],
  [SECOND.commitment, "box of the second"],
]);
const REVEALED = new Map([
  [FIRST.commitment, aRevealedReview()],
  [SECOND.commitment, aRevealedReview({ verdict: "reject" })],
]);
const COMMENT: OutboxEffect = { key: "reveal", effect: { kind: "reply", marker: "reveal", body: "reveal: both" } };
const EVENT: AuditEvent = {
  kind: "panel_revealed",
  at: "2026-03-02T11:00:00Z",
  repository: { id: REF.repositoryId, name: "acme/shop" },
  pull: REF.number,
  headSha: HEAD_SHA,
  actor: null,
  policyHash: null,
  factsHash: null,
  data: { round: 1 },
};

function recorded(changes: Partial<RecordChanges>) {
  return { changes: { ...NO_CHANGES, ...changes }, events: [], outbox: [], boxes: BOXES, answers: [] };
}

describe.each(testedKinds())("sealed reviews on the %s database", (kind) => {
  const clock = aClock();
  let database: TestDatabase;
  let store: PullStore;
  beforeAll(async () => {
    database = await openTestDatabase(kind, clock);
    store = createPullStore(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  const loadSealed = async () => (await store.loadRecords(REF.repositoryId, REF.number)).sealed;

  it("come back without what they say, which is loaded by its commitment alone", async () => {
    await store.record(REF, recorded({ sealed: [FIRST, SECOND] }));

    expect(await loadSealed()).toEqual([FIRST, SECOND]);
    expect(JSON.stringify(await store.loadRecords(REF.repositoryId, REF.number))).not.toContain("box of");
    expect(await store.loadBoxes([SECOND.commitment])).toEqual([
      { commitment: SECOND.commitment, box: "box of the second" },
    ]);
    expect(await store.loadBoxes(["sha256:unknown"])).toEqual([]);
  });

  it("are not taken without something to reveal", async () => {
    await expect(store.record(REF, { ...recorded({ sealed: [FIRST] }), boxes: new Map() })).rejects.toThrow();

    expect(await loadSealed()).toEqual([]);
  });

  it("lose what they say when their author replaces them", async () => {
    await store.record(REF, recorded({ sealed: [FIRST] }));
    const voided = { source: FIRST.source, at: "2026-03-02T10:20:00Z", reason: "replaced by a later review" };
    await store.record(REF, recorded({ sealed: [SECOND], voidedSeals: [voided] }));

    expect((await loadSealed())[0]?.voided).toEqual({ at: voided.at, reason: voided.reason });
    expect(await store.loadBoxes([FIRST.commitment])).toEqual([]);
  });

  it("are revealed together with the comment and the audit entry, and their boxes are gone", async () => {
    await store.record(REF, recorded({ sealed: [FIRST, SECOND] }));

    expect(await store.reveal(REF, REVEALED, [EVENT], [COMMENT])).toBe(true);

    expect((await loadSealed()).map(({ revealed }) => revealed?.verdict)).toEqual(["approve", "reject"]);
    expect(await store.loadBoxes([...BOXES.keys()])).toEqual([]);
    expect(await store.loadOutbox(REF.repositoryId, REF.number)).toEqual([COMMENT]);
    expect((await createAuditLog(database).head(REF.installationId))?.event.kind).toBe("panel_revealed");
  });

  it("are not revealed twice, nor one without the other", async () => {
    await store.record(REF, recorded({ sealed: [FIRST] }));
    expect(await store.reveal(REF, REVEALED, [EVENT], [COMMENT])).toBe(false);
    expect((await loadSealed())[0]?.revealed).toBeNull();

    await store.record(REF, recorded({ sealed: [SECOND] }));
    expect(await store.reveal(REF, REVEALED, [EVENT], [COMMENT])).toBe(true);
    expect(await store.reveal(REF, REVEALED, [EVENT], [COMMENT])).toBe(false);
    expect(await createAuditLog(database).read(REF.installationId, 1, 10)).toHaveLength(1);
  });

  it("are not revealed when the audit entry cannot be written", async () => {
    await store.record(REF, recorded({ sealed: [FIRST, SECOND] }));
    const impossible = { ...EVENT, at: "no time" };

    await expect(store.reveal(REF, REVEALED, [impossible], [COMMENT])).rejects.toThrow();

    expect((await loadSealed()).map(({ revealed }) => revealed)).toEqual([null, null]);
    expect(await store.loadOutbox(REF.repositoryId, REF.number)).toEqual([]);
  });

  it("of another pull request are never touched", async () => {
    await store.record(REF, recorded({ sealed: [FIRST, SECOND] }));

    expect(await store.reveal({ ...REF, number: REF.number + 1 }, REVEALED, [EVENT], [COMMENT])).toBe(false);
  });

  describe("entries of the review page", () => {
    const robin = { ...anAccount(), id: 102 };

    it("wait in their order, are answered once, and lose their text then", async () => {
      const forms = createFormStore(database);
      const start = await forms.addEntry(REF, { kind: "start", person: robin, box: null, onPageSeconds: null });
      const submit = await forms.addEntry(REF, { kind: "submit", person: robin, box: "box", onPageSeconds: 95 });
      expect((await forms.loadPending(REF)).map(({ id, kind: what, box }) => [id, what, box])).toEqual([
        [start, "start", null],
        [submit, "submit", "box"],
      ]);
      const answers = [{ entryId: submit, accepted: true, answer: "sealed answer" }];

      await store.record(REF, { ...recorded({}), answers });
      await store.record(REF, { ...recorded({}), answers: [{ entryId: submit, accepted: false, answer: null }] });

      expect((await forms.loadPending(REF)).map(({ id }) => id)).toEqual([start]);
      expect(await forms.findLatest(REF, 102)).toEqual({
        id: submit,
        kind: "submit",
        judged: { accepted: true, answer: "sealed answer" },
      });
      expect(
        JSON.stringify(await database.prisma.formEntry.findMany(), (_key, value) =>
          typeof value === "bigint" ? 0 : value,
        ),
      ).not.toContain('"box":"box"');
    });

    it("tell nobody's from another's", async () => {
      const forms = createFormStore(database);
      await forms.addEntry(REF, { kind: "start", person: robin, box: null, onPageSeconds: null });
      await forms.saveDraft(REF, 102, { fingerprint: "f", box: "draft" });

      expect(await forms.findLatest(REF, 103)).toBeNull();
      expect(await forms.findDraft(REF, 103)).toBeNull();
      expect(await forms.findDraft({ ...REF, number: 8 }, 102)).toBeNull();
      expect(await forms.loadPending({ ...REF, number: 8 })).toEqual([]);
    });

    it("keep one draft for each person, the latest, until it is dropped", async () => {
      const forms = createFormStore(database);
      await forms.saveDraft(REF, 102, { fingerprint: "one", box: "first" });
      await forms.saveDraft(REF, 102, { fingerprint: "two", box: "second" });
      expect(await forms.findDraft(REF, 102)).toEqual({ fingerprint: "two", box: "second" });

      await forms.dropDraft(REF, 102);
      expect(await forms.findDraft(REF, 102)).toBeNull();
    });

    it("expect a comment by its hash, for one person and pull request", async () => {
      const forms = createFormStore(database);
      await forms.expectComment(REF, 102, "hash");
      await forms.expectComment(REF, 102, "hash");

      expect(await forms.isExpected(REF, 102, "hash")).toBe(true);
      expect(await forms.isExpected(REF, 103, "hash")).toBe(false);
      expect(await forms.isExpected(REF, 102, "other")).toBe(false);
    });
  });

  it("lie apart from the keys that open them, and the newest key is in use", async () => {
    const keys = createSealKeyStore(database);
    const first = await keys.addFirst({ recipient: "age1one", identity: "one" });
    const again = await keys.addFirst({ recipient: "age1two", identity: "two" });
    clock.advance(60_000);
    await keys.add({ recipient: "age1three", identity: "three" });

    expect(again).toEqual(first);
    expect((await keys.load()).map(({ recipient }) => recipient)).toEqual(["age1three", "age1one"]);
  });
});

describeOnPostgresql("sealed reviews of several replicas", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it("are revealed by one of many that try at once", async () => {
    const stores = [createPullStore(database), createPullStore(await database.openReplica())];
    await stores[0]?.record(REF, recorded({ sealed: [FIRST, SECOND] }));

    const attempts = Array.from({ length: 12 }, (_item, index) =>
      stores[index % 2]?.reveal(REF, REVEALED, [EVENT], [COMMENT]),
    );

    expect((await Promise.all(attempts)).filter(Boolean)).toHaveLength(1);
    expect(await createAuditLog(database).read(REF.installationId, 1, 10)).toHaveLength(1);
  });

  it("have one first key, whoever makes it", async () => {
    const replica = await database.openReplica();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_item, index) =>
        createSealKeyStore(index % 2 === 0 ? database : replica).addFirst({
          recipient: `age1${index}`,
          identity: `identity ${index}`,
        }),
      ),
    );

    expect(new Set(made.map(({ recipient }) => recipient)).size).toBe(1);
  });
});
