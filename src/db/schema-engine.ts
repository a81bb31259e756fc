// Prisma's schema engine as WebAssembly: migrations without the native engine, which Prisma would download at first use.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Runs a script of many statements and waits for its end. */
export type ScriptRunner = (script: string) => Promise<void>;

export interface SchemaConnection {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  readonly runScript: ScriptRunner;
}

/** The engine on a connection. What a script threw is rethrown as it was, not as the engine's report of it. */
export async function withSchemaEngine<T>(
  connection: SchemaConnection,
  run: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loadEngine();
  let scriptError: unknown = null;
  const runScript: ScriptRunner = async (script) => {
    try {
      await connection.runScript(script);
    } catch (error) {
      scriptError ??= error;
      throw error;
    }
  };
  const factory = bindMigrationAwareSqlAdapterFactory(awaitScripts(connection.factory, runScript));
  const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  try {
    return await run(engine);
  } catch (error) {
    throw scriptError ?? error;
  } finally {
    engine.free();
  }
}

/**
 * The drivers cannot run our scripts: one cuts them at every semicolon, also inside a function's body; the other does not
 * wait for the end and so takes a failed migration for a good one.
 */
function awaitScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  runScript: ScriptRunner,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => Object.assign(await factory.connect(), { executeScript: runScript }),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

/** Node has it as a global; the types of this project's TypeScript library leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

let loaded = false;

function loadEngine(): void {
  if (loaded) return;
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = new WebAssembly.Module(readFileSync(path.replace(/\.js$/, ".wasm")));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": withoutLinger() });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  loaded = true;
}

/** The engine leaves a timer of ten seconds behind that would keep a finished process alive. */
function withoutLinger(): object {
  const functions = Object.entries(glue).map(([name, value]) =>
    name.startsWith("__wbg_setTimeout")
      ? [name, (run: () => void, ms: number) => setTimeout(run, ms).unref()]
      : [name, value],
  );
  return Object.fromEntries(functions);
}
