// docs/operations.md names every host that registries are asked at, every variable that replaces one, and everything that is stored.
import { readFileSync } from "node:fs";
import { ENDPOINT_VARIABLES } from "../../src/config/packages.js";
import { PUBLIC_ENDPOINTS } from "../../src/packages/settings.js";

const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");

describe("docs/operations.md", () => {
  it("names every host outside that is asked", () => {
    const hosts = Object.values(PUBLIC_ENDPOINTS).map((address) => new URL(address).host);

    expect(hosts.filter((host) => !page.includes(`\`${host}\``))).toEqual([]);
  });

  it("names every variable that replaces an address", () => {
    expect(Object.values(ENDPOINT_VARIABLES).filter((variable) => !page.includes(`\`${variable}\``))).toEqual([]);
  });
});

describe("what docs/operations.md says is kept", () => {
  const schema = readFileSync(new URL("../../prisma/schema.prisma", import.meta.url), "utf8");
  const kept = page.slice(page.indexOf("## What is kept"), page.indexOf("## One process or several"));
  const rows = kept.split("\n").filter((line) => line.startsWith("| `"));
  const cellsOf = (row: string) =>
    row
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1);
  const models = schema.split(/^model /m).slice(1);
  const tables = models.map((model) => ({ model, table: /@@map\("(\w+)"\)/.exec(model)?.[1] ?? "" }));
  const rowOf = (table: string) => rows.find((row) => cellsOf(row)[0]?.includes(`\`${table}\``)) ?? "";

  it("names every table, and no other", () => {
    const named = rows.flatMap((row) => [...(cellsOf(row)[0] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name));

    expect(tables.length).toBeGreaterThan(20);
    expect(named.sort()).toEqual(tables.map(({ table }) => table).sort());
  });

  /** Where texts of people end up: everything that is JSON, encrypted, or a reason. */
  it("names every column that may hold a text of somebody", () => {
    const columns = tables.flatMap(({ model, table }) => {
      const found = model.matchAll(/^ {2}(\w+) +(?:Json\b|String\??).*?$/gm);
      return [...found]
        .filter(([line, name = ""]) => / Json\b/.test(line) || /^(box|answer|identity|reason|event)$/.test(name))
        .map(([line, name = ""]) => ({ table, column: /@map\("(\w+)"\)/.exec(line)?.[1] ?? name }));
    });

    expect(columns.length).toBeGreaterThan(15);
    expect(columns.filter(({ table, column }) => !rowOf(table).includes(`\`${column}\``))).toEqual([]);
  });

  it("says of each how long it is kept, and names the days that maintenance keeps", () => {
    const maintenance = readFileSync(new URL("../../src/db/maintenance.ts", import.meta.url), "utf8");
    const ends = rows.map((row) => cellsOf(row).at(-1) ?? "");
    const days = [...maintenance.matchAll(/KEPT_DAYS = (\d+)/g)].map(([, count]) => `${count} days`);

    expect(ends.filter((end) => !/^(for ever|until|\d+ days)/.test(end))).toEqual([]);
    expect(new Set(ends.flatMap((end) => /^\d+ days/.exec(end) ?? []))).toEqual(new Set(days));
  });
});
