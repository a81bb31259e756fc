// A PostgreSQL database that lives as long as a measurement or a drill.
import { randomUUID } from "node:crypto";
import pg from "pg";

export interface ScratchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** On the server that `serverUrl` names, with a right to create databases. */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const name = `countersign_scratch_${randomUUID().replaceAll("-", "")}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
