// What the buttons of the review page do: start, save the draft, submit.
import type { FormFaults } from "../../../src/ports.js";
import { makeBundles } from "../../support/browser-bundles.js";
import { aSite, GITHUB_DOWN, PATH, TYPED } from "./a-site.js";
import { aDeskView } from "./a-view.js";

const MAY_START = aDeskView();
const DRAFT = "draft of robin about f1: OPEN SESAME";

beforeAll(() => makeBundles());

describe("start", () => {
  const START = { token: "token of 102", fingerprint: "f1", action: "start" };

  it("opens a session and leads back to the form", async () => {
    const site = aSite({ view: MAY_START });

    expect(await site.post(START)).toMatchObject({ status: 303, location: `${PATH}#your-review` });
    expect(site.did).toEqual(["start by robin"]);
  });

  it("shows the page as it is afterwards, not as it was", async () => {
    const site = aSite({ view: MAY_START });
    await site.get();
    await site.post(START);
    await site.get();

    expect(site.looks()).toBe(2);
  });

  it.each([
    ["has begun", aSite],
    [
      "may not review",
      () => aSite({ view: aDeskView({ standing: { kind: "may-not", reason: "set the agent to work" } }) }),
    ],
    ["looks at a pull request that is gone", () => aSite({ view: null })],
  ])("does nothing for somebody who %s", async (_, make) => {
    const site = make();

    expect((await site.post(START)).status).toBe(303);
    expect(site.did).toEqual([]);
  });

  it("is put off while GitHub does not answer", async () => {
    const site = aSite({ desk: { view: GITHUB_DOWN } });

    expect((await site.post(START)).status).toBe(503);
    expect(site.did).toEqual([]);
  });

  it("is put off for somebody who presses it without end", async () => {
    const site = aSite({ view: MAY_START });
    for (let times = 0; times < 60; times += 1) expect((await site.post(START)).status).toBe(303);

    expect((await site.post(START)).status).toBe(429);
    expect(site.did).toHaveLength(60);
  });
});

describe("saving the draft", () => {
  it.each(["draft", "", "delete", "constructor"])("is what happens for the action %j", async (action) => {
    const site = aSite();

    expect(await site.post({ ...TYPED, action })).toMatchObject({
      status: 303,
      location: `${PATH}?done=draft#your-review`,
    });
    expect(site.did).toEqual([DRAFT]);
  });

  it("answers a script what the answers lack so far, and nothing of what they say", async () => {
    const problem = { field: "risks" as const, kind: "filler" as const, message: "expected more" };
    const site = aSite({ desk: { check: () => [problem] } });

    const { status, text } = await site.post({ ...TYPED, action: "draft" }, { accept: "application/json" });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ faults: [{ field: "risks", message: "expected more" }] });
    expect(site.did).toEqual([DRAFT]);
  });

  it.each([
    ["GitHub does not answer", () => aSite({ desk: { view: GITHUB_DOWN } })],
    ["the pull request is gone", () => aSite({ view: null })],
  ])("saves all the same while %s", async (_, make) => {
    const site = make();
    const { status, text } = await site.post({ ...TYPED, action: "draft" }, { accept: "application/json" });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ faults: [] });
    expect(site.did).toEqual([DRAFT]);
  });

  it("uses up no looks at GitHub while somebody types", async () => {
    const site = aSite();
    for (let times = 0; times < 200; times += 1) {
      site.clock.advance(2_000);
      expect((await site.post({ ...TYPED, action: "draft" }, { accept: "application/json" })).status).toBe(200);
    }

    expect(site.looks()).toBe(1);
    expect(site.did).toHaveLength(200);
  });
});

describe("submitting", () => {
  const SUBMIT = { ...TYPED, action: "submit" };

  it("keeps the draft first, then hands it in", async () => {
    const site = aSite();

    expect(await site.post({ ...SUBMIT, onPageSeconds: "80" })).toMatchObject({ status: 303, location: PATH });
    expect(site.did).toEqual([DRAFT, "submit by robin: approve, 80 s"]);
  });

  it.each([
    ["0", "0 s"],
    ["999999", "86400 s"],
    ["", "null s"],
    ["-1", "null s"],
    ["1e3", "null s"],
    ["12.5", "null s"],
    ["99999999", "null s"],
  ])("believes no odd number of seconds in front of the page: %j", async (onPageSeconds, expected) => {
    const site = aSite();

    await site.post({ ...SUBMIT, onPageSeconds });

    expect(site.did.at(-1)).toBe(`submit by robin: approve, ${expected}`);
  });

  it("says every fault and gives back what was typed, not the draft", async () => {
    const faults: FormFaults = {
      reasons: ["It came too soon."],
      problems: [{ field: "risks", kind: "filler", message: "expected more" }],
    };
    const site = aSite({ desk: { submit: async () => ({ kind: "faults", faults }) } });

    const { status, text, headers } = await site.post({ ...SUBMIT, intent: "typed <b>just now</b>" });

    expect(status).toBe(422);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(text).toContain("<li>It came too soon.</li>");
    expect(text).toContain('<a href="#risks">Risks</a>: expected more');
    expect(text).toContain(">\ntyped &lt;b&gt;just now&lt;/b&gt;</textarea>");
  });

  it("goes on to GitHub where the review is to be posted", async () => {
    const site = aSite({ desk: { submit: async () => ({ kind: "to-be-posted" }) } });

    expect(await site.post(SUBMIT)).toMatchObject({
      status: 303,
      location: `https://github.com/login/oauth/authorize?for=${PATH}`,
    });
  });

  it("keeps the draft while GitHub does not answer", async () => {
    const site = aSite({ desk: { submit: GITHUB_DOWN } });

    expect(await site.post(SUBMIT)).toMatchObject({
      status: 503,
      text: expect.stringContaining("it is kept as your draft"),
    });
    expect(site.did).toEqual([DRAFT]);
  });

  it("keeps the draft of somebody who submits without end, and hands nothing in", async () => {
    const site = aSite();
    for (let times = 0; times < 60; times += 1) expect((await site.post(SUBMIT)).status).toBe(303);
    site.did.length = 0;

    expect(await site.post(SUBMIT)).toMatchObject({
      status: 429,
      text: expect.stringContaining("it is kept as your draft"),
    });
    expect(site.did).toEqual([DRAFT]);
  });

  it("says that it is our fault when it is, and logs nothing of what was typed", async () => {
    const site = aSite({ desk: { submit: () => Promise.reject(new TypeError("OPEN SESAME is not a function")) } });

    const { status, text } = await site.post(SUBMIT);

    expect(status).toBe(500);
    expect(text + site.logger.lines.join()).not.toContain("SESAME");
  });
});
