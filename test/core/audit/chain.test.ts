import fc from "fast-check";
import { findBreak, NO_PREVIOUS_HASH, nextEntry, verifyChain } from "../../../src/core/audit/chain.js";
import { AUDIT_KINDS, type AuditEntry, type AuditEvent } from "../../../src/core/facts/records.js";
import { canonicalJson, sha256 } from "../../../src/core/ground/canonical.js";

const INSTALLATION = 7;

const anEventBy = (pull: number): AuditEvent => ({
  kind: "decision",
  at: "2026-03-01T10:00:00Z",
  repository: { id: 1, name: "acme/shop" },
  pull,
  headSha: "a".repeat(40),
  actor: { id: 5, login: "alice", type: "User" },
  policyHash: `sha256:${"b".repeat(64)}`,
  factsHash: `sha256:${"c".repeat(64)}`,
  data: { tier: "high-stakes", fast: false, seconds: 120, conclusion: null },
});

function aChain(events: readonly AuditEvent[], installationId = INSTALLATION): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const event of events) entries.push(nextEntry(entries.at(-1) ?? null, installationId, event));
  return entries;
}

const threeEntries = () => aChain([1, 2, 3].map(anEventBy)) as [AuditEntry, AuditEntry, AuditEntry];

describe("nextEntry", () => {
  it("begins a chain at 1 with 64 zeros before it", () => {
    expect(nextEntry(null, INSTALLATION, anEventBy(1))).toMatchObject({ sequence: 1, previousHash: NO_PREVIOUS_HASH });
    expect(NO_PREVIOUS_HASH).toMatch(/^0{64}$/);
  });

  it("continues with the next number and the hash before it", () => {
    const [first, second] = threeEntries();

    expect(second).toMatchObject({ sequence: 2, previousHash: first.hash, installationId: INSTALLATION });
  });

  it("hashes the canonical JSON of exactly the four covered members", () => {
    const { hash, ...covered } = nextEntry(null, INSTALLATION, anEventBy(1));

    expect(hash).toBe(sha256(canonicalJson(covered)));
  });

  it("does not depend on the order in which an event's members were written", () => {
    const event = anEventBy(1);
    const reversed = Object.fromEntries(Object.entries(event).reverse()) as unknown as AuditEvent;

    expect(nextEntry(null, INSTALLATION, reversed).hash).toBe(nextEntry(null, INSTALLATION, event).hash);
  });
});

describe("verifyChain", () => {
  it("accepts an empty chain and a whole one", () => {
    expect(verifyChain([])).toEqual({ ok: true, length: 0 });
    expect(verifyChain(threeEntries())).toEqual({ ok: true, length: 3 });
  });

  it("ignores members that are not part of an entry", () => {
    const [first, ...rest] = threeEntries();

    expect(verifyChain([{ ...first, note: "from an export" } as AuditEntry, ...rest]).ok).toBe(true);
  });

  it("names a missing entry", () => {
    const [first, , third] = threeEntries();

    expect(verifyChain([first, third])).toEqual({ ok: false, sequence: 3, reason: "gap: entry 2 is missing" });
  });

  it("names several missing entries and a missing beginning", () => {
    const [, , third] = threeEntries();

    expect(verifyChain([third])).toEqual({ ok: false, sequence: 3, reason: "gap: entries 1 to 2 are missing" });
  });

  it("names entries that changed places", () => {
    const [first, second, third] = threeEntries();

    expect(verifyChain([first, third, second])).toMatchObject({ ok: false, sequence: 3 });
    expect(verifyChain([second, first, third])).toMatchObject({ ok: false, sequence: 2 });
  });

  it("names an entry that comes twice", () => {
    const [first, second] = threeEntries();

    expect(verifyChain([first, second, second])).toEqual({
      ok: false,
      sequence: 2,
      reason: "out of order: entry 2 stands after entry 2",
    });
  });

  it("names an altered event at the entry itself, not after it", () => {
    const [first, second, third] = threeEntries();
    const altered = { ...second, event: { ...second.event, actor: null } };

    const verdict = verifyChain([first, altered, third]);

    expect(verdict).toMatchObject({ ok: false, sequence: 2, reason: expect.stringMatching(/^altered:/) });
  });

  it("finds an alteration whose author also rewrote that entry's hash", () => {
    const [first, second, third] = threeEntries();
    const forged = nextEntry(first, INSTALLATION, { ...second.event, actor: null });

    const verdict = verifyChain([first, forged, third]);

    expect(verdict).toMatchObject({ ok: false, sequence: 3, reason: expect.stringMatching(/^wrong previous hash:/) });
  });

  it("finds an entry that was moved here from another installation's chain", () => {
    const [first] = threeEntries();
    const [, stranger] = aChain([1, 2].map(anEventBy), 8) as [AuditEntry, AuditEntry];

    expect(verifyChain([first, stranger])).toMatchObject({
      ok: false,
      reason: expect.stringContaining("installation 8"),
    });
    expect(verifyChain([first, { ...stranger, installationId: INSTALLATION }]).ok).toBe(false);
  });

  it("refuses an event that is no event any more", () => {
    const [first] = threeEntries();

    expect(verifyChain([{ ...first, event: "{tampered" as unknown as AuditEvent }]).ok).toBe(false);
  });

  const events = fc.array(
    fc.record({
      kind: fc.constantFrom(...AUDIT_KINDS),
      at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      repository: fc.record({ id: fc.nat(), name: fc.string() }),
      pull: fc.option(fc.nat()),
      headSha: fc.option(fc.string()),
      actor: fc.option(fc.record({ id: fc.option(fc.nat()), login: fc.string(), type: fc.constant("User" as const) })),
      policyHash: fc.option(fc.string()),
      factsHash: fc.option(fc.string()),
      data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it("accepts every chain that nextEntry built, also read in pages", () => {
    fc.assert(
      fc.property(events, (list) => {
        const chain = aChain(list);

        expect(verifyChain(chain)).toEqual({ ok: true, length: chain.length });
        expect(chain.map((entry, index) => findBreak(chain[index - 1] ?? null, entry))).toEqual(chain.map(() => null));
      }),
    );
  });

  const alterations: readonly ((entry: AuditEntry) => AuditEntry)[] = [
    (entry) => ({ ...entry, event: { ...entry.event, at: `${entry.event.at} ` } }),
    (entry) => ({ ...entry, event: { ...entry.event, pull: (entry.event.pull ?? 0) + 1 } }),
    (entry) => ({ ...entry, event: { ...entry.event, data: { ...entry.event.data, added: true } } }),
    (entry) => ({
      ...entry,
      event: { ...entry.event, repository: { ...entry.event.repository, name: "other/name?" } },
    }),
    (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
    (entry) => ({ ...entry, installationId: entry.installationId + 1 }),
    (entry) => ({ ...entry, previousHash: sha256(entry.previousHash) }),
    (entry) => ({ ...entry, hash: sha256(entry.hash) }),
  ];

  it("finds every single alteration, at the altered entry or the one after it", () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.constantFrom(...alterations), (list, where, alter) => {
        const chain = aChain(list);
        const index = where % chain.length;
        const altered = chain.map((entry, position) => (position === index ? alter(entry) : entry));

        const verdict = verifyChain(altered);

        expect(verdict.ok).toBe(false);
        const broken = verdict.ok ? -1 : altered.findIndex(({ sequence }) => sequence === verdict.sequence);
        expect([index, index + 1]).toContain(broken);
      }),
    );
  });

  it("finds every removal but that of the tail, and every swap", () => {
    fc.assert(
      fc.property(events, fc.nat(), (list, where) => {
        const chain = aChain(list);
        if (chain.length < 2) return;
        const index = where % (chain.length - 1);
        const without = chain.filter((_entry, position) => position !== index);
        const swapped = chain.with(index, chain[index + 1] as AuditEntry).with(index + 1, chain[index] as AuditEntry);

        expect(verifyChain(without).ok).toBe(false);
        expect(verifyChain(swapped).ok).toBe(false);
      }),
    );
  });
});
