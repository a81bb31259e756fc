// Makes docs/images: one pull request of the demo's shop, as its page shows it in a browser. Usage: npx tsx scripts/take-pictures.ts
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { openStage, REPO, type Stage } from "../demo/stage.js";
import { manifest, statement } from "../demo/world.js";
import type { Pull } from "../test/github-simulator/index.js";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const PICTURES = [
  { file: "pull-page-light", colorScheme: "light", width: 960 },
  { file: "pull-page-dark", colorScheme: "dark", width: 960 },
] as const;

async function main(): Promise<void> {
  const stage = await openStage();
  const browser = await chromium.launch(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM });
  try {
    const pull = await openPull(stage);
    for (const picture of PICTURES) await take(browser, `${stage.appUrl}/pulls/${REPO}/${pull.number}`, picture);
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function take(browser: Browser, url: string, { file, colorScheme, width }: (typeof PICTURES)[number]) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("link", { name: /sign in/i }).click();
  await page.waitForURL(url);
  // The rest of the page, who wrote it and hashes, needs no picture.
  const box = await page.locator("section", { has: page.getByRole("heading", { name: /^Why / }) }).boundingBox();
  if (box === null) throw new Error("the page shows no findings");
  const clip = { x: 0, y: 0, width, height: Math.ceil(box.y + box.height) + 16 };
  await page.screenshot({ path: `docs/images/${file}.png`, fullPage: true, clip });
  await context.close();
}

/** A change with something to say in most rows: destroyed data, an unknown package, an approval that does not count. */
async function openPull(stage: Stage): Promise<Pull> {
  const { github } = stage;
  const issue = github.createIssue({
    repo: REPO,
    author: "ines",
    title: "Delivery dates",
    body: "Customers see on which day an order comes. The old notes of orders are no longer needed.",
  });
  await github.commit(REPO, "copilot/delivery", {
    files: {
      "db/migrations/0007_delivery.sql": "ALTER TABLE orders DROP COLUMN note;\n",
      "package.json": manifest({ express: "^1.11.0", "express-cart-dates": "^2.0.0" }),
    },
    message: "Show the day of delivery",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/delivery",
    author: "Copilot",
    title: "Show the day of delivery",
    body: `${statement("Customers see on which day their order will be delivered.")}\nCloses #${issue.number}\n`,
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  github.submitReview(pull, "sam", "APPROVED", "LGTM");
  await stage.until("the registries to be asked", () => /not verified/i.test(stage.check(pull)?.title ?? ""));
  await stage.until("the answer to sam", () => stage.comments(pull).length > 1);
  return pull;
}

await main();
