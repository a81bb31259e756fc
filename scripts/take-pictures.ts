// Makes docs/images: pages of one pull request of the demo's shop, as a browser shows them. Usage: npx tsx scripts/take-pictures.ts
import { createHash } from "node:crypto";
import type { Browser, Locator, Page } from "playwright-core";
import { opensRiskyChange, sealsReview } from "../demo/panel.js";
import { openStage, REPO, type Stage } from "../demo/stage.js";
import { DROPPED_NOTES, ROBINS_FORM, SAMS_FORM } from "../demo/stories/disagreement.js";
import { manifest, statement } from "../demo/world.js";
import type { Pull } from "../test/github-simulator/index.js";
import { openBrowser } from "../test/support/browser.js";

const WIDTH = 960;
/** The review page shows change and form side by side from here on. */
const WIDE = 1_280;
/** Below the last thing that a picture shows. */
const MARGIN = 16;

interface Picture {
  readonly file: string;
  readonly url: string;
  /** In pixels of CSS; `WIDTH` unless given. */
  readonly width?: number;
  /** Brings the page into the state to show; gives the last thing that the picture shows. */
  readonly prepare: (page: Page) => Promise<Locator>;
}

async function main(): Promise<void> {
  const stage = await openStage();
  const browser = await openBrowser();
  try {
    const { number } = await openPull(stage);
    const revealed = await openRevealed(stage);
    const reviewUrl = (of: number) => `${stage.appUrl}/review/${REPO}/${of}`;
    const pictures: readonly Picture[] = [
      { file: "pull-page", url: `${stage.appUrl}/pulls/${REPO}/${number}`, prepare: signIn },
      { file: "review-page", url: reviewUrl(number), width: WIDE, prepare: beginReview },
      { file: "review-revealed", url: reviewUrl(revealed.number), prepare: readBoth },
      { file: "seal-page", url: `${stage.appUrl}/seal/${REPO}/${number}#${SEALING}`, prepare: fillIn },
    ];
    for (const picture of pictures) {
      for (const colorScheme of ["light", "dark"] as const) await take(browser, picture, colorScheme);
    }
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function take(
  browser: Browser,
  { file, url, width = WIDTH, prepare }: Picture,
  colorScheme: "light" | "dark",
): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 1_000 } });
  const page = await context.newPage();
  await page.goto(url);
  const last = await prepare(page);
  await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
  const box = await last.boundingBox();
  if (box === null) throw new Error(`the page of ${file} does not show what the picture is to end with`);
  const clip = { x: 0, y: 0, width, height: Math.ceil(box.y + box.height) + MARGIN };
  await page.screenshot({ path: `docs/images/${file}-${colorScheme}.png`, fullPage: true, clip });
  await context.close();
}

/** The rest of the page, who wrote it and hashes, needs no picture. */
async function signIn(page: Page): Promise<Locator> {
  const url = page.url();
  await page.getByRole("link", { name: /sign in/i }).click();
  await page.waitForURL(url);
  return page.locator("section", { has: page.getByRole("heading", { name: /^Why / }) });
}

/** The form beside the change, with what an answer lacks so far. */
async function beginReview(page: Page): Promise<Locator> {
  await signIn(page);
  const start = page.getByRole("button", { name: "Start reviewing" });
  if (await start.isVisible()) await start.click();
  await page.getByRole("radio", { name: /Reject/ }).check();
  await page.getByRole("textbox", { name: "Intent" }).fill("LGTM");
  await page.getByText("received an answer that is a stock phrase").waitFor();
  return page.locator("form.review");
}

async function readBoth(page: Page): Promise<Locator> {
  await signIn(page);
  return page.locator("section", { has: page.getByRole("heading", { name: "The two blind reviews" }) });
}

const SEALING = new URLSearchParams({
  reviewer: "robin",
  fingerprint: createHash("sha256").update("Show the day of delivery").digest("hex"),
}).toString();

async function fillIn(page: Page): Promise<Locator> {
  const answer = (name: string, text: string) => page.getByRole("textbox", { name }).fill(text);
  await page.getByRole("radio", { name: /Reject/ }).check();
  await answer("Intent", "Customers are to see on which day an order comes; the notes of old orders go away with it.");
  await page.getByRole("checkbox", { name: "Tests I wrote or ran myself" }).check();
  await answer(
    "What they show",
    "I ran the migration on a copy of last month's orders: the dates are right, every note is gone.",
  );
  await answer(
    "Edge cases",
    "- an order that comes in two parts has two days, and shows the first\n- pick-up has none",
  );
  await answer(
    "Risks",
    "- `ALTER TABLE orders DROP COLUMN note` cannot be taken back, and support still reads these notes",
  );
  return page.locator("form .submit");
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

/** One that two people have reviewed, and disagree on. */
async function openRevealed(stage: Stage): Promise<Pull> {
  const pull = await opensRiskyChange(stage, DROPPED_NOTES);
  await sealsReview(stage, pull, { reviewer: "robin", verdict: "approve", form: ROBINS_FORM });
  await sealsReview(stage, pull, { reviewer: "sam", verdict: "reject", form: SAMS_FORM });
  return pull;
}

await main();
