// Writes docs/rules.md. Usage: npx tsx scripts/write-rules.ts
import { writeFile } from "node:fs/promises";
import { RULES } from "../src/core/classify/rules/index.js";
import { rulesPage } from "./rules-page.js";

await writeFile(new URL("../docs/rules.md", import.meta.url), rulesPage(RULES));
