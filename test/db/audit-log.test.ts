import { type FiledEntry, findMisfiling, verifyChain } from "../../src/core/audit/chain.js";
import type { AuditEvent } from "../../src/core/facts/records.js";
import { createAuditLog } from "../../src/db/audit-log.js";
import type { AuditLog } from "../../src/ports.js";
import { anAccount, fakeHash, HEAD_SHA } from "../support/build.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

function anEvent(override: Partial<AuditEvent> = {}): AuditEvent {
  return {
    kind: "decision",
    at: "2026-03-02T12:00:00Z",
    repository: { id: 4242, name: "acme/shop" },
    pull: 7,
    headSha: HEAD_SHA,
    actor: anAccount(),
    policyHash: fakeHash("policy"),
    factsHash: fakeHash("facts"),
    data: { tier: "high-stakes", conclusion: null, fast: false, seconds: 90 },
    ...override,
  };
}

describe.each(testedKinds())("the audit log on the %s database", (kind) => {
  let database: TestDatabase;
  let log: AuditLog;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    log = createAuditLog(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it("is empty at first", async () => {
    expect(await log.head(77)).toBeNull();
    expect(await log.read(77, 1, 10)).toEqual([]);
    expect(await log.installations()).toEqual([]);
    expect(await log.append(77, [])).toBeNull();
  });

  it("gives back exactly what was appended, as a chain that holds", async () => {
    const events = [anEvent(), anEvent({ kind: "override", actor: null, pull: null, data: {} })];

    const newest = await log.append(77, events);
    const entries = await log.read(77, 1, 10);

    expect(entries.map(({ event }) => event)).toEqual(events);
    const { index, ...second } = entries[1] as FiledEntry;
    expect(newest).toEqual(second);
    expect(await log.head(77)).toEqual(second);
    expect(index).toEqual({ kind: "override", at: "2026-03-02T12:00:00.000Z", repository: "4242", pull: null });
    expect(entries.map(findMisfiling)).toEqual([null, null]);
    expect(verifyChain(entries)).toEqual({ ok: true, length: 2 });
  });

  it("continues the chain across calls and answers the head for an empty list", async () => {
    await log.append(77, [anEvent()]);
    const second = await log.append(77, [anEvent({ pull: 8 })]);

    expect(second?.sequence).toBe(2);
    expect(await log.append(77, [])).toEqual(second);
  });

  it("keeps a chain for each installation", async () => {
    await log.append(78, [anEvent()]);
    await log.append(77, [anEvent(), anEvent()]);

    expect(await log.installations()).toEqual([77, 78]);
    expect((await log.head(78))?.sequence).toBe(1);
    expect(verifyChain(await log.read(77, 1, 10))).toEqual({ ok: true, length: 2 });
  });

  it("reads pages from a sequence on", async () => {
    await log.append(
      77,
      Array.from({ length: 5 }, (_item, pull) => anEvent({ pull })),
    );

    expect((await log.read(77, 2, 2)).map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect((await log.read(77, 5, 10)).map(({ sequence }) => sequence)).toEqual([5]);
    expect(await log.read(77, 6, 10)).toEqual([]);
  });

  it("hashes hostile texts as it stores them", async () => {
    const repository = { id: 4242, name: 'a\0b/\uD800"\\\u2028' };

    await log.append(77, [anEvent({ repository })]);

    const entries = await log.read(77, 1, 10);
    expect(entries[0]?.event.repository.name).toBe('a\uFFFDb/\uFFFD"\\\u2028');
    expect(verifyChain(entries).ok).toBe(true);
  });

  it.each([
    ["UPDATE", `UPDATE audit_entries SET event = '{}'`],
    ["DELETE", "DELETE FROM audit_entries"],
    ["TRUNCATE", "TRUNCATE audit_entries"],
  ])("refuses %s", async (_operation, statement) => {
    await log.append(77, [anEvent()]);

    await expect(database.prisma.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);

    expect(verifyChain(await log.read(77, 1, 10))).toEqual({ ok: true, length: 1 });
  });

  it("refuses a second entry with the same sequence", async () => {
    await log.append(77, [anEvent()]);
    const [row] = await database.prisma.auditRow.findMany();

    await expect(
      database.prisma.auditRow.create({ data: { ...row, hash: fakeHash("fork") } as NonNullable<typeof row> }),
    ).rejects.toMatchObject({ code: "P2002" });
  });

  it.each([
    ["another value", (text: string) => text.replace('"high-stakes"', '"format-safe"')],
    ["white space", (text: string) => text.replace(":", ": ")],
    ["a member that stands twice", (text: string) => text.replace("{", '{"actor":null,')],
    ["no JSON", () => "{"],
    ["nothing", () => ""],
  ])("lets the chain show an event that was tampered with: %s", async (_what, tamper) => {
    await log.append(77, [anEvent(), anEvent()]);
    const [first] = await database.prisma.auditRow.findMany({ where: { sequence: 1n } });
    await database.prisma.$transaction([
      database.prisma.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
      database.prisma.$executeRaw`UPDATE audit_entries SET event = ${tamper(first?.event ?? "")} WHERE sequence = 1`,
    ]);

    expect(verifyChain(await log.read(77, 1, 10))).toMatchObject({ ok: false, sequence: 1 });
  });
});

describe.each(testedKinds())("the columns beside an event on the %s database", (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it.each([
    ["repository_id = 4243", "repository `4242`, the column beside it `4243`"],
    ["repository_id = 9007199254740993", "repository `4242`, the column beside it `9007199254740993`"],
    ["pull_number = 8", "pull `7`, the column beside it `8`"],
    ["pull_number = NULL", "pull `7`, the column beside it `null`"],
    ["kind = 'bypass'", "kind `decision`, the column beside it `bypass`"],
    ["at = '2026-03-02T12:00:01Z'", "at `2026-03-02T12:00:00.000Z`, the column beside it `2026-03-02T12:00:01.000Z`"],
    ["at = '0001-01-01T00:00:00Z'", "at `2026-03-02T12:00:00.000Z`, the column beside it `"],
  ])("are seen to be edited: %s", async (change, reason) => {
    const log = createAuditLog(database);
    await log.append(77, [anEvent(), anEvent()]);
    await database.prisma.$transaction([
      database.prisma.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
      database.prisma.$executeRawUnsafe(`UPDATE audit_entries SET ${change} WHERE sequence = 2`),
    ]);

    const entries = await log.read(77, 1, 10);

    expect(verifyChain(entries)).toEqual({ ok: true, length: 2 });
    expect(entries.map(findMisfiling)).toEqual([null, expect.stringContaining(reason)]);
  });
});

describeOnPostgresql("the audit log on two replicas", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
  });
  afterAll(() => database.close());

  it("stays one chain without gaps while both append", async () => {
    const logs = [createAuditLog(database), createAuditLog(await database.openReplica())];

    await Promise.all(
      Array.from({ length: 60 }, (_item, pull) => logs[pull % 2]?.append(77, [anEvent({ pull }), anEvent({ pull })])),
    );

    const entries = await createAuditLog(database).read(77, 1, 1_000);
    expect(verifyChain(entries)).toEqual({ ok: true, length: 120 });
    expect(new Set(entries.map(({ event }) => event.pull)).size).toBe(60);
  });
});
