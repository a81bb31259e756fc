// The sealing page in a real browser: what somebody types there leaves it only as a block that this server alone can open.
import type { Browser, Page } from "playwright-core";
import { findBlock } from "../../src/core/comments/armor.js";
import { MAX_CONTENT_BYTES, PAD_BYTES, parseContent } from "../../src/core/comments/content.js";
import { readForm } from "../../src/core/comments/parse-form.js";
import { decryptWith, makeKey } from "../../src/seal/age.js";
import { GITHUB_PAT } from "../core/secrets/samples.js";
import { aWeb } from "../support/a-web.js";
import { describeInBrowser, isTooWide, openBrowser, openTab, tabTo, type Visit } from "../support/browser.js";
import { makeBundles } from "../support/browser-bundles.js";
import { type ServedWeb, serveWeb } from "../support/serve-web.js";

const FINGERPRINT = "0123456789abcdef".repeat(4);
const GIVEN = `reviewer=robin&fingerprint=${FINGERPRINT}`;
const INTENT = "An order of three mugs is charged three times now; before, it was charged once.";
const TESTS = "I ran the cart suite and wrote one more case with a quantity of zero.";
const EDGE_CASES = "- an item without a quantity is charged once\n- zero items cost nothing";
const RISKS = "Carts stored last week have no quantity field: I looked at two of them — “fine” ✅";

describeInBrowser("the sealing page in a browser", () => {
  let browser: Browser;
  let served: ServedWeb;
  let identity: string;
  let visit: Visit;

  beforeAll(async () => {
    makeBundles();
    const key = await makeKey();
    identity = key.identity;
    served = await serveWeb(
      aWeb({ seal: { recipient: async () => key.recipient, githubWebUrl: "https://github.com" } }),
    );
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  beforeEach(async () => {
    // Tests share the tab: a new one costs as much as everything else in them.
    visit ??= await openTab(browser);
    await visit.page.goto(served.url);
    await visit.page.evaluate("sessionStorage.clear()");
  });

  const open = async (fragment = GIVEN): Promise<Page> => {
    for (const list of [served.asked, visit.complaints]) list.length = 0;
    await visit.page.goto(`${served.url}/seal/acme/shop/7${fragment === "" ? "" : `#${fragment}`}`);
    return visit.page;
  };

  /** The text inside of the block that the page shows. */
  const opened = async (page: Page): Promise<string> => {
    await page.getByRole("heading", { name: "Sealed: one step is left" }).waitFor();
    const comment = await page.getByLabel("The comment").inputValue();
    expect(comment).toMatch(/^\/countersign sealed\n\n-----BEGIN AGE ENCRYPTED FILE-----\n/);
    const block = findBlock(comment);
    if (!block.found) throw new Error(`no block: ${block.fault}`);
    const seal = await decryptWith([identity], block.block);
    if (seal.status !== "opened") throw new Error(seal.reason);
    return seal.text;
  };

  it("seals with the mouse what was typed, byte for byte, for this server alone", async () => {
    const page = await open();
    await fillIn(page);
    await page.getByRole("button", { name: "Seal" }).click();

    const text = await opened(page);
    const content = parseContent(text);
    expect(Buffer.byteLength(text) % PAD_BYTES).toBe(0);
    expect(content).toEqual({
      ok: true,
      value: {
        header: { reviewer: "robin", pull: "acme/shop#7", fingerprint: FINGERPRINT, verdict: "reject" },
        form: expect.any(String),
        content: expect.any(String),
      },
    });
    expect(readForm(content.ok ? content.value.form : "")).toMatchObject({
      problems: [],
      answers: {
        intent: INTENT,
        tests: TESTS,
        edgeCases: EDGE_CASES,
        risks: RISKS,
        testEvidence: { acceptanceCriteria: false, ownTests: true, agentTestsOnly: false },
      },
    });
    expect(visit.complaints).toEqual([]);
  });

  it("seals with the keyboard alone, the checklist too", async () => {
    const page = await open(`${GIVEN}&checklist=1`);
    const type = async (name: string, text: string) => {
      await tabTo(page, page.getByRole("textbox", { name }));
      await page.keyboard.insertText(text);
    };
    await tabTo(page, page.getByRole("radio", { name: /Approve/ }));
    await page.keyboard.press("Space");
    await type("Intent", INTENT);
    await tabTo(page, page.getByRole("checkbox", { name: "Tests I wrote or ran myself" }));
    await page.keyboard.press("Space");
    await type("What they show", TESTS);
    await type("Edge cases", EDGE_CASES);
    await type("Risks", RISKS);
    for (const name of [/^I read/, /^I looked for whatever/, /^I looked for new/]) {
      await tabTo(page, page.getByRole("checkbox", { name }));
      await page.keyboard.press("Space");
    }
    await type("What you found there", "nothing in the issue; I read its edit history");
    await tabTo(page, page.getByRole("button", { name: "Seal" }));
    await page.keyboard.press("Enter");

    const content = parseContent(await opened(page));
    expect(content).toMatchObject({ ok: true, value: { header: { verdict: "approve" } } });
    expect(readForm(content.ok ? content.value.form : "").answers.checklist).toEqual({
      ticked: ["sources", "beyondIntent", "smuggled"],
      note: "nothing in the issue; I read its edit history",
    });
    await tabTo(page, page.getByRole("button", { name: "Copy" }));
  });

  it("asks for itself, its style, its script and its icon, and for nothing more", async () => {
    const { page, requests } = await openTab(browser);
    served.asked.length = 0;
    await page.goto(`${served.url}/seal/acme/shop/7#${GIVEN}`);
    await fillIn(page);
    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);

    const expected = [
      "GET /icon.svg",
      expect.stringMatching(/^GET \/scripts\/seal-[0-9a-f]{16}\.js$/),
      "GET /seal/acme/shop/7",
      "GET /style.css",
    ];
    expect([...new Set(served.asked)].sort()).toEqual(expected);
    expect([...new Set(requests.map((request) => request.replace(served.url, "")))].sort()).toEqual(expected);
    await page.context().close();
  });

  it("is kept from sending by the browser itself", async () => {
    const page = await open();
    const before = served.asked.length;
    const call = await page.evaluate("fetch('/healthz').then(() => 'sent', () => 'blocked')");
    const picture = await page.evaluate(
      "new Promise((done) => { const image = new Image(); image.onload = () => done('sent'); image.onerror = () => done('blocked'); image.src = 'https://example.com/x.png'; })",
    );
    const refused = page.waitForEvent("console", (message) => message.text().includes("form-action 'none'"));
    await page.evaluate("Object.assign(document.querySelector('form'), { action: '/healthz' }).submit()");
    await refused;

    expect([call, picture]).toEqual(["blocked", "blocked"]);
    expect(served.asked.slice(before)).toEqual([]);
  });

  it("takes reviewer and fingerprint from the link, and the link out of the history", async () => {
    const page = await open("reviewer=%3Cimg%20src%3Dx%3E&fingerprint=abc");

    expect(await page.getByLabel("Your login on GitHub").inputValue()).toBe("<img src=x>");
    expect(await page.getByLabel("Fingerprint of the change").inputValue()).toBe("abc");
    expect(page.url()).toBe(`${served.url}/seal/acme/shop/7`);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(await page.getByRole("group", { name: "Prompt injection" }).isVisible()).toBe(false);
  });

  it("says below a field what it lacks while it is typed, and is content when it lacks nothing", async () => {
    const page = await open();
    const intent = page.getByRole("textbox", { name: "Intent" });
    const fault = page.locator("#intent-fault");

    expect(await fault.isVisible()).toBe(false);
    await intent.fill("lgtm");
    expect(await fault.textContent()).toMatch(/^Expected something about this change, received .* a stock phrase/);
    expect(await intent.getAttribute("aria-invalid")).toBeNull();
    await intent.fill("Three mugs");
    expect(await fault.textContent()).toMatch(/^Expected at least 20 characters, received 10;/);
    await intent.fill("What the change is meant to do, in your own words.");
    expect(await fault.textContent()).toMatch(/received the form's own text/);
    await intent.fill(
      "Refunds that time out are tried again, three times at most, and each try keeps the first idempotency key.",
    );
    expect(await fault.textContent()).toMatch(/received a copy of the form's example/);
    await intent.fill("");
    await page.getByRole("textbox", { name: "Risks" }).focus();
    expect(await fault.textContent()).toBe("Expected an answer, received none.");
    expect(await intent.getAttribute("aria-invalid")).toBe("true");
    await intent.fill(INTENT);
    expect(await fault.isVisible()).toBe(false);
    expect(await intent.getAttribute("aria-invalid")).toBeNull();
    await page.getByRole("textbox", { name: "Risks" }).fill(INTENT);
    expect(await page.locator("#risks-fault").textContent()).toMatch(/received the one below Intent again/);
  });

  it("does not seal what the server would refuse, and goes to the first fault", async () => {
    const page = await open("");
    await fillIn(page);
    await page.getByRole("textbox", { name: "Risks" }).fill("none");
    await page.getByRole("button", { name: "Seal" }).click();

    expect(await page.getByRole("status").first().textContent()).toBe(
      "Not sealed yet: 3 things have to be mended, as shown above.",
    );
    expect(await page.locator(".fault:visible").count()).toBe(3);
    expect(await focusedId(page)).toBe("reviewer");
    expect(await page.getByLabel("The comment").isVisible()).toBe(false);

    await page.getByLabel("Your login on GitHub").fill("robin");
    await page.getByLabel("Fingerprint of the change").fill(FINGERPRINT);
    await page.getByRole("button", { name: "Seal" }).click();
    expect(await focusedId(page)).toBe("risks");
  });

  it("does not seal without a verdict", async () => {
    const page = await open();
    await fillIn(page, { verdict: false });
    await page.getByRole("button", { name: "Seal" }).click();

    expect(await page.locator("#verdict-fault").textContent()).toBe("Expected approve or reject, received neither.");
    expect(await page.evaluate("document.activeElement.value")).toBe("approve");
    expect(await page.getByLabel("The comment").isVisible()).toBe(false);
  });

  it("does not seal a credential, which would be revealed with the review", async () => {
    const page = await open();
    await fillIn(page);
    await page.getByRole("textbox", { name: "Risks" }).fill(`the log of the cart shows ${GITHUB_PAT} in line 7`);
    await page.getByRole("button", { name: "Seal" }).click();

    expect(await page.locator("#form-fault").textContent()).toMatch(/^Expected no credential in it, found what looks/);
    expect(await focusedId(page)).toBe("form-fault");
    expect(await page.getByLabel("The comment").isVisible()).toBe(false);
  });

  it("counts the bytes of what will be sealed, and refuses too many", async () => {
    const page = await open();
    const size = async () => Number((await page.locator("#size").textContent())?.replace(",", ""));
    await fillIn(page);
    const before = await size();
    await page.getByRole("textbox", { name: "Risks" }).fill(`${RISKS}é`);
    expect((await size()) - before).toBe(2);

    await page.getByRole("textbox", { name: "Risks" }).fill(`${RISKS} ${"many words of one risk, ".repeat(500)}`);
    await page.getByRole("button", { name: "Seal" }).click();
    expect(await page.locator("#size-fault").textContent()).toContain(`at most ${MAX_CONTENT_BYTES} bytes`);
    expect(await page.getByLabel("The comment").isVisible()).toBe(false);
  });

  it("keeps what was typed over a reload of the tab, and no longer than until it is sealed", async () => {
    const page = await open(`${GIVEN}&checklist=1`);
    await fillIn(page);
    await page.reload();

    expect(await page.getByRole("textbox", { name: "Risks" }).inputValue()).toBe(RISKS);
    expect(await page.getByRole("radio", { name: /Reject/ }).isChecked()).toBe(true);
    expect(await page.getByRole("checkbox", { name: "Tests I wrote or ran myself" }).isChecked()).toBe(true);
    expect(await page.getByLabel("Fingerprint of the change").inputValue()).toBe(FINGERPRINT);
    expect(await page.getByRole("status").first().textContent()).toContain("is here again");
    for (const box of await page.locator("#checklist input").all()) await box.check();

    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);
    const kept = await page.evaluate(
      "JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, history.state, location.href])",
    );
    for (const text of [INTENT, TESTS, "zero items", RISKS, "reject"]) expect(kept).not.toContain(text);

    const comment = await page.getByLabel("The comment").inputValue();
    await page.reload();
    expect(await page.getByLabel("The comment").inputValue()).toBe(comment);
    expect(await page.getByRole("textbox", { name: "Risks" }).inputValue()).toBe("");
  });

  it("takes a sealed comment back when the form changes or the link is of another version", async () => {
    const page = await open();
    await fillIn(page);
    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);
    await page.getByRole("textbox", { name: "Intent" }).press("End");
    await page.keyboard.type(" Really.");

    expect(await page.getByLabel("The comment").isVisible()).toBe(false);
    expect(await page.getByRole("status").first().textContent()).toContain("Seal it again");
    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);

    const other = "f".repeat(64);
    await page.goto(`${served.url}/seal/acme/shop/7#reviewer=robin&fingerprint=${other}`);
    await page.reload();
    expect(await page.getByLabel("Fingerprint of the change").inputValue()).toBe(other);
    expect(await page.getByLabel("The comment").isVisible()).toBe(false);
  });

  it("copies the comment and says so", async () => {
    const page = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await fillIn(page);
    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied.").waitFor();

    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toBe(await page.getByLabel("The comment").inputValue());
    expect(await page.getByRole("link", { name: "acme/shop#7" }).getAttribute("href")).toBe(
      "https://github.com/acme/shop/pull/7",
    );
  });

  it("selects the comment where the clipboard is out of reach, and says how to copy it", async () => {
    const page = await open();
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await fillIn(page);
    await page.getByRole("button", { name: "Seal" }).click();
    await opened(page);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText(/Ctrl\+C/).waitFor();

    expect(await page.evaluate("getSelection().toString()")).toBe(await page.getByLabel("The comment").inputValue());
    expect(await focusedId(page)).toBe("comment");
  });

  it("fits a phone, in the light and in the dark, with every fault shown and with the result", async () => {
    const { page } = visit;
    await page.setViewportSize({ width: 360, height: 700 });
    for (const [colorScheme, background] of [
      ["light", "rgb(246, 247, 249)"],
      ["dark", "rgb(15, 19, 24)"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await open(`${GIVEN}&checklist=1`);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(background);
      await page.getByRole("button", { name: "Seal" }).click();
      expect(await isTooWide(page)).toBe(false);
      await fillIn(page);
      for (const box of await page.locator("#checklist input").all()) await box.check();
      await page.getByRole("button", { name: "Seal" }).click();
      await opened(page);
      expect(await isTooWide(page)).toBe(false);
    }
  });

  it.each([
    ["JavaScript is off", { javaScriptEnabled: false }],
    ["the script does not come", { javaScriptEnabled: true }],
  ])("shows the other ways when %s, on a phone too", async (_, options) => {
    const { page } = await openTab(browser, { ...options, viewport: { width: 360, height: 700 } });
    await page.route("**/scripts/**", (route) => route.abort());
    await page.goto(`${served.url}/seal/acme/shop/7#${GIVEN}`);

    expect(await page.getByRole("heading", { name: "This page needs JavaScript" }).isVisible()).toBe(true);
    expect(await page.getByText("age -a -r age1").isVisible()).toBe(true);
    expect(await page.getByRole("button").count()).toBe(0);
    if (options.javaScriptEnabled) expect(await isTooWide(page)).toBe(false);
    await page.context().close();
  });

  it("takes a newer link that is opened in the same tab, and lets the link to the content alone", async () => {
    const page = await open();
    await fillIn(page);
    await page.evaluate("location.hash = 'content'");
    expect(await page.getByRole("status").first().textContent()).toBe("");

    await page.evaluate(`location.hash = 'reviewer=sam&fingerprint=${"f".repeat(64)}&checklist=1'`);
    await page.getByRole("group", { name: "Prompt injection" }).waitFor();
    expect(await page.getByLabel("Fingerprint of the change").inputValue()).toBe("f".repeat(64));
    expect(await page.getByRole("textbox", { name: "Risks" }).inputValue()).toBe(RISKS);
  });

  it("hides the other ways when the script runs", async () => {
    const page = await open();

    expect(await page.getByRole("heading", { name: "This page needs JavaScript" }).isVisible()).toBe(false);
  });
});

async function fillIn(page: Page, { verdict = true } = {}): Promise<void> {
  if (verdict) await page.getByRole("radio", { name: /Reject/ }).check();
  await page.getByRole("textbox", { name: "Intent" }).fill(INTENT);
  await page.getByRole("checkbox", { name: "Tests I wrote or ran myself" }).check();
  await page.getByRole("textbox", { name: "What they show" }).fill(TESTS);
  await page.getByRole("textbox", { name: "Edge cases" }).fill(EDGE_CASES);
  await page.getByRole("textbox", { name: "Risks" }).fill(RISKS);
}

async function focusedId(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.id");
}
