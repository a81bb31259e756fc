// A real browser for tests of pages: an installed Chromium, without a network of its own. One for each file of tests.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** `describe` for what only a browser can show. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (CHROMIUM !== undefined) {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    it.skip("SKIPPED: install a Chromium to run these", tests);
  });
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

export interface Visit {
  readonly page: Page;
  /** Everything that the page asked for, wherever: method and address. */
  readonly requests: string[];
  /** What the page's scripts threw, and what the browser refused to do for it. */
  readonly complaints: string[];
}

/** A tab of its own with nothing remembered. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { page, requests, complaints };
}

/** Goes on with the Tab key as somebody without a mouse does. @throws when the element cannot be reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${target}`);
}

/** Something is wider than the window, so that the page has to be moved sideways. */
export async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
