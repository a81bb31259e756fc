// Makes the files of a new embedded database, this version's tables included, and ends: a process of its own, because making them takes
// most of a gigabyte that a process does not give back. Forked by client.ts with the directory and the settings.
import { PGlite } from "@electric-sql/pglite";
import { openDatabase } from "./client.js";
import { migrateDatabase } from "./migrate.js";

// Whoever asked for it is gone: nobody will move the folder to its place.
const giveUp = () => process.exit(1);
process.once("disconnect", giveUp);

const [directory, ...postgresqlconf] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error("expected a directory");
}
const pglite = await PGlite.create(directory, { postgresqlconf });
const database = await openDatabase({ dataDir: directory, pglite });
await migrateDatabase(database);
await database.close();
process.off("disconnect", giveUp);
process.disconnect?.();
