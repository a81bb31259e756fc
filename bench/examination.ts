// The parsing half: how much text of changed files is examined in a second, and what hostile files cost.
import { createInlineExaminer } from "../src/examine/inline-examiner.js";
import { commented } from "./files.js";
import { hostileFiles } from "./hostile-files.js";
import type { Row } from "./table.js";

const MEGABYTE = 1024 * 1024;
/** What the examiner's thread may take for one file before it is ended. */
const FILE_LIMIT_SECONDS = 10;

export async function examination(): Promise<Row[]> {
  const examiner = createInlineExaminer();
  const files = Array.from({ length: 60 }, (_, index) => commented(`src/part${index}/module.ts`, ordinary(50)));
  const bytes = files.reduce((sum, { before }) => sum + (before.status === "read" ? before.text.length : 0), 0);
  const speed = async () => (2 * bytes) / MEGABYTE / (await secondsOf(() => examiner.examine(files)));
  const whole = { unit: "MB/s", promise: null, better: "higher" } as const;
  const rows: Row[] = [
    { what: "examination of ordinary source, both whole texts, just started", value: await speed(), ...whole },
    { what: "examination of ordinary source, both whole texts, warm", value: await speed(), ...whole },
  ];
  for (const [what, file] of hostileFiles()) {
    const value = await secondsOf(() => examiner.examine([file]));
    rows.push({ what: `examination of ${what}`, value, unit: "s", promise: FILE_LIMIT_SECONDS, better: "lower" });
  }
  await examiner.close();
  return rows;
}

/** Plain application code. */
function ordinary(functions: number): string {
  return Array.from({ length: functions }, (_, n) => FUNCTION.replaceAll("NUMBER", String(n))).join("\n");
}

const FUNCTION = `/** The orders of a customer, newest first. */
export async function loadOrdersNUMBER(customer: Customer, options: LoadOptions = {}): Promise<readonly Order[]> {
  const orders = await repository.findOrders({ customerId: customer.id, limit: options.limit ?? NUMBER });
  // Cancelled ones stay in the list: people ask for them.
  if (orders.length === 0) throw new MissingOrders(\`no orders of \${customer.name}\`);
  return orders.map((order) => describeOrder(order, options.currency)).sort(byNewestFirst);
}
`;

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
}
