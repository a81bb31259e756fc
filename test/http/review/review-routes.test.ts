// GET and POST /review/…: who is shown what, and that whatever is typed is kept, or given back and said so.
import { makeBundles } from "../../support/browser-bundles.js";
import { aSite, DATABASE_DOWN, GITHUB_DOWN, ORIGIN, PATH, type Site, type SiteGiven, TYPED } from "./a-site.js";

beforeAll(() => makeBundles());

describe("the page", () => {
  it("may run our script and send its form to us and to GitHub, and nothing else", async () => {
    const { status, headers, text } = await aSite().get();

    expect(status).toBe(200);
    expect(headers.get("content-security-policy")?.split("; ")).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "form-action 'self' https://github.com",
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(text.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script type="module" src="\/scripts\/review-[0-9a-f]{16}\.js">$/),
    ]);
    expect(text).not.toMatch(/ style=| on[a-z]+="/);
    expect(text).toContain('name="token" value="token of 102"');
  });

  it("tells what was done by a word of ours in its address, and shows nothing else from there", async () => {
    const site = aSite();

    expect((await site.get(`${PATH}?done=draft`)).text).toContain("Your draft is saved.");
    expect((await site.get(`${PATH}?done=posted`)).text).not.toContain("<textarea");
    for (const done of ["<b>SESAME", "constructor", "__proto__", ""]) {
      const { text } = await site.get(`${PATH}?done=${encodeURIComponent(done)}`);
      expect(text).not.toMatch(/SESAME|class="card notice/);
    }
  });

  it.each<[string, SiteGiven, string]>([
    ["a pull request that is not known here", { readable: { pulls: { findPull: async () => null } } }, PATH],
    ["one that the person may not read", { readable: { mayRead: async () => "denied" } }, PATH],
    ["one that is gone on GitHub", { view: null }, PATH],
    ["a number that is none", {}, "/review/acme/shop/07"],
    ["a name with odd characters", {}, "/review/acme/sh%20op/7"],
  ])("is not there, in the same words, for %s", async (_, given, path) => {
    const { text: expected } = await aSite().get("/review/acme/shop/0");

    const { status, text } = await aSite(given).get(path);

    expect(status).toBe(404);
    expect(text).toBe(expected);
  });

  it("asks to sign in, and comes back afterwards", async () => {
    const { status, text } = await aSite({ viewer: null }).get();

    expect(status).toBe(401);
    expect(text).toContain("/login?return=%2Freview%2Facme%2Fshop%2F7");
  });

  it("says so when sign-in is not set up", async () => {
    expect(await aSite({ readable: { canSignIn: false } }).get()).toMatchObject({
      status: 401,
      text: expect.stringContaining("GITHUB_CLIENT_ID"),
    });
  });

  it.each<[string, SiteGiven]>([
    ["it is not known who may read", { readable: { mayRead: async () => "unknown" } }],
    ["GitHub does not answer", { desk: { view: GITHUB_DOWN } }],
  ])("is put off while %s", async (_, given) => {
    expect((await aSite(given).get()).status).toBe(503);
  });

  it("is put off for somebody who asks for more than a review needs", async () => {
    const site = aSite();
    for (let times = 0; times < 60; times += 1) {
      expect((await site.get()).status).toBe(200);
      site.clock.advance(5_001);
    }

    expect(await site.get()).toMatchObject({ status: 429, text: expect.stringContaining("Wait a few minutes") });
  });

  it("is looked at on GitHub once for whoever reloads it within seconds", async () => {
    const site = aSite();

    await Promise.all([site.get(), site.get(), site.get()]);

    expect(site.looks()).toBe(1);
  });
});

describe("what is typed is given back, and said to be not saved", () => {
  async function givenBack(site: Site, fields: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    const { status, text } = await site.post({ ...TYPED, action: "submit", ...fields });
    expect(text).toContain("Nothing was saved. Here is what you typed");
    expect(text).toMatch(/<textarea[^>]*readonly>\n### Intent\nOPEN SESAME/);
    expect(site.did).toEqual([]);
    expect(site.logger.lines.join()).not.toContain("SESAME");
    return { status, text };
  }

  it("when nobody is signed in any more", async () => {
    expect(await givenBack(aSite({ viewer: null }))).toMatchObject({ status: 401 });
  });

  it.each(["token of 103", ""])("when the form was made for another account: %j", async (token) => {
    expect(await givenBack(aSite(), { token })).toMatchObject({
      status: 403,
      text: expect.stringContaining("made for another account than the one that is signed in now"),
    });
  });

  it("when sign-in was switched off meanwhile", async () => {
    expect(await givenBack(aSite({ signIn: null }))).toMatchObject({ status: 403 });
  });

  it("when the pull request is not there, in the words of the page", async () => {
    expect(await givenBack(aSite({ readable: { mayRead: async () => "denied" } }), { action: "draft" })).toMatchObject({
      status: 404,
      text: expect.stringContaining(
        "There is no such pull request here, it has not been looked at yet, you may not read its repository",
      ),
    });
  });

  it.each<[string, SiteGiven]>([
    ["GitHub does not say who may read", { readable: { mayRead: async () => "unknown" } }],
    ["the database does not say who is signed in", { readable: { viewers: { current: DATABASE_DOWN } } }],
    ["the database does not say what there is", { readable: { pulls: { findPull: DATABASE_DOWN } } }],
    ["the database does not keep it", { desk: { saveDraft: DATABASE_DOWN } }],
  ])("while %s", async (_, given) => {
    expect(await givenBack(aSite(given))).toMatchObject({ status: 503 });
    expect(await givenBack(aSite(given), { action: "draft" })).toMatchObject({ status: 503 });
  });

  it("as text, whatever it is", async () => {
    const { text } = await aSite({ viewer: null }).post({ ...TYPED, risks: "</textarea><script>alert(1)</script>" });

    expect(text).toContain("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toContain("<script");
  });

  it("but where nothing was typed nothing is shown", async () => {
    expect((await aSite({ viewer: null }).post({ token: "", action: "start" })).text).not.toContain("<textarea");
  });
});

describe("what is not read at all", () => {
  it.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.example" }],
    ["a page that hides where it is", { origin: "null" }],
    ["another site, as the browser says", { origin: "", "sec-fetch-site": "cross-site" }],
  ])("comes from %s", async (_, headers) => {
    const site = aSite();

    expect((await site.post({ ...TYPED, action: "submit" }, headers)).status).toBe(403);
    expect(site.did).toEqual([]);
  });

  it("is no form", async () => {
    const site = aSite();
    const headers = { "content-type": "application/json" };

    expect((await site.request({ method: "POST", body: JSON.stringify(TYPED), headers })).status).toBe(403);
    expect(site.did).toEqual([]);
  });

  it("is longer than all answers may be together, whether it says so before or not", async () => {
    const site = aSite();
    const { status, text } = await site.post({ ...TYPED, intent: "a".repeat(1_500_001) });
    expect(status).toBe(413);
    expect(text).toContain("Nothing was saved: go back, where your browser still has what you typed");

    const body = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= 1_500_000; sent += 100_000) controller.enqueue(new Uint8Array(100_000));
        controller.close();
      },
    });
    const init = { method: "POST", body, headers: { origin: ORIGIN }, duplex: "half" };
    expect((await site.request(init as RequestInit)).status).toBe(413);
    expect(site.did).toEqual([]);
  });

  it("has an answer that is too long, and is not cut", async () => {
    const site = aSite();
    const { status, text } = await site.post({ ...TYPED, action: "draft", intent: "a".repeat(20_001) });

    expect(status).toBe(413);
    expect(text).toContain("Expected at most 20,000 characters in each answer");
    expect(site.did).toEqual([]);
    expect((await site.post({ ...TYPED, action: "draft", intent: "漢".repeat(20_000) })).status).toBe(303);
  });
});
