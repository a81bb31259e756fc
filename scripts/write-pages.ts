// Writes what docs/ says of rules, requirements and commands from these themselves. Usage: npx tsx scripts/write-pages.ts
import { readFile, writeFile } from "node:fs/promises";
import { RULES } from "../src/core/classify/rules/index.js";
import { REQUIREMENTS } from "../src/core/gate/requirements/index.js";
import { COMMANDS } from "../src/core/judge/commands/index.js";
import { commandsPage } from "./commands-page.js";
import { withRequirements } from "./requirements-table.js";
import { rulesPage } from "./rules-page.js";

const docs = new URL("../docs/", import.meta.url);
const forAgents = new URL("for-agents.md", docs);

await writeFile(new URL("rules.md", docs), rulesPage(RULES));
await writeFile(new URL("commands.md", docs), commandsPage(COMMANDS));
await writeFile(forAgents, withRequirements(await readFile(forAgents, "utf8"), REQUIREMENTS));
