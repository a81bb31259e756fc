// The scripts of the pages, as bin/bundle.js made them. Served under a path that holds their hash, so that browsers may keep
// them for ever and never run another version than the page was made for.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { AppError } from "../errors.js";

export interface Scripts {
  /** The path of a script, to be put into a page. @throws AppError INTERNAL when it was not bundled. */
  pathOf(name: ScriptName): Promise<string>;
  readonly routes: Hono;
}

/** Each a file of src/browser/pages/. */
export const SCRIPT_NAMES = ["review", "seal"] as const;
export type ScriptName = (typeof SCRIPT_NAMES)[number];

interface Script {
  readonly path: string;
  readonly text: string;
}

/** In dist/ the build puts it there; beside the sources the tests do. */
const FOLDER = new URL("../browser/generated/", import.meta.url);

export function createScripts(folder: URL = FOLDER): Scripts {
  const known = new Map<ScriptName, Script>();
  const load = async (name: ScriptName): Promise<Script> => {
    const script = known.get(name) ?? (await loadScript(name, folder));
    known.set(name, script);
    return script;
  };
  const routes = new Hono();
  for (const name of SCRIPT_NAMES) {
    routes.get(`/scripts/:file{${name}-[0-9a-f]{16}\\.js}`, async (context) => {
      const { path, text } = await load(name);
      // Another replica's version: this page would run what it was not made for.
      if (context.req.path !== path) return context.notFound();
      return context.body(text, 200, {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      });
    });
  }
  return { pathOf: async (name) => (await load(name)).path, routes };
}

async function loadScript(name: ScriptName, folder: URL): Promise<Script> {
  const text = await readFile(new URL(`${name}.js`, folder), "utf8").catch((cause: unknown) => {
    throw new AppError("INTERNAL", `the script ${name}.js was not bundled; run npm run bundle`, { cause });
  });
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return { path: `/scripts/${name}-${hash}.js`, text };
}
