import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditExportCommand } from "../../../src/cli/audit/export.js";
import type { AuditExportOptions, AuditSettings, AuditVerifyOptions } from "../../../src/cli/audit/options.js";
import { auditVerifyCommand } from "../../../src/cli/audit/verify.js";
import { verifyChain } from "../../../src/core/audit/chain.js";
import type { AuditEntry, AuditEvent } from "../../../src/core/facts/records.js";
import { createAuditLog } from "../../../src/db/audit-log.js";
import { type Database, openDatabase } from "../../../src/db/client.js";
import { migrateDatabase } from "../../../src/db/migrate.js";
import { anAccount, fakeHash, HEAD_SHA } from "../../support/build.js";

function anEvent(at: string): AuditEvent {
  return {
    kind: "decision",
    at,
    repository: { id: 4242, name: "acme/shop" },
    pull: 7,
    headSha: HEAD_SHA,
    actor: anAccount(),
    policyHash: fakeHash("policy"),
    factsHash: fakeHash("facts"),
    data: { tier: "high-stakes" },
  };
}

describe("countersign audit", () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "countersign-audit-"));
    await change(async (database) => {
      await migrateDatabase(database);
      const log = createAuditLog(database);
      await log.append(77, ["2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"].map(anEvent));
      await log.append(78, [anEvent("2026-03-02T12:00:00Z")]);
    });
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  async function change(run: (database: Database) => Promise<unknown>): Promise<void> {
    const database = await openDatabase({ dataDir });
    await run(database);
    await database.close();
  }

  /** Past the trigger, as somebody with the database's password would. */
  const tamper = (statement: string) =>
    change(({ prisma }) =>
      prisma.$transaction([
        prisma.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
        prisma.$executeRawUnsafe(statement),
      ]),
    );

  function anIo() {
    const out: string[] = [];
    const error: string[] = [];
    const io = { writeOut: (text: string) => void out.push(text), writeError: (text: string) => void error.push(text) };
    return { io, out: () => out.join(""), error: () => error.join("") };
  }

  async function verify(options: AuditVerifyOptions = {}, settings: AuditSettings = { databaseUrl: null, dataDir }) {
    const { io, out, error } = anIo();
    return { code: await auditVerifyCommand(options, io, settings), out: out(), error: error() };
  }

  async function exportEntries(options: AuditExportOptions = {}) {
    const { io, out, error } = anIo();
    const code = await auditExportCommand(options, io, { databaseUrl: null, dataDir });
    const entries = out()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEntry);
    return { code, entries, error: error() };
  }

  it("verifies every chain and names its newest entry", async () => {
    const { entries } = await exportEntries();

    const { code, out } = await verify();

    expect(code).toBe(0);
    expect(out).toContain("installation 77: 3 entries, unbroken");
    expect(out).toContain(`newest: 3:${entries[2]?.hash}`);
    expect(out).toContain("installation 78: 1 entry, unbroken");
  });

  it("names the first entry that is filed under something else than it says", async () => {
    const file = (pull: number) =>
      tamper(`UPDATE audit_entries SET pull_number = ${pull} WHERE installation_id = 77 AND sequence >= 2`);
    await file(8);

    const { code, out } = await verify();
    await file(7);

    expect(code).toBe(1);
    expect(out).toContain(
      "installation 77: BROKEN at entry 2: misfiled: its event says pull `7`, the column beside it `8`",
    );
    expect(out).toContain("installation 78: 1 entry, unbroken");
    expect((await verify()).code).toBe(0);
  });

  it("finds the entry that a check run quotes", async () => {
    const { entries } = await exportEntries();

    const { code, out } = await verify({ witness: `2:${entries[1]?.hash}` });

    expect(code).toBe(0);
    expect(out).toContain("witness: entry 2 is in the chain");
  });

  it("is broken when a quoted entry is not there: the end was cut off", async () => {
    const { code, out } = await verify({ witness: `4:${fakeHash("cut off")}` });

    expect(code).toBe(1);
    expect(out).toContain("witness: BROKEN");
  });

  it("exports entries that verify again, and only what is asked for", async () => {
    const whole = await exportEntries({ installation: "77" });
    expect(whole.code).toBe(0);
    expect(verifyChain(whole.entries)).toEqual({ ok: true, length: 3 });

    const since = await exportEntries({ since: "2026-03-02" });
    expect(since.entries.map(({ installationId, sequence }) => [installationId, sequence])).toEqual([
      [77, 2],
      [77, 3],
      [78, 1],
    ]);
    expect((await exportEntries({ since: "2026-03-02T14:00:00+02:00", installation: "78" })).entries).toHaveLength(1);
  });

  it.each([
    ["a name", { installation: "acme\u001b[31m" }, /--installation expects a number, received `acme\ufffd\[31m`/],
    ["an unknown installation", { installation: "9" }, /no entry of installation `9`; it has entries of 77, 78/],
    ["half a witness", { witness: "12:abc" }, /--witness expects <sequence>:<64 hex digits>.*received `12:abc`/],
  ])("refuses %s with the reason and an example", async (_what, options, message) => {
    const { code, out, error } = await verify(options);

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toMatch(message);
  });

  it.each(["yesterday", "2026-13-01", "03/02/2026", "2026-03-02T10:00:00"])("refuses --since %s", async (since) => {
    const { code, error } = await exportEntries({ since });

    expect(code).toBe(2);
    expect(error).toContain("--since expects a date or a moment");
  });

  it("does not create a database where there is none", async () => {
    const { code, error } = await verify({}, { databaseUrl: null, dataDir: join(dataDir, "nowhere") });

    expect(code).toBe(2);
    expect(error).toContain("there is no database in");
    expect((await verify({}, { databaseUrl: null, dataDir: join(dataDir, "nowhere") })).code).toBe(2);
  });

  it("says so when a server has the embedded database open", async () => {
    await change(async () => {
      const { code, error } = await verify();

      expect(code).toBe(2);
      expect(error).toContain("in use by another process");
    });
  });

  it("says so when no PostgreSQL answers", async () => {
    const { code, error } = await verify({}, { databaseUrl: "postgres://nobody@127.0.0.1:9/none", dataDir });

    expect(code).toBe(2);
    expect(error).toContain("the database could not be read");
  });

  it("names the first break and proves nothing after it", async () => {
    await tamper(`UPDATE audit_entries SET event = replace(event, 'high-stakes', 'format-safe')
      WHERE installation_id = 77 AND sequence = 2`);

    const { code, out } = await verify();

    expect(code).toBe(1);
    expect(out).toContain("installation 77: BROKEN at entry 2: altered");
    expect(out).toContain("the 1 before it holds");
    expect(out).toContain("installation 78: 1 entry, unbroken");
  });

  it("sees an entry that was put before the first", async () => {
    await tamper(`INSERT INTO audit_entries SELECT 78, 0, previous_hash, repeat('0', 63) || '1', event, kind, at,
      repository_id, pull_number FROM audit_entries WHERE installation_id = 78`);

    expect((await verify({ installation: "78" })).out).toContain("BROKEN at entry 0");
  });
});
