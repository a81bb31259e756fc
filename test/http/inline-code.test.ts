import { inlineCode } from "../../src/http/inline-code.js";

describe("inlineCode", () => {
  it.each([
    ["plain words", "everything was read", "everything was read"],
    ["code spans", "written by `ines` in `acme/shop#1`", "written by <code>ines</code> in <code>acme/shop#1</code>"],
    ["a span that holds a backtick", "got `` `lgtm` ``.", "got <code>`lgtm`</code>."],
    ["a backtick that is never closed", "it's `open", "it&#39;s `open"],
    ["runs of different lengths", "``a` b", "``a` b"],
    ["markup in a span", "`<img src=x>` & more", "<code>&lt;img src=x&gt;</code> &amp; more"],
    ["markup outside", "<script>`a`", "&lt;script&gt;<code>a</code>"],
    ["nothing", "", ""],
  ])("shows %s", async (_, text, expected) => {
    expect(String(await inlineCode(text))).toBe(expected);
  });
});
