// How many files of src take part in the life of one pull request: the server's functions are counted from the moment the
// pull request is opened until its check succeeds. The process that parses is not counted.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { answerTo, sealsReview } from "../demo/panel.js";
import { openStage, REPO, type Stage } from "../demo/stage.js";
import { FIRST, SECOND } from "../demo/stories/blind-approval.js";
import { DISCOUNT, GOOD_FORM, LOGIN, statement } from "../demo/world.js";
import { quiet } from "./arena.js";
import type { Row } from "./table.js";

/** Who wants to understand what happened to one pull request reads so many at most. */
const MOST_FILES = 150;

export async function life({ list }: { readonly list: boolean }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, live] of LIVES) {
    const files = await watch(live);
    if (list) console.log(`\n${name}: ${files.length} files\n${byFolder(files)}`);
    const what = `files whose functions run, ${name}`;
    rows.push({ what, value: files.length, unit: "files", promise: MOST_FILES, better: "lower" });
  }
  return rows;
}

const LIVES: readonly (readonly [string, (stage: Stage) => Promise<void>])[] = [
  ["one behavior-changing pull request", behaviorChanging],
  ["one blind panel", blindPanel],
];

async function behaviorChanging(stage: Stage): Promise<void> {
  const { github } = stage;
  const pull = await opens(stage, { "src/cart/total.ts": DISCOUNT }, "Give a discount on large carts");
  await answerTo(stage, pull, () => github.comment(pull, "robin", "/countersign start"));
  stage.advance(120);
  github.comment(pull, "robin", `/countersign approve\n\n${GOOD_FORM}`);
  github.submitReview(pull, "robin", "APPROVED", "");
  await stage.until("success", () => stage.check(pull)?.conclusion === "success");
}

async function blindPanel(stage: Stage): Promise<void> {
  const files = { "src/auth/login.ts": LOGIN.replace("return verify", 'return hash !== "" && verify') };
  const pull = await opens(stage, files, "Refuse an empty hash");
  await sealsReview(stage, pull, { reviewer: "robin", verdict: "approve", form: FIRST });
  await sealsReview(stage, pull, { reviewer: "sam", verdict: "approve", form: SECOND });
  await stage.until("success", () => stage.check(pull)?.conclusion === "success");
}

async function opens(stage: Stage, files: Record<string, string>, title: string) {
  const { github } = stage;
  const issue = github.createIssue({
    repo: REPO,
    author: "ines",
    title,
    body: "It is done when the cart's owner says so.",
  });
  await github.commit(REPO, "copilot/life", { files, message: title, author: "Copilot", by: "Copilot" });
  const body = `${statement(`${title}, as the issue asks.`)}\nFixes #${issue.number}\n`;
  const pull = await github.openPull({ repo: REPO, head: "copilot/life", author: "Copilot", title, body });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the briefing", () => stage.comments(pull).length > 0);
  return pull;
}

/** The files of src of which a function ran, in order. */
async function watch(live: (stage: Stage) => Promise<void>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-life-"));
  const told = join(folder, "modules.json");
  const watcher = new URL("./watch-functions.js", import.meta.url).href;
  const stage = await openStage({ NODE_OPTIONS: `--import=${watcher}`, WATCHED_FUNCTIONS: told });
  try {
    await quiet(stage.github);
    await tell(stage, told);
    await live(stage);
    await quiet(stage.github);
    return toSources(await tell(stage, told));
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Begins or ends the count. The modules' addresses, none at the beginning. */
async function tell({ serverPid }: Stage, told: string): Promise<string[]> {
  await rm(told, { force: true });
  process.kill(serverPid, "SIGUSR2");
  for (;;) {
    const text = await readFile(told, "utf8").catch(() => null);
    if (text !== null) return JSON.parse(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const BUILT = new URL("../dist/", import.meta.url).href;

/** Every file of src becomes one of dist. */
function toSources(urls: readonly string[]): string[] {
  const built = urls.filter((url) => url.startsWith(BUILT)).map((url) => url.slice(BUILT.length));
  return built.map((path) => `src/${path.replace(/\.js$/, ".ts")}`).sort();
}

function byFolder(files: readonly string[]): string {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return folders
    .map((folder) => [folder, files.filter((file) => dirname(file) === folder)] as const)
    .map(
      ([folder, inside]) => `  ${folder} (${inside.length}): ${inside.map((file) => basename(file, ".ts")).join(" ")}`,
    )
    .join("\n");
}
