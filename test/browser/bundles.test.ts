// What browsers are given: one file each, small, whole, and nothing of the server's.
import { readdirSync } from "node:fs";
import { SCRIPT_NAMES } from "../../src/http/scripts.js";
import { makeBundles, readBundle } from "../support/browser-bundles.js";

/** Room for a new check; a library of the server's would go beyond at once (re2js alone has 147 KB, zod 60 KB). */
const MAX_BYTES = 235_000;

beforeAll(makeBundles);

it("are made of every page's script, and the server knows them all", () => {
  const pages = readdirSync(new URL("../../src/browser/pages/", import.meta.url));

  expect(pages.sort()).toEqual(SCRIPT_NAMES.map((name) => `${name}.ts`).sort());
  for (const name of SCRIPT_NAMES) expect(readBundle(name)).toMatch(/^\/\*! Countersign/);
});

describe("the script of the sealing page", () => {
  it(`has at most ${MAX_BYTES / 1_000} KB`, () => {
    expect(Buffer.byteLength(readBundle("seal"))).toBeLessThan(MAX_BYTES);
  });

  it("imports nothing and wants nothing of Node.js", () => {
    const bundle = readBundle("seal");

    expect(bundle).not.toMatch(/\bnode:[a-z]/);
    expect(bundle).not.toMatch(/(?:^|[;}\s])import\s*[{*"']|\bimport\(|\brequire\(/);
    expect(bundle).not.toMatch(/\bprocess\.(?:env|argv|versions)\b/);
  });

  it("can neither send nor run text as code", () => {
    const bundle = readBundle("seal");

    expect(bundle).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimportScripts\b/);
    expect(bundle).not.toMatch(/\beval\(|new Function\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  });

  it("names whose code is in it, and under which licence", () => {
    const [notice] = readBundle("seal").split("\n");

    expect(notice).toMatch(/^\/\*! Countersign \(Apache-2\.0\), with .*age-encryption [\d.]+ \(BSD-3-Clause\)/);
    expect(notice).not.toMatch(/re2js|zod|yaml|undefined/);
  });

  it("knows the phrases that say nothing and the credentials that must not be revealed", () => {
    const bundle = readBundle("seal");

    for (const text of ["looks good to me", "github_pat_"]) expect(bundle).toContain(text);
  });
});
