// Statements of PostgreSQL per event, until nothing moves any more. What the workers send to look for work is not counted: they
// look once a second whether or not there is an event.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DISCOUNT, statement } from "../demo/world.js";
import type { GithubSimulator } from "../test/github-simulator/index.js";
import { openArena, quiet, REPO, until } from "./arena.js";
import type { Row } from "./table.js";

/** DESIGN §9, for an event of a pull request. */
const MOST = 20;

export async function statements({ list }: { readonly list: boolean }): Promise<Row[]> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (serverUrl === undefined) {
    process.stderr.write("statements are counted on PostgreSQL: set TEST_DATABASE_URL\n");
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), "countersign-statements-"));
  const told = join(folder, "statements.txt");
  const counter = new URL("./count-statements.js", import.meta.url).href;
  const environment = { NODE_OPTIONS: `--import=${counter}`, COUNTED_STATEMENTS: told };
  const arena = await openArena({ serverUrl, environment });
  const { github } = arena;
  const count = async (what: string, event: () => Promise<unknown> | unknown): Promise<Row> => {
    await writeFile(told, "");
    await event();
    await quiet(github);
    const sent = (await readFile(told, "utf8")).split("\n").filter((line) => line !== "" && !isLook(line));
    if (list) console.log(`\n${what}: ${sent.length}\n  ${sent.join("\n  ")}`);
    return { what: `statements, ${what}`, value: sent.length, unit: "statements", promise: MOST, better: "lower" };
  };
  try {
    await opens(github, "warm-up");
    await quiet(github);
    let pull = await opens(github, "first");
    await quiet(github);
    return [
      await count("opened, and somebody is asked for a review", async () => {
        pull = await opens(github, "second");
      }),
      await count("an unchanged pull request", () => github.setLabels(pull, "robin", ["cart"])),
      await count("a check that succeeds", () => github.reportCheck(REPO, pull.head.sha, "test", "success")),
      await count("`/countersign start`", () => github.comment(pull, "robin", "/countersign start")),
    ];
  } finally {
    await arena.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function isLook(line: string): boolean {
  return line.startsWith("WITH next AS");
}

/** Resolves once the check is there: a machine under load may take longer for it than what counts as quiet. */
async function opens(github: GithubSimulator, name: string) {
  const branch = `copilot/${name}`;
  const files = { [`src/cart/${name}.ts`]: DISCOUNT };
  await github.commit(REPO, branch, { files, message: name, author: "Copilot", by: "Copilot" });
  const done = "It is done when a cart above one hundred euros gets ten percent off.";
  const issue = github.createIssue({ repo: REPO, author: "alice", title: name, body: done });
  const body = `${statement("Give a discount on large carts, as the issue asks.")}\nFixes #${issue.number}\n`;
  const pull = await github.openPull({ repo: REPO, head: branch, author: "Copilot", title: name, body });
  await until(() => github.checkRuns(REPO, pull.head.sha, "countersign").length > 0);
  return pull;
}
