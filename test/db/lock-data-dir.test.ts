import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataDir } from "../../src/db/lock-data-dir.js";

describe("the lock of a data directory", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "countersign-lock-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** What a killed process leaves: a socket at which nobody listens. */
  async function leaveDeadLock(): Promise<void> {
    const server = createServer();
    const aside = join(directory, "aside.sock");
    await new Promise<void>((resolve) => server.listen(aside, resolve));
    const { linkSync } = await import("node:fs");
    linkSync(aside, join(directory, "lock.sock"));
    await new Promise((resolve) => server.close(resolve));
  }

  it("is held by one at a time and free again when it is given back", async () => {
    const unlock = await lockDataDir(directory);
    await expect(lockDataDir(directory)).rejects.toMatchObject({ code: "CONFIG_INVALID" });

    await unlock();

    await (await lockDataDir(directory))();
  });

  it("names the process that holds it", async () => {
    const unlock = await lockDataDir(directory);

    await expect(lockDataDir(directory)).rejects.toThrow(`(${process.pid})`);
    await unlock();
  });

  it("creates the directory for its own user alone, and leaves the mode of one that was there", async () => {
    chmodSync(directory, 0o750);
    const inner = join(directory, "new");

    await (await lockDataDir(inner))();
    await (await lockDataDir(directory))();

    expect([inner, directory].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o750]);
  });

  it("creates the directory", async () => {
    const unlock = await lockDataDir(join(directory, "not", "there", "yet"));

    await unlock();
  });

  it("is taken over from a dead process", async () => {
    await leaveDeadLock();

    const unlock = await lockDataDir(directory);

    await expect(lockDataDir(directory)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await unlock();
  });

  it("goes to one of many that find it dead at the same time", async () => {
    await leaveDeadLock();

    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(directory)));

    const won = results.filter((result) => result.status === "fulfilled");
    expect(won).toHaveLength(1);
    await won[0]?.value();
  });

  it("is not kept for ever by a process that died while taking it over", async () => {
    await leaveDeadLock();
    const guard = join(directory, "lock.sock.takeover");
    mkdirSync(guard);
    await expect(lockDataDir(directory)).rejects.toMatchObject({ code: "CONFIG_INVALID" });

    utimesSync(guard, 0, 0);

    await (await lockDataDir(directory))();
  });

  it("works where the path is too long for a socket", async () => {
    const deep = join(directory, "d".repeat(120));
    const unlock = await lockDataDir(deep);

    await expect(lockDataDir(deep)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await unlock();
  });
});
