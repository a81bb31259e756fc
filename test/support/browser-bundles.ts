// The scripts of the pages for a server that runs from src/: made as the build makes them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Takes less than a second; of several test files at once each may do it. */
export function makeBundles(): void {
  const { status, stderr } = spawnSync(process.execPath, ["bin/bundle.js"], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the scripts could not be bundled:\n${stderr}`);
}

export function readBundle(name: string): string {
  return readFileSync(join(ROOT, "src/browser/generated", `${name}.js`), "utf8");
}
