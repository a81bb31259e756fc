import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "../../src/db/client.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { migrateDatabase } from "../../src/db/migrate.js";
import { createWorkStore } from "../../src/db/work.js";
import { aDelivery, aPullItem } from "../support/build/work.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";

describe("the embedded database in a directory", () => {
  // The first start in a directory takes seconds; every test has a copy of one that was migrated.
  let migrated: string;
  let dataDir: string;
  beforeAll(async () => {
    migrated = mkdtempSync(join(tmpdir(), "countersign-"));
    const database = await openDatabase({ dataDir: migrated });
    await migrateDatabase(database);
    await database.close();
  });
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "countersign-"));
    cpSync(migrated, dataDir, { recursive: true });
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  afterAll(() => rmSync(migrated, { recursive: true, force: true }));

  it("keeps what a killed process had answered, can be opened at once, and its work is free again", async () => {
    const script = join(import.meta.dirname, "support/receive-and-wait.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let answered = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      answered = Math.max(answered, Number(line));
      if (answered === 5) child.kill("SIGKILL");
    }

    const database = await openDatabase({ dataDir });
    const work = createWorkStore(database);

    expect(await migrateDatabase(database)).toEqual([]);
    expect(await database.prisma.delivery.count()).toBeGreaterThanOrEqual(1 + answered);
    expect(await work.reclaim()).toBe(1);
    expect(await work.claim({ token: "next", ms: 30_000, except: [], last: [] })).toMatchObject({
      item: aPullItem(),
      attempts: 1,
    });
    expect(await createDeliveryStore(database).receive(aDelivery({ id: "delivery-1" }))).toBe(false);
    await database.close();
  });

  it("refuses every write when it is opened for reading", async () => {
    const reading = await openDatabase({ dataDir, readOnly: true });

    expect(await reading.prisma.delivery.count()).toBe(0);
    await expect(createDeliveryStore(reading).receive(aDelivery())).rejects.toThrow(/read-only transaction/);
    await reading.close();
  });

  it("refuses a second process with the reason and the way out", async () => {
    const database = await openDatabase({ dataDir });

    await expect(openDatabase({ dataDir })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(/in use by another process \(\d+\).*DATA_DIR.*DATABASE_URL/),
    });
    await database.close();
  });
});

describe.each(testedKinds())("the %s database", (kind) => {
  it("speaks UTC in every session, so that moments are read as they were written", async () => {
    const database = await openTestDatabase(kind);

    const [row] = await database.prisma.$queryRaw<{ zone: string; at: Date }[]>`
      SELECT current_setting('timezone') AS zone, timestamptz '2026-07-01 12:00:00+02' AS at`;

    expect(row).toEqual({ zone: "UTC", at: new Date("2026-07-01T10:00:00Z") });
    await database.close();
  });

  it("rolls a failed transaction back", async () => {
    const database = await openTestDatabase(kind);

    const failed = database.transaction(async (tx) => {
      await tx.delivery.create({ data: { id: "a", event: "ping", action: null, receivedAt: new Date(0) } });
      throw new Error("on purpose");
    });

    await expect(failed).rejects.toThrow("on purpose");
    expect(await database.prisma.delivery.count()).toBe(0);
    await database.close();
  });
});
