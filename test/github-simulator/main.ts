// Runs the simulator as its own process: npx tsx test/github-simulator/main.ts --port 4000 --webhook-url URL
// Prints one line of JSON with what the App needs, and stays until it is stopped.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startGithubSimulator } from "./index.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "webhook-url": { type: "string" },
    "webhook-secret": { type: "string" },
  },
});
const simulator = await startGithubSimulator({
  port: Number(values.port),
  control: true,
  app: {
    ...(values["webhook-url"] ? { webhookUrl: values["webhook-url"] } : {}),
    ...(values["webhook-secret"] ? { webhookSecret: values["webhook-secret"] } : {}),
  },
});
const privateKeyPath = join(mkdtempSync(join(tmpdir(), "github-simulator-key-")), "private-key.pem");
writeFileSync(privateKeyPath, simulator.app.privateKey, { mode: 0o600 });
const { id: appId, clientId, clientSecret, webhookSecret } = simulator.app;
console.log(
  JSON.stringify({
    url: simulator.url,
    host: simulator.host,
    appId,
    clientId,
    clientSecret,
    webhookSecret,
    privateKeyPath,
  }),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => simulator.close().then(() => process.exit(0)));
}
