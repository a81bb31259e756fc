// Loaded into a server that is measured, before its own code: adds a line to COUNTED_STATEMENTS for each statement that is sent to
// PostgreSQL, with what it begins with.
import { appendFileSync } from "node:fs";
import pg from "pg";

const { COUNTED_STATEMENTS } = process.env;
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (config, ...rest) {
  const text = typeof config === "string" ? config : config?.text;
  if (COUNTED_STATEMENTS && typeof text === "string") {
    appendFileSync(COUNTED_STATEMENTS, `${text.trim().replace(/\s+/g, " ").slice(0, 100)}\n`);
  }
  return query.call(this, config, ...rest);
};
