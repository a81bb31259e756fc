// Opens the database: PostgreSQL where a URL says so, else the embedded one (PGlite) in the data directory. Same schema, same
// statements. Only this folder knows Prisma.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { AppError } from "../errors.js";
import type { Clock } from "../ports.js";
import { ensureEmbeddedFiles } from "./embedded-files.js";
import { openRemotePglite } from "./embedded-remote.js";
import { Prisma, PrismaClient } from "./generated/client.js";
import { lockDataDir } from "./lock-data-dir.js";
import { oneAtATime } from "./one-at-a-time.js";
import { storing } from "./storing-adapter.js";
import { runTransaction, type Transaction } from "./transaction.js";
import { createWorkSignal, type WorkSignal } from "./work-signal.js";

export interface DatabaseOptions {
  /** Absent or null: embedded. */
  readonly databaseUrl?: string | null;
  readonly dataDir: string;
  /** The embedded database computes in a thread of its own, so that it never keeps the server from its sockets. */
  readonly ownThread?: boolean;
  /** Refuses every write, for the command line. */
  readonly readOnly?: boolean;
  /** Replaces the database's own clock in tests. */
  readonly clock?: Clock;
  /** An opened embedded database instead of the one in `dataDir`, for tests; closed with it. */
  readonly pglite?: PGlite;
  /** Connections to PostgreSQL, besides two for webhooks and one to listen; default 10. */
  readonly maxConnections?: number;
}

export interface Database {
  readonly kind: "embedded" | "postgresql";
  readonly prisma: PrismaClient;
  /** For what GitHub waits for: does not queue behind evaluations. */
  readonly urgent: PrismaClient;
  readonly signal: WorkSignal;
  /** The moment of a statement. The database's clock: replicas need not agree on theirs. */
  now(): Prisma.Sql;
  /** All or nothing; run again when PostgreSQL gave up one of two transactions that waited for each other. */
  transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A connection of its own for the migrations, on which whole scripts run. */
  openForMigration(): Promise<MigrationConnection>;
  close(): Promise<void>;
}

export interface MigrationConnection {
  /** Runs a script of one or more statements to its end. The rows of the last one. */
  run<Row extends object>(script: string): Promise<readonly Row[]>;
  release(): Promise<void>;
}

/**
 * For the embedded database, instead of PostgreSQL's own settings for a machine of its own. Its buffers lie in this process's
 * memory (with 128 MB, the default, an idle process takes 320 MB, with 16 MB 160 MB); what it must replay after a kill is
 * bounded by the size of its log.
 */
export const EMBEDDED_SETTINGS = ["shared_buffers = 16MB", "max_wal_size = 256MB", "timezone = 'UTC'"];
/** Every session speaks UTC: the drivers read `timestamptz` as if its offset were zero. */
const SESSION_OPTIONS = "-c timezone=UTC";
/** Webhooks are written one batch after the other; the second bridges a connection that broke. */
const URGENT_CONNECTIONS = 2;
const READ_ONLY_OPTION = "-c default_transaction_read_only=on";

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl ? openPostgresql(options.databaseUrl, options) : openEmbedded(options);
}

/** Where the embedded database lies. */
export function embeddedPath(dataDir: string): string {
  return join(dataDir, "database");
}

async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  const unlock = options.pglite === undefined ? await lockDataDir(options.dataDir) : async () => undefined;
  const pglite = options.pglite ?? (await createPglite(options, unlock));
  await pglite.exec(`SET timezone = 'UTC'; SET default_transaction_read_only = ${options.readOnly ? "on" : "off"}`);
  const factory = new PrismaPGlite(pglite);
  const urgent = new PrismaClient({ adapter: storing(factory) });
  const prisma = new PrismaClient({ adapter: storing(new PrismaPGlite(oneAtATime(pglite))) });
  return {
    ...common(prisma, options),
    urgent,
    kind: "embedded",
    signal: createWorkSignal(null),
    openForMigration: async () => ({
      run: async <Row>(script: string) => ((await pglite.exec(script)).at(-1)?.rows ?? []) as Row[],
      release: async () => {
        await pglite.exec("SELECT pg_advisory_unlock_all()");
      },
    }),
    close: async () => {
      await prisma.$disconnect();
      await urgent.$disconnect();
      await pglite.close();
      await unlock();
    },
  };
}

async function createPglite({ dataDir, ownThread }: DatabaseOptions, unlock: () => Promise<void>): Promise<PGlite> {
  const directory = embeddedPath(dataDir);
  try {
    await ensureEmbeddedFiles(directory, ownThread ? makeInProcessOfItsOwn : makeHere);
    if (!ownThread) return await PGlite.create(directory, { postgresqlconf: EMBEDDED_SETTINGS });
    return (await openRemotePglite({ directory, settings: EMBEDDED_SETTINGS })) as PGlite;
  } catch (error) {
    await unlock();
    throw doesNotOpen(directory, error);
  }
}

async function makeHere(path: string): Promise<void> {
  const pglite = await PGlite.create(path, { postgresqlconf: EMBEDDED_SETTINGS });
  await pglite.close();
}

async function makeInProcessOfItsOwn(path: string): Promise<void> {
  const script = fileURLToPath(new URL("./create-embedded.js", import.meta.url));
  const builder = fork(script, [path, ...EMBEDDED_SETTINGS], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaint = "";
  builder.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("utf8")).slice(-MAX_COMPLAINT_CHARS);
  });
  const [code, signal] = await once(builder, "close");
  if (code !== 0) throw new Error(`making its files ended with ${signal ?? code}: ${complaint.trim()}`);
}

const MAX_COMPLAINT_CHARS = 500;

function doesNotOpen(directory: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    "DATABASE_UNAVAILABLE",
    `the embedded database in \`${directory}\` does not open (${reason}); is the disk full, or may this user not write there? ` +
      "If not, bring back the last copy of DATA_DIR. A server that has no reviews yet may begin anew: " +
      `\`mv ${directory} ${directory}.broken\`, and start again`,
    { cause },
  );
}

function openPostgresql(url: string, options: DatabaseOptions): Database {
  const session = options.readOnly ? `${SESSION_OPTIONS} ${READ_ONLY_OPTION}` : SESSION_OPTIONS;
  const connection: pg.ClientConfig = { connectionString: url, options: session, application_name: "countersign" };
  const pool = openPool(connection, options.maxConnections ?? 10);
  const urgentPool = openPool(connection, URGENT_CONNECTIONS);
  const prisma = new PrismaClient({ adapter: storing(new PrismaPg(pool)) });
  const urgent = new PrismaClient({ adapter: storing(new PrismaPg(urgentPool)) });
  return {
    ...common(prisma, options),
    urgent,
    kind: "postgresql",
    signal: createWorkSignal(connection),
    openForMigration: async () => openMigrationPool(connection),
    close: async () => {
      await prisma.$disconnect();
      await urgent.$disconnect();
      await pool.end();
      await urgentPool.end();
    },
  };
}

function openPool(connection: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** One connection for everything, so that BEGIN and COMMIT enclose what is done in between. */
function openMigrationPool(connection: pg.ClientConfig): MigrationConnection {
  const single = new pg.Pool({ ...connection, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000 });
  single.on("error", () => undefined);
  return {
    run: async (script) => {
      const results: pg.QueryResult | pg.QueryResult[] = await single.query(script);
      return (Array.isArray(results) ? results.at(-1) : results)?.rows ?? [];
    },
    release: () => single.end(),
  };
}

function common(prisma: PrismaClient, { clock }: DatabaseOptions) {
  return {
    prisma,
    now: () => (clock === undefined ? Prisma.sql`clock_timestamp()` : Prisma.sql`${clock.now()}::timestamptz`),
    transaction: <T>(run: (tx: Transaction) => Promise<T>) => runTransaction(prisma, run),
  };
}
