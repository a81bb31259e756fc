// A server process in miniature: receives deliveries into the embedded database of its first argument, says which ones it
// has answered, and claims one piece of work. It waits to be killed.
import { openDatabase } from "../../../src/db/client.js";
import { createDeliveryStore } from "../../../src/db/deliveries.js";
import { migrateDatabase } from "../../../src/db/migrate.js";
import { createWorkStore } from "../../../src/db/work.js";
import { aDelivery, aPullItem } from "../../support/build/work.js";

const database = await openDatabase({ dataDir: process.argv[2] ?? "" });
await migrateDatabase(database);
const store = createDeliveryStore(database);
await store.receive(aDelivery({ id: "first" }));
await createWorkStore(database).claim({ token: "killed", ms: 30_000, except: [], last: [] });
for (let number = 1; ; number += 1) {
  await store.receive(aDelivery({ id: `delivery-${number}`, work: [aPullItem({ number: 100 + number })] }));
  process.stdout.write(`${number}\n`);
}
