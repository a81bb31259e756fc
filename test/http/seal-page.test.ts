import { createScripts } from "../../src/http/scripts.js";
import { createSessions } from "../../src/http/session.js";
import { createViewers } from "../../src/http/viewers.js";
import { aWeb } from "../support/a-web.js";
import { makeBundles } from "../support/browser-bundles.js";
import { FAKE_RECIPIENT } from "../support/fake-seals.js";
import { aSignOuts } from "../support/fake-sign-outs.js";
import { createRecordingLogger } from "../support/recording-logger.js";

const PAGE = "/seal/acme/shop/7";
let recipient = FAKE_RECIPIENT;
const seal = { recipient: async () => recipient, githubWebUrl: "https://github.com" };

beforeAll(makeBundles);
beforeEach(() => {
  recipient = FAKE_RECIPIENT;
});

describe("GET /seal/recipient", () => {
  it("answers the recipient in use on a line of its own, to anybody and never from a cache", async () => {
    const web = aWeb({ seal });
    const response = await web.request("/seal/recipient");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).toBe(`${FAKE_RECIPIENT}\n`);

    recipient = "age1another";
    expect(await (await web.request("/seal/recipient")).text()).toBe("age1another\n");
  });
});

describe("the sealing page", () => {
  it("may load our script, style and pictures, and send nothing anywhere", async () => {
    const { headers } = await aWeb({ seal }).request(PAGE);
    const policy = headers.get("content-security-policy")?.split("; ");

    expect(policy?.sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("gives no other page a script", async () => {
    for (const path of ["/", "/pulls/acme/shop/7", "/nowhere", "/seal/recipient"]) {
      const { headers } = await aWeb({ seal }).request(path);

      expect(headers.get("content-security-policy")).not.toContain("script-src");
    }
  });

  it("has one script, no inline code and no inline style", async () => {
    const page = await textOf(PAGE);

    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toMatch(/<script type="module" src="\/scripts\/seal-[0-9a-f]{16}\.js"><\/script>/);
    expect(page).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/);
  });

  it("serves the script under its hash, to be kept for ever, and no other version", async () => {
    const web = aWeb({ seal });
    const path = await createScripts().pathOf("seal");
    const response = await web.request(path);

    expect(await textOf(PAGE)).toContain(path);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await web.request("/scripts/seal-0123456789abcdef.js")).status).toBe(404);
    expect((await web.request("/scripts/seal.js")).status).toBe(404);
  });

  it("is our fault when the scripts were not bundled, and says so", async () => {
    const scripts = createScripts(new URL("file:///nowhere/"));

    await expect(scripts.pathOf("seal")).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("is the same for a pull request that exists, one that is private, and one that there never was", async () => {
    const findPull = async () => {
      throw new Error("looked up");
    };
    const logger = createRecordingLogger();
    const web = aWeb({ seal, logger, readable: { mayRead: findPull, pulls: { findPull } } });
    const pages = await Promise.all(
      ["/seal/acme/shop/7", "/seal/acme/secret/7", "/seal/nobody/nothing/999999999"].map(async (path) => {
        const [, , owner = "", repo = "", number = ""] = path.split("/");
        const page = await (await web.request(path)).text();
        return page
          .replaceAll(`${owner}/${repo}#${number}`, "NAME")
          .replaceAll(`${owner}/${repo}/pull/${number}`, "PULL");
      }),
    );

    expect(new Set(pages).size).toBe(1);
    expect(logger.lines).toEqual([]);
  });

  it.each([
    "/seal/acme/shop",
    "/seal/acme/shop/0",
    "/seal/acme/shop/07",
    "/seal/acme/shop/0x7",
    "/seal/acme/shop/seven",
    "/seal/acme/shop/1234567890",
    "/seal/acme/sh%20op/7",
    "/seal/acme/%3Cscript%3E/7",
    `/seal/${"a".repeat(101)}/shop/7`,
    "/seal/acme/shop/7/files",
  ])("answers 404 for %s", async (path) => {
    const response = await aWeb({ seal }).request(path);

    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("<script");
  });

  it("shows whom its script does not run for the other ways, with what they need", async () => {
    const page = await textOf("/seal/acme/shop/7");

    expect(page).toContain("countersign seal --pull acme/shop#7 --server http://localhost:3000");
    expect(page).toContain(`age -a -r ${FAKE_RECIPIENT} review.txt`);
    for (const line of ["pull: acme/shop#7", "verdict: approve or reject", "### Intent", "### Risks"]) {
      expect(page).toContain(line);
    }
    expect(page).toMatch(/<form id="seal" hidden/);
  });

  it("leads to the review page where people can sign in", async () => {
    const sessions = createSessions({ clientSecret: "s", https: false, clock: { now: () => new Date(0) } });
    const signIn = {
      clientId: "c",
      githubWebUrl: "https://github.com",
      publicUrl: "http://localhost:3000",
      sessions,
      viewers: createViewers(sessions, aSignOuts()),
      identify: async () => ({ viewer: { id: 1, login: "robin" }, token: "t" }),
      post: async () => new Response(),
      logger: createRecordingLogger(),
    };

    expect(await textOf(PAGE)).not.toContain("/review/acme/shop/7");
    expect(await (await aWeb({ seal, signIn }).request(PAGE)).text()).toContain(
      'href="http://localhost:3000/review/acme/shop/7"',
    );
  });

  it("leads to the pull request on the GitHub that this server belongs to", async () => {
    const page = await aWeb({ seal: { ...seal, githubWebUrl: "https://github.example.com" } }).request(PAGE);

    expect(await page.text()).toContain('href="https://github.example.com/acme/shop/pull/7"');
  });

  it("chooses no verdict and ticks nothing for anybody", async () => {
    expect(await textOf(PAGE)).not.toMatch(/<input[^>]*\schecked/);
  });
});

async function textOf(path: string): Promise<string> {
  return (await aWeb({ seal }).request(path)).text();
}
