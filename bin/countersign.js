#!/usr/bin/env node
// The command line. Builds once after a fresh install, then starts at once.
import { ensureBuilt } from "./build.js";

try {
  ensureBuilt();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
const { main } = await import("../dist/cli/main.js");
await main();
