// Measures what DESIGN promises and prints one table. Usage: npm run bench [-- deliveries|latency|calls|statements|life|classify|examine|memory …] [--list]
import { apiCalls } from "./api-calls.js";
import { classification } from "./classification.js";
import { deliveries } from "./deliveries.js";
import { examination } from "./examination.js";
import { latency } from "./latency.js";
import { life } from "./life.js";
import { memory } from "./memory.js";
import { statements } from "./statements.js";
import { printTable, type Row } from "./table.js";

interface Options {
  /** Names what was counted. */
  readonly list: boolean;
}

const MEASURES: Readonly<Record<string, (options: Options) => Promise<Row[]>>> = {
  deliveries,
  latency,
  calls: apiCalls,
  statements,
  life,
  classify: classification,
  examine: examination,
  memory,
};

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const options = { list: given.includes("--list") };
  const asked = given.filter((name) => name !== "--list");
  const unknown = asked.filter((name) => !(name in MEASURES));
  if (unknown.length > 0) {
    console.error(`unknown measure \`${unknown.join("`, `")}\`; there are ${Object.keys(MEASURES).join(", ")}`);
    process.exit(2);
  }
  const names = asked.length > 0 ? asked : Object.keys(MEASURES);
  const rows: Row[] = [];
  for (const name of names) {
    process.stderr.write(`measuring ${name} …\n`);
    rows.push(...((await MEASURES[name]?.(options)) ?? []));
  }
  printTable(rows);
}

await main();
process.exit(0);
