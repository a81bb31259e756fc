// The crash drill: the same thousand deliveries once in peace and once under `kill -9`, and every pull request has to end the
// same. Usage: npm run drill [-- --kills 20 --seed 1 --replicas 2]   (replicas need TEST_DATABASE_URL)
import { parseArgs } from "node:util";
import { compareEnds, type Ends } from "./ends.js";
import { runPlay } from "./play.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    replicas: { type: "string", default: "1" },
    pulls: { type: "string", default: "40" },
  },
});

const replicas = Number(values.replicas);
const seed = Number(values.seed);
const pulls = Number(values.pulls);
const databaseUrl = process.env.TEST_DATABASE_URL ?? null;
if (replicas > 1 && databaseUrl === null) {
  console.error(
    "replicas share a PostgreSQL: set TEST_DATABASE_URL, for example postgresql://postgres@127.0.0.1:5432/postgres",
  );
  process.exit(2);
}

const given = { seed, pulls, replicas, serverUrl: replicas > 1 ? databaseUrl : null };
const peace = await runPlay({ ...given, kills: 0 });
report("in peace", peace);
const war = await runPlay({ ...given, kills: Number(values.kills) });
report(`with ${values.kills} kills`, war);

const differences = compareEnds(peace, war);
for (const difference of differences) {
  console.log(`  ✗ ${difference}`);
}
console.log(
  differences.length === 0 ? "✓ every pull request ended the same; nothing lost, nothing doubled" : "✗ they differ",
);
process.exit(differences.length === 0 ? 0 : 1);

function report(name: string, ends: Ends): void {
  const { deliveries, failed, redelivered, kills, seconds } = ends;
  console.log(
    `${name}: ${deliveries} deliveries, ${failed} not taken at first, ${redelivered} sent again, ${kills} kills, ${seconds.toFixed(0)} s`,
  );
}
