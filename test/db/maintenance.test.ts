import type { Account } from "../../src/core/facts/facts.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { pruneDeliveries, pruneForms } from "../../src/db/maintenance.js";
import { createFormStore } from "../../src/db/review-forms.js";
import { createSignOuts } from "../../src/db/sign-outs.js";
import { aDelivery, aRef } from "../support/build/work.js";
import { anAccount, FINGERPRINT } from "../support/build.js";
import { aClock } from "../support/fake-clock.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";

const DAY = 24 * 3_600_000;

describe.each(testedKinds())("pruning on the %s database", (kind) => {
  it("forgets deliveries that GitHub cannot send again, and keeps the others for more than a week", async () => {
    const clock = aClock();
    const database = await openTestDatabase(kind, clock);
    const store = createDeliveryStore(database);
    await store.receive(aDelivery({ id: "old" }));
    clock.advance(1 * DAY + 1);
    await store.receive(aDelivery({ id: "young" }));
    clock.advance(7 * DAY);

    expect(await pruneDeliveries(database)).toBe(1);

    expect(await database.prisma.delivery.findMany({ select: { id: true } })).toEqual([{ id: "young" }]);
    expect(await pruneDeliveries(database)).toBe(0);
    await database.close();
  });

  it("forgets what was left on the review page after a month, and not a day before", async () => {
    const clock = aClock();
    const database = await openTestDatabase(kind, clock);
    const forms = createFormStore(database);
    const person = anAccount() as Account & { id: number };
    const leave = async (number: number) => {
      await forms.saveDraft(aRef({ number }), person.id, { fingerprint: FINGERPRINT, box: "box" });
      await forms.addEntry(aRef({ number }), { kind: "submit", person, box: "box", onPageSeconds: null });
      await forms.expectComment(aRef({ number }), person.id, "hash");
    };
    await leave(7);
    clock.advance(29 * DAY);
    await leave(8);
    expect(await pruneForms(database)).toBe(0);
    clock.advance(1 * DAY + 1);

    expect(await pruneForms(database)).toBe(3);

    expect(await forms.findDraft(aRef({ number: 7 }), person.id)).toBeNull();
    expect(await forms.findDraft(aRef({ number: 8 }), person.id)).not.toBeNull();
    expect(await forms.loadPending(aRef({ number: 8 }))).toHaveLength(1);
    expect(await forms.isExpected(aRef({ number: 8 }), person.id, "hash")).toBe(true);
    await database.close();
  });

  it("keeps that an authorization was taken back for as long as a session could live", async () => {
    const clock = aClock();
    const database = await openTestDatabase(kind, clock);
    await createDeliveryStore(database).receive(aDelivery({ signsOut: { personId: 21 } }));
    clock.advance(1 * DAY);
    expect(await pruneForms(database)).toBe(0);
    expect(await createSignOuts(database).lastOf(21)).not.toBeNull();
    clock.advance(8 * DAY);

    expect(await pruneForms(database)).toBe(1);
    await database.close();
  });
});
