// The review page in a real browser, before the whole App: what a script adds, and that people get along without a mouse, on a
// phone, and without the script.
import type { Browser, Page } from "playwright-core";
import type { Pull } from "../github-simulator/index.js";
import { describeInBrowser, isTooWide, openBrowser, openTab, tabTo, type Visit } from "../support/browser.js";
import { makeBundles } from "../support/browser-bundles.js";
import { agentChangesLogin, LOGIN, SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses } from "./support/stories.js";

const INTENT = "An empty stored hash no longer signs anybody in, which the verify function let through.";
const TESTS = "I ran the sign-in suite and tried login() with an empty hash in a console: false.";
const EDGE_CASES = "- a hash of blanks still reaches verify(), which refuses it";
const RISKS = "- accounts that were imported without a hash cannot sign in until they reset, support knows";

describeInBrowser("the review page in a browser", () => {
  let scene: Scene;
  let browser: Browser;
  let pull: Pull;

  beforeAll(async () => {
    makeBundles();
    scene = await startScene({ web: true });
    browser = await openBrowser();
  }, 90_000);
  beforeEach(async () => {
    await scene.buildShop({ "src/auth/login.ts": LOGIN });
    pull = await agentChangesLogin(scene);
  });
  afterEach(() => {
    expect(scene.github.violations).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await scene.close();
  });

  /** A tab of somebody who has signed in and looks at the page. */
  const visits = async (login: string, options: Parameters<typeof openTab>[1] = {}): Promise<Visit> => {
    const visit = await openTab(browser, options);
    scene.github.signInAs(login);
    const path = `/review/${scene.repo}/${pull.number}`;
    await visit.page.goto(`${scene.app.url}${path}`);
    await visit.page.getByRole("link", { name: "Sign in with GitHub" }).click();
    await visit.page.getByRole("heading", { name: "The change" }).waitFor();
    // That nobody was signed in at first.
    visit.complaints.length = 0;
    return visit;
  };

  const begins = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "Start reviewing" }).click();
    await page.getByRole("heading", { name: "Your review" }).waitFor();
  };

  const sealed = (page: Page) => page.getByRole("heading", { name: "Your review is sealed" }).waitFor();

  it("says while somebody types what an answer lacks, counts down, and keeps the draft over a reload", async () => {
    const { page, complaints } = await visits("robin");
    await begins(page);
    expect(await page.locator("#clock").textContent()).toMatch(/^That is in 1 minute \d+ seconds\.$/);

    await page.getByLabel("Intent").fill("LGTM");
    await page.getByText("received an answer that is a stock phrase").waitFor();
    // What nobody has come to yet is not blamed.
    expect(await page.locator("#risks-fault").isVisible()).toBe(false);
    await page.getByLabel("Intent").fill(INTENT);
    await page.locator("#intent-fault").waitFor({ state: "hidden" });
    await page.getByText(/^Draft saved at /).waitFor();

    await page.reload();
    expect(await page.getByLabel("Intent").inputValue()).toBe(INTENT);
    expect(complaints).toEqual([]);
  });

  it("keeps what was typed in the last moment before the tab was left", async () => {
    const { page } = await visits("robin");
    await begins(page);
    const address = page.url();
    await page.getByLabel("Intent").fill(INTENT);
    await page.getByRole("link", { name: "Countersign" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/review/"));
    // A new document, not the one that the browser may have kept.
    await page.goto(address);
    // Of a page that was left the browser does not tell when its last request is answered.
    for (let looks = 0; looks < 20 && (await page.getByLabel("Intent").inputValue()) === ""; looks += 1) {
      await page.reload();
    }

    expect(await page.getByLabel("Intent").inputValue()).toBe(INTENT);
  });

  it("leads to every fault, and seals what was mended, with the time that the page was in front", async () => {
    const { page } = await visits("robin");
    await begins(page);
    scene.advance(120);
    await page.reload();
    await page.getByRole("button", { name: "Seal and submit" }).click();
    const faults = page.getByRole("alert");
    await faults.waitFor();
    await page.locator("#faults:focus").waitFor();
    await faults.getByRole("link", { name: "Intent" }).click();
    await fillIn(page);
    await page.getByRole("button", { name: "Seal and submit" }).click();
    await sealed(page);
    await scene.settle();
    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

    expect(scene.check(pull).conclusion).toBe("success");
    expect(scene.replies(pull).at(-1)).toMatch(/Approved by `robin`[^#]*seconds? with the page in front/);
  });

  it("takes the press of a button although what it knew of the answers is outdated", async () => {
    const { page } = await visits("robin");
    await begins(page);
    await page.getByLabel("Intent").fill("LGTM");
    await page.getByText("received an answer that is a stock phrase").waitFor();
    await fillIn(page);
    await page.getByRole("button", { name: "Seal and submit" }).click();

    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Risks").inputValue()).toBe(RISKS);
  });

  it("is used with the keyboard alone", async () => {
    const { page } = await visits("robin");
    const start = page.getByRole("button", { name: "Start reviewing" });
    await tabTo(page, start);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your review" }).waitFor();
    scene.advance(120);

    await tabTo(page, page.getByLabel("Approve: this change may merge"));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByLabel("Intent"));
    await page.keyboard.insertText(INTENT);
    await tabTo(page, page.getByLabel("Acceptance criteria written by a person"));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByLabel("What they show"));
    await page.keyboard.insertText(TESTS);
    await tabTo(page, page.getByLabel("Edge cases"));
    await page.keyboard.insertText(EDGE_CASES);
    await tabTo(page, page.getByLabel("Risks"));
    await page.keyboard.insertText(RISKS);
    await tabTo(page, page.getByRole("button", { name: "Seal and submit" }));
    await page.keyboard.press("Enter");

    await sealed(page);
  });

  it.each(["light", "dark"] as const)("fits a phone without moving sideways, in %s colours", async (colorScheme) => {
    const { page } = await visits("robin", { viewport: { width: 360, height: 740 }, colorScheme });
    expect(await isTooWide(page)).toBe(false);
    await begins(page);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole("button", { name: "Seal and submit" }).click();
    await page.getByRole("alert").waitFor();
    expect(await isTooWide(page)).toBe(false);
    const [ink, paper] = await page.evaluate<string[]>(
      "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))",
    );
    expect(ink === paper).toBe(false);
  });

  it("works without JavaScript", async () => {
    const { page } = await visits("robin", { javaScriptEnabled: false });
    await begins(page);
    await page.getByLabel("Intent").fill(INTENT);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Your draft is saved.").waitFor();
    expect(await page.getByLabel("Intent").inputValue()).toBe(INTENT);
    scene.advance(120);
    await fillIn(page);
    await page.getByRole("button", { name: "Seal and submit" }).click();

    await sealed(page);
  });

  it("posts a review of a behavior-changing change through GitHub's sign-in", async () => {
    pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();
    const { page, complaints } = await visits("robin");
    await begins(page);
    scene.advance(120);
    await page.getByLabel("Approve: this change may merge").check();
    await page.getByLabel("Intent").fill("Carts above one hundred get ten percent off, as the linked issue asks.");
    await page.getByLabel("Tests I wrote or ran myself").check();
    await page.getByLabel("What they show").fill("Ran the cart suite, and a case of exactly one hundred more.");
    await page.getByLabel("Edge cases").fill("- a total of exactly 100 in cartTotal keeps its full price");
    await page.getByLabel("Risks").fill("- floating point: 0.9 times a price may be wrong by a cent");
    await page.getByRole("button", { name: "Submit as a comment" }).click();
    await page.getByText("Your review is on GitHub").waitFor();
    await scene.settle();

    expect(scene.check(pull).conclusion).toBe("success");
    expect(complaints).toEqual([]);
  });

  it("runs nothing of a hostile change, and shows what it hides", async () => {
    const evil = '<script>window.stolen = 1</script><img src=x onerror="window.stolen = 1">';
    pull = await agentChangesLogin(scene, {
      branch: "copilot/evil",
      title: `${evil} [x](javascript:alert(1))`,
      files: { "src/auth/login.ts": `// ${evil} \u202e dlrow\n`, [`src/auth/${"<b>"}.ts`]: "export {};\n" },
    });
    const { page, complaints, requests } = await visits("robin");

    expect(await page.evaluate("window.stolen")).toBeUndefined();
    expect(await page.getByText("<script>window.stolen").count()).toBeGreaterThan(0);
    expect(await page.content()).not.toContain("\u202e");
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => !request.includes("127.0.0.1"))).toEqual([]);
  });
});

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Approve: this change may merge").check();
  await page.getByLabel("Intent").fill(INTENT);
  await page.getByLabel("Acceptance criteria written by a person").check();
  await page.getByLabel("What they show").fill(TESTS);
  await page.getByLabel("Edge cases").fill(EDGE_CASES);
  await page.getByLabel("Risks").fill(RISKS);
}
