import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealKeysCommand } from "../../../src/cli/seal/keys.js";
import { sealRotateCommand } from "../../../src/cli/seal/rotate.js";
import type { SealSettings } from "../../../src/config.js";
import { type Database, openDatabase } from "../../../src/db/client.js";
import { migrateDatabase } from "../../../src/db/migrate.js";
import { createSealKeyStore } from "../../../src/db/seal-keys.js";
import type { Seals } from "../../../src/ports.js";
import { makeKey } from "../../../src/seal/age.js";
import { openKeyring } from "../../../src/seal/keyring.js";

/** Each command opens an embedded database anew. */
const SLOW_MS = 120_000;

describe("countersign seal keys and rotate", () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "countersign-seal-"));
    await during(migrateDatabase);
  }, SLOW_MS);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  /** As the server does, with the database open for as long as it runs. */
  async function during<T>(run: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ dataDir });
    try {
      return await run(database);
    } finally {
      await database.close();
    }
  }

  const withKeyring = <T>(run: (seals: Seals) => Promise<T>, identities: readonly string[] = []): Promise<T> =>
    during(async (database) =>
      run(await openKeyring({ identities, store: createSealKeyStore(database), clock: { now: () => new Date(0) } })),
    );

  async function command(run: typeof sealKeysCommand, change: Partial<SealSettings> = {}) {
    let out = "";
    let error = "";
    const io = {
      writeOut: (text: string) => {
        out += text;
      },
      writeError: (text: string) => {
        error += text;
      },
    };
    const code = await run({ databaseUrl: null, dataDir, sealIdentities: [], ...change }, io);
    return { code, out, error };
  }

  it(
    "list nothing before the server has started, then its recipient, then both after a rotation",
    async () => {
      expect(await command(sealKeysCommand)).toEqual({
        code: 0,
        out: "none yet: the server makes its first identity when it starts\n",
        error: "",
      });

      const { first, block } = await withKeyring(async (seals) => ({
        first: await seals.recipient(),
        block: await seals.seal("before"),
      }));
      expect((await command(sealKeysCommand)).out).toBe(`${first}  in use, from the database\n`);

      const rotated = await command(sealRotateCommand);
      const second = rotated.out.slice(0, rotated.out.indexOf(" "));
      expect(rotated).toEqual({
        code: 0,
        out: `${second}  in use from now on\n${first}  opens what was sealed for it\n`,
        error: "Start the server again.\n",
      });
      expect((await command(sealKeysCommand)).out).toBe(
        `${second}  in use, from the database\n${first}  opens what was sealed for it, from the database\n`,
      );

      await withKeyring(async (seals) => {
        expect(await seals.recipient()).toBe(second);
        expect(await seals.open(block)).toEqual({ status: "opened", text: "before" });
      });
    },
    SLOW_MS,
  );

  it("list those of the environment first, and never an identity", async () => {
    const { identity, recipient } = await makeKey();
    const { code, out } = await command(sealKeysCommand, { sealIdentities: [identity] });

    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe(`${recipient}  in use, from SEAL_IDENTITY`);
    expect(out).not.toMatch(/AGE-SECRET-KEY|in use, from the database/);
  });

  it("rotate changes nothing while the environment holds the identities, and says how it is done there", async () => {
    const { identity } = await makeKey();
    const before = await command(sealKeysCommand);
    const { code, out, error } = await command(sealRotateCommand, { sealIdentities: [identity] });

    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(/SEAL_IDENTITY is set.*put it first, leave the earlier ones behind it, separated by commas/);
    expect(error).not.toContain(identity);
    expect(await command(sealKeysCommand)).toEqual(before);
  });

  it.each([
    ["keys", sealKeysCommand],
    ["rotate", sealRotateCommand],
  ])("%s say so when a server has the embedded database open, and where there is none", async (_, run) => {
    await during(async () => {
      expect(await command(run)).toEqual({
        code: 2,
        out: "",
        error: expect.stringContaining("in use by another process"),
      });
    });
    expect(await command(run, { dataDir: join(dataDir, "nowhere") })).toEqual({
      code: 2,
      out: "",
      error: expect.stringMatching(/there is no database in .* countersign seal (keys|rotate)/),
    });
  });

  it("does not take an identity with a slip of the hand", async () => {
    const { identity } = await makeKey();
    const slip = identity.replace(/.$/, (last) => (last === "Q" ? "P" : "Q"));
    const { code, out, error } = await command(sealKeysCommand, { sealIdentities: [slip] });

    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain("SEAL_IDENTITY holds something that is no age identity");
    expect(error).not.toContain(slip.slice(20, 40));
  });
});
