import { createSealKeyStore } from "../../src/db/seal-keys.js";
import type { SealKey, SealKeyStore, Seals } from "../../src/ports.js";
import { encryptTo, makeKey } from "../../src/seal/age.js";
import { openKeyring } from "../../src/seal/keyring.js";
import { listRecipients } from "../../src/seal/list-recipients.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const MINUTE_MS = 60_000;
let nowMs: number;
const clock = { now: () => new Date(nowMs) };
beforeEach(() => {
  nowMs = Date.parse("2026-05-01T10:00:00Z");
});

describe("the keyring", () => {
  it("makes one identity at its first start and finds it again", async () => {
    const store = inMemory();
    const first = await keyring({ store });
    const again = await keyring({ store });

    expect(await first.recipient()).toMatch(/^age1/);
    expect(await again.recipient()).toBe(await first.recipient());
    expect(await again.open(await first.seal("x"))).toEqual({ status: "opened", text: "x" });
  });

  it("seals for the newest identity and opens what was sealed for every earlier one", async () => {
    const store = inMemory();
    const seals = await keyring({ store });
    const blocks = [await seals.seal("first")];
    for (const text of ["second", "third"]) {
      await store.add(await makeKey());
      nowMs += MINUTE_MS;
      blocks.push(await seals.seal(text));
    }

    const [newest] = await store.load();
    expect(await seals.recipient()).toBe(newest?.recipient);
    expect(await Promise.all(blocks.map((block) => seals.open(block)))).toEqual(
      ["first", "second", "third"].map((text) => ({ status: "opened", text })),
    );
  });

  it("opens at once what somebody sealed for an identity that another process has just made", async () => {
    const store = inMemory();
    const seals = await keyring({ store });
    const key = await makeKey();
    await store.add(key);

    expect(await seals.open(await encryptTo(key.recipient, "x"))).toEqual({ status: "opened", text: "x" });
    expect(await seals.recipient()).toBe(key.recipient);
  });

  it("looks for new identities once a minute, and no more often", async () => {
    const store = inMemory();
    const seals = await keyring({ store });
    const key = await makeKey();
    await store.add(key);

    expect(await seals.recipient()).not.toBe(key.recipient);
    nowMs += MINUTE_MS;
    expect(await seals.recipient()).toBe(key.recipient);
  });

  it("puts SEAL_IDENTITY before the database, its first before the others, and opens for all", async () => {
    const store = inMemory();
    const inDatabase = await (await keyring({ store })).seal("from the database");
    const [current, earlier] = [await makeKey(), await makeKey()];
    const seals = await keyring({ store, identities: [current.identity, earlier.identity] });

    expect(await seals.recipient()).toBe(current.recipient);
    expect(await seals.open(inDatabase)).toMatchObject({ status: "opened" });
    expect(await seals.open(await encryptTo(earlier.recipient, "x"))).toMatchObject({ status: "opened" });
    expect(await listRecipients([current.identity, earlier.identity], store)).toEqual([
      { recipient: current.recipient, keptIn: "environment" },
      { recipient: earlier.recipient, keptIn: "environment" },
      { recipient: (await store.load())[0]?.recipient, keptIn: "database" },
    ]);
  });

  it("makes none in the database when SEAL_IDENTITY has one", async () => {
    const store = inMemory();
    await keyring({ store, identities: [(await makeKey()).identity] });

    expect(await store.load()).toEqual([]);
  });

  it("refuses what no identity of its opens, what is damaged, and what is no text", async () => {
    const seals = await keyring({});
    const block = await seals.seal("x");

    expect(await seals.open(await encryptTo((await makeKey()).recipient, "x"))).toEqual({
      status: "refused",
      reason: "foreign",
    });
    expect(await seals.open(block.replace(/\n.{10}/, "\nAAAAAAAAAA"))).toMatchObject({ status: "refused" });
    expect(await seals.open("")).toEqual({ status: "refused", reason: "damaged" });
  });

  it("refuses to open with a SEAL_IDENTITY that is none, without repeating it", async () => {
    const wrong = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    const opening = keyring({ identities: [wrong] });

    await expect(opening).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await expect(opening).rejects.not.toThrow(wrong);
  });

  it("draws the same nonce for the same name, another for another name or another server", async () => {
    const [seals, other] = [await keyring({}), await keyring({})];

    expect(await seals.nonce("comment:1")).toMatch(/^[0-9a-f]{64}$/);
    expect(await seals.nonce("comment:1")).toBe(await seals.nonce("comment:1"));
    expect(await seals.nonce("comment:2")).not.toBe(await seals.nonce("comment:1"));
    expect(await other.nonce("comment:1")).not.toBe(await seals.nonce("comment:1"));
  });
});

describe.each(testedKinds())("identities in the %s database", (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(() => database.reset());

  it("stay, the newest first, and the first is made once", async () => {
    const store = createSealKeyStore(database);
    const [first, late, second] = [await makeKey(), await makeKey(), await makeKey()];

    expect(await store.addFirst(first)).toEqual(first);
    expect(await store.addFirst(late)).toEqual(first);
    await store.add(second);
    expect(await store.load()).toEqual([second, first]);
  });
});

describeOnPostgresql("replicas that start at once", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
  });
  afterAll(() => database.close());

  it("agree on one identity, and open each other's seals", async () => {
    const replicas = [database, await database.openReplica(), await database.openReplica()];
    const keyrings = await Promise.all(replicas.map((replica) => keyring({ store: createSealKeyStore(replica) })));
    const recipients = await Promise.all(keyrings.map((seals) => seals.recipient()));
    const [one, other] = keyrings;

    expect(new Set(recipients).size).toBe(1);
    expect(await createSealKeyStore(database).load()).toHaveLength(1);
    expect(await other?.open((await one?.seal("x")) ?? "")).toEqual({ status: "opened", text: "x" });
  });
});

function keyring(given: { store?: SealKeyStore; identities?: readonly string[] }): Promise<Seals> {
  return openKeyring({ identities: [], store: inMemory(), clock, ...given });
}

function inMemory(): SealKeyStore {
  const keys: SealKey[] = [];
  return {
    load: async () => [...keys],
    addFirst: async (key) => {
      if (keys.length === 0) keys.push(key);
      return keys[0] ?? key;
    },
    add: async (key) => void keys.unshift(key),
  };
}
