// docs/commands.md is what the commands do today.
import { readFile } from "node:fs/promises";
import { commandsPage } from "../../scripts/commands-page.js";
import { COMMANDS } from "../../src/core/judge/commands/index.js";
import { WAIT_SECONDS } from "../../src/core/judge/judge-turn.js";

const page = await readFile(new URL("../../docs/commands.md", import.meta.url), "utf8");

describe("the page of the commands", () => {
  it("is current", () => {
    const expected = "docs/commands.md as the commands are today; renew it: npx tsx scripts/write-pages.ts";

    expect(page === commandsPage(COMMANDS) ? expected : "another docs/commands.md").toBe(expected);
  });

  it.each(COMMANDS.map((kind) => [kind.verb, kind] as const))("explains %s once, with an example", (verb, kind) => {
    const entry = page.split("\n## ").filter((part) => part.startsWith(`${verb}\n`));

    expect(entry).toHaveLength(1);
    expect(entry[0]).toContain(`\`${kind.usage}\``);
    expect(entry[0]?.includes(`Example: \`/countersign ${verb} `)).toBe(kind.arguments !== undefined);
  });

  it("says how long a command waits", () => {
    expect(page).toContain(`After ${WAIT_SECONDS / 60} minutes`);
  });
});
