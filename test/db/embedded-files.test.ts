// The first start of an embedded database, killed at each of its steps.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEmbeddedFiles } from "../../src/db/embedded-files.js";

const NAME = "database";
const KILLED = new Error("killed");

/** As PostgreSQL makes a cluster: the file that says the version first, the database `postgres` last. */
const STEPS = ["PG_VERSION", "global/pg_control", "base/1/PG_VERSION", "base/5/PG_VERSION"];

let dataDir: string;
let place: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "countersign-first-start-"));
  place = join(dataDir, NAME);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function write(path: string, steps: number, text = "18\n"): void {
  for (const step of STEPS.slice(0, steps)) {
    mkdirSync(join(path, step, ".."), { recursive: true });
    writeFileSync(join(path, step), text);
  }
}

const whole = async (path: string) => write(path, STEPS.length);
const names = () => readdirSync(dataDir).sort();

it("makes the files beside their place and moves them there whole", async () => {
  let wasThere: boolean | null = null;
  await ensureEmbeddedFiles(place, async (path) => {
    await whole(path);
    wasThere = existsSync(place);
  });

  expect(wasThere).toBe(false);
  expect(names()).toEqual([NAME]);
  expect(readFileSync(join(place, "base/5/PG_VERSION"), "utf8")).toBe("18\n");
});

it.each([0, 1, 2, 3])("begins anew after a kill at step %i, and leaves nothing of it", async (step) => {
  const killed = ensureEmbeddedFiles(place, async (path) => {
    write(path, step);
    throw KILLED;
  });
  await expect(killed).rejects.toBe(KILLED);
  expect(existsSync(place)).toBe(false);

  await ensureEmbeddedFiles(place, whole);

  expect(names()).toEqual([NAME]);
});

it.each([0, 1, 2, 3])("moves away what an earlier version left unfinished in its place at step %i", async (step) => {
  mkdirSync(place);
  write(place, step, "unfinished\n");

  await ensureEmbeddedFiles(place, whole);

  expect(readFileSync(join(place, "PG_VERSION"), "utf8")).toBe("18\n");
  const [aside] = names().filter((name) => name !== NAME);
  expect(aside).toMatch(/^database\.unfinished-/);
  expect(
    readdirSync(join(dataDir, aside ?? ""), { recursive: true }).filter((name) => STEPS.includes(`${name}`)),
  ).toHaveLength(step);
});

it("touches nothing of a whole one, and makes nothing", async () => {
  write(place, STEPS.length, "kept\n");

  await ensureEmbeddedFiles(place, () => Promise.reject(KILLED));

  expect(names()).toEqual([NAME]);
  expect(readFileSync(join(place, "PG_VERSION"), "utf8")).toBe("kept\n");
});

it("leaves alone what is none of its own", async () => {
  mkdirSync(join(dataDir, "database.backup"));
  writeFileSync(join(dataDir, "lock.sock"), "");

  await ensureEmbeddedFiles(place, whole);

  expect(names()).toEqual([NAME, "database.backup", "lock.sock"]);
});
