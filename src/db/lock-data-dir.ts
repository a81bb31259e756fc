// One process per embedded database: two would destroy it. The lock is a listening socket, because the kernel frees it with
// its process: a killed server never leaves a lock behind, whatever its process id was and in whichever container it ran.
import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmdirSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../errors.js";

/** Shortest limit of a socket's path: 104 bytes on macOS, with its closing NUL. */
const MAX_SOCKET_PATH_BYTES = 103;
/** Taking over a dead lock takes microseconds; a guard as old as this is itself left by a crash. */
const GUARD_EXPIRES_MS = 10_000;
/** How long a live owner may take to say its process id. Chosen, not measured. */
const ANSWER_MS = 2_000;

/**
 * @returns the function that gives the lock back.
 * @throws AppError CONFIG_INVALID when another process holds it.
 */
export async function lockDataDir(directory: string): Promise<() => Promise<void>> {
  // What people wrote lies in here, and perhaps the key to what they sealed.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = socketPath(realpathSync(directory));
  const server = (await listen(path)) ?? (await takeOver(path, directory));
  // The lock alone must not keep a process alive that has nothing else to do.
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function socketPath(directory: string): string {
  const hash = createHash("sha256").update(directory).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\countersign-${hash}`;
  const beside = join(directory, "lock.sock");
  return Buffer.byteLength(beside) <= MAX_SOCKET_PATH_BYTES ? beside : join(tmpdir(), `countersign-${hash}.sock`);
}

/** Null: the path is taken, by the living or the dead. */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(path, () => resolve(server));
  });
}

async function takeOver(path: string, directory: string): Promise<Server> {
  const owner = await askOwner(path);
  if (owner !== null) throw inUse(directory, owner);
  // Of two processes that both found the lock dead, one would remove the other's new one: only one may try at a time.
  const guard = `${path}.takeover`;
  if (!enterGuard(guard)) throw inUse(directory, "starting");
  try {
    if ((await askOwner(path)) === null) rmSync(path, { force: true });
    const server = await listen(path);
    if (server === null) throw inUse(directory, "starting");
    return server;
  } finally {
    rmdirSync(guard);
  }
}

/** The process id of the living owner; null when nobody listens. */
function askOwner(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(path);
    socket.setTimeout(ANSWER_MS, () => {
      socket.destroy();
      resolve("not answering");
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString("utf8").slice(0, 20);
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", () => resolve(null));
  });
}

function enterGuard(guard: string): boolean {
  try {
    if (Date.now() - statSync(guard).mtimeMs > GUARD_EXPIRES_MS) rmdirSync(guard);
  } catch {
    // No guard: the usual case.
  }
  try {
    mkdirSync(guard);
    return true;
  } catch {
    return false;
  }
}

function inUse(directory: string, owner: string): AppError {
  return new AppError(
    "CONFIG_INVALID",
    `the embedded database in \`${directory}\` is in use by another process (${owner}); stop that process, or give ` +
      "this one its own DATA_DIR, or set DATABASE_URL to a PostgreSQL that both may share",
  );
}
