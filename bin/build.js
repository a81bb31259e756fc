// Builds dist/ when it is missing or older than its sources: the Prisma client, TypeScript, then the scripts of the pages.
// Offline. Safe when several processes start at once: one builds into a folder of its own and puts it in place, the others wait.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, "dist");
/** Written last: without it dist/ is not whole. */
const STAMP = join(DIST, ".built");
const GENERATED = join(ROOT, "src/db/generated");
/** For a server that runs from src/; made by the tests. */
const BUNDLES = join(ROOT, "src/browser/generated");
const LOCK = join(ROOT, "node_modules/.countersign-build");
const SCHEMA = "prisma/schema.prisma";
const SOURCES = ["src", "bin/bundle.js", SCHEMA, "tsconfig.json", "tsconfig.build.json", "package.json"];

export function ensureBuilt() {
  if (isFresh()) return;
  withLock(() => {
    if (!isFresh()) build();
  });
}

/** An image holds dist/ without its sources; it is as fresh as it gets. */
function isFresh() {
  if (!existsSync(STAMP)) return false;
  const built = statSync(STAMP).mtimeMs;
  return SOURCES.every((source) => newestMs(join(ROOT, source)) <= built);
}

function newestMs(path) {
  if (!existsSync(path) || path === GENERATED || path === BUNDLES) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function build() {
  process.stderr.write("Building Countersign (once after an install or a change) …\n");
  // Whatever changes while this runs is newer than the stamp and is built the next time.
  const startedAt = new Date();
  const fresh = `${DIST}.${process.pid}`;
  const old = `${DIST}.old.${process.pid}`;
  try {
    if (newestMs(join(ROOT, SCHEMA)) > generatedMs()) run("prisma-cli", "build/index.js", ["generate"]);
    run("typescript", "bin/tsc", ["-p", "tsconfig.build.json", "--outDir", fresh]);
    runScript("The bundler", [join(ROOT, "bin/bundle.js"), join(fresh, "browser/generated")]);
    writeFileSync(join(fresh, ".built"), "");
    utimesSync(join(fresh, ".built"), startedAt, startedAt);
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(fresh, DIST);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function generatedMs() {
  const client = join(GENERATED, "client.ts");
  return existsSync(client) ? statSync(client).mtimeMs : -1;
}

/** A development dependency's own program, without a shell in between. Its output is shown only when it fails. */
function run(name, program, args) {
  const path = join(ROOT, "node_modules", name, program);
  if (!existsSync(path)) fail(`${name} is not installed, and dist/ is missing or old. Run: npm ci`);
  runScript(name, [path, ...args]);
}

function runScript(name, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) fail(`${name} failed:\n${stdout}${stderr}`);
}

function fail(message) {
  throw new Error(`Countersign could not be built: ${message}`);
}

/** Another builder may take this long before it is taken for dead. */
const LOCK_EXPIRES_MS = 180_000;

function withLock(run) {
  while (!tryLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    run();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function tryLock() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isDead()) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

/** True when the builder who holds the lock is gone. */
function isDead() {
  try {
    const age = Date.now() - statSync(LOCK).mtimeMs;
    const pid = existsSync(join(LOCK, "pid")) ? Number(readFileSync(join(LOCK, "pid"), "utf8")) : 0;
    return age > LOCK_EXPIRES_MS || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// `npm run build`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureBuilt();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
