// Writes what docs/ says of rules and requirements from these themselves. Usage: npx tsx scripts/write-pages.ts
import { readFile, writeFile } from "node:fs/promises";
import { RULES } from "../src/core/classify/rules/index.js";
import { REQUIREMENTS } from "../src/core/gate/requirements/index.js";
import { withRequirements } from "./requirements-table.js";
import { rulesPage } from "./rules-page.js";

const docs = new URL("../docs/", import.meta.url);
const forAgents = new URL("for-agents.md", docs);

await writeFile(new URL("rules.md", docs), rulesPage(RULES));
await writeFile(forAgents, withRequirements(await readFile(forAgents, "utf8"), REQUIREMENTS));
