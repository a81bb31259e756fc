import { createDeliveryStore } from "../../src/db/deliveries.js";
import { pruneDeliveries } from "../../src/db/maintenance.js";
import { aDelivery } from "../support/build/work.js";
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
});
