// Nothing that somebody writes makes the database refuse: not NUL, not half a surrogate pair, wherever it ends up.
import fc from "fast-check";
import { createAuditLog } from "../../src/db/audit-log.js";
import { createPackageCache } from "../../src/db/package-cache.js";
import { createPullStore } from "../../src/db/pulls.js";
import { createFormStore } from "../../src/db/review-forms.js";
import { storableText } from "../../src/db/storable.js";
import { aDecision } from "../support/assessments.js";
import { aRef } from "../support/build/work.js";
import { openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const HOSTILE = "a\0b \ud800 c";
const MENDED = "a\uFFFDb \uFFFD c";

describe.each(testedKinds())("the %s database", (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it("takes every text as a parameter, mended where it has to be, as `storableText` does", async () => {
    const text = fc.string({
      unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\0", "\ud800", "\udfff")),
    });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const [row] = await database.prisma.$queryRaw<{ back: string; list: string[] }[]>`
          SELECT ${given}::text AS back, ${[given]}::text[] AS list`;
        expect(row).toEqual({ back: storableText(given), list: [storableText(given)] });
      }),
      { numRuns: 100 },
    );
  });

  it("does so in transactions, for what webhooks write, and in statements that Prisma makes", async () => {
    const key = { repositoryId: 1n, number: 1, fingerprint: HOSTILE, box: "b", savedAt: new Date(0) };
    await database.transaction(async (tx) => {
      await tx.draft.create({ data: { ...key, personId: 1n } });
      await tx.$executeRaw`UPDATE drafts SET box = ${HOSTILE} WHERE person_id = 1`;
    });
    await database.urgent.draft.create({ data: { ...key, personId: 2n } });

    const drafts = await database.prisma.draft.findMany({
      where: { fingerprint: HOSTILE },
      orderBy: { personId: "asc" },
    });

    expect(drafts.map(({ fingerprint, box }) => [fingerprint, box])).toEqual([
      [MENDED, MENDED],
      [MENDED, "b"],
    ]);
  });

  it("undoes a transaction that fails", async () => {
    const failing = database.transaction(async (tx) => {
      await tx.sealKey.create({ data: { recipient: HOSTILE, identity: "i", madeAt: new Date(0) } });
      throw new Error("after all not");
    });

    await expect(failing).rejects.toThrow("after all not");
    expect(await database.prisma.sealKey.count()).toBe(0);
  });

  it("keeps drafts, decisions, package answers and audit events whatever they hold", async () => {
    const ref = aRef({ number: 70 });
    const forms = createFormStore(database);
    await forms.saveDraft(ref, 5, { fingerprint: HOSTILE, box: HOSTILE });
    expect(await forms.findDraft(ref, 5)).toEqual({ fingerprint: MENDED, box: MENDED });

    const store = createPullStore(database);
    const decision = { ...aDecision(), fingerprint: HOSTILE };
    await store.saveDecision(ref, { baseRef: HOSTILE, headSha: HOSTILE, open: true, decision, countedLines: 1 }, []);
    expect(await store.loadState(ref.repositoryId, 70)).toMatchObject({
      baseRef: MENDED,
      decision: { fingerprint: MENDED },
    });
    expect(await store.isBase(ref.repositoryId, HOSTILE)).toBe(true);
    expect(await store.findByHead(ref.repositoryId, HOSTILE)).toEqual([ref]);

    const packages = createPackageCache(database);
    await packages.keep(HOSTILE, { [HOSTILE]: HOSTILE });
    expect(await packages.find(HOSTILE, 60_000)).toBeDefined();

    const event = { kind: "decision", at: "2026-03-02T11:00:00Z", headSha: HOSTILE, actor: null } as const;
    const about = { repository: { id: 1, name: HOSTILE }, pull: 70, policyHash: null, factsHash: HOSTILE, data: {} };
    await createAuditLog(database).append(5, [{ ...event, ...about }]);
    expect((await createAuditLog(database).head(5))?.event.repository.name).toBe(MENDED);
  });
});
