// Makes the files of a new embedded database and ends: a process of its own, because making them takes most of a gigabyte
// that a process does not give back. Started by client.ts with the directory and the settings.
import { PGlite } from "@electric-sql/pglite";

const [directory, ...postgresqlconf] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error("expected a directory");
}
const pglite = await PGlite.create(directory, { postgresqlconf });
await pglite.close();
