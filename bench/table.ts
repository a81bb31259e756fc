// One row of the benchmark: what, how much, and the promise beside it as a ratio (above 1: better than promised).
import Table from "cli-table3";

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What DESIGN §9 promises in the same unit; null where it promises nothing. */
  readonly promise: number | null;
  readonly better: "lower" | "higher";
}

export function printTable(rows: readonly Row[]): void {
  const table = new Table({
    head: ["measure", "value", "unit", "promised", "ratio"],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    table.push([row.what, round(row.value), row.unit, row.promise ?? "", ratio(row)]);
  }
  console.log(table.toString());
}

function ratio({ value, promise, better }: Row): string {
  if (promise === null) {
    return "";
  }
  if (value === 0) {
    return better === "lower" ? "∞" : "0";
  }
  return `${round(better === "lower" ? promise / value : value / promise)}×`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
