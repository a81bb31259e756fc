// `npm start`: builds what is missing or older than its sources, then becomes the server. One process, so that signals
// reach it.
import { ensureBuilt } from "./build.js";

try {
  ensureBuilt();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const { main } = await import("../dist/main.js");
await main();
