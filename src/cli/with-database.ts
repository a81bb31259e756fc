// Opens the configured database for a command, as the server finds it, and never makes one.
import { existsSync } from "node:fs";
import type { DatabaseSettings } from "../config.js";
import { type Database, embeddedPath, openDatabase } from "../db/client.js";
import { findPending } from "../db/migrate.js";
import { AppError } from "../errors.js";
import { type CommandIo, UsageError } from "./classify/io.js";

/** Wrong usage, and whatever else keeps a command from an answer. */
const EXIT_USAGE = 2;

export interface DatabaseWish {
  readonly settings: DatabaseSettings;
  /** Refuses every write. */
  readonly readOnly: boolean;
  /** What is being run, such as `audit verify`: for the example. */
  readonly command: string;
}

/** Runs a command and answers its exit code; what keeps it from an answer is told and answered with 2. */
export async function answering(io: Pick<CommandIo, "writeError">, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    io.writeError(`${explain(error)}\n`);
    return EXIT_USAGE;
  }
}

/** @throws UsageError, AppError for what the caller has to mend. */
export async function withDatabase<T>(
  { settings, readOnly, command }: DatabaseWish,
  run: (database: Database) => Promise<T>,
): Promise<T> {
  if (settings.databaseUrl === null && !existsSync(embeddedPath(settings.dataDir))) {
    throw new UsageError(
      `there is no database in \`${settings.dataDir}\`; set DATA_DIR to the server's data directory, or DATABASE_URL ` +
        `to its PostgreSQL, e.g. DATA_DIR=/var/lib/countersign countersign ${command}`,
    );
  }
  const { databaseUrl, dataDir } = settings;
  const database = await openDatabase({ databaseUrl, dataDir, readOnly });
  try {
    if ((await findPending(database)).length > 0) {
      throw new UsageError("the database is older than this version; start the server once, it brings it up to date");
    }
    return await run(database);
  } finally {
    await database.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof AppError) return error.message;
  return `the database could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
