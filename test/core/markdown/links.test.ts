import { createHash } from "node:crypto";
import { conversationLink, detailsUrl, placeLink } from "../../../src/core/markdown/links.js";

const PULL = "https://github.com/acme/shop/pull/7";

describe("a link to a place in the diff", () => {
  const anchor = createHash("sha256").update("src/a.ts").digest("hex");

  it.each([
    [
      "a new line",
      { path: "src/a.ts", line: 4, side: "new" as const },
      `[\`src/a.ts:4\`](${PULL}/files#diff-${anchor}R4)`,
    ],
    [
      "a removed line",
      { path: "src/a.ts", line: 4, side: "old" as const },
      `[\`src/a.ts:4\`](${PULL}/files#diff-${anchor}L4)`,
    ],
    [
      "a whole file",
      { path: "src/a.ts", line: null, side: "new" as const },
      `[\`src/a.ts\`](${PULL}/files#diff-${anchor})`,
    ],
    ["no file", { path: null, line: null, side: "new" as const }, "the whole change"],
  ])("of %s", (_what, place, link) => {
    expect(placeLink(place, PULL)).toBe(link);
  });
});

describe("a link to a comment or review", () => {
  it("is made for this pull request's own", () => {
    expect(conversationLink("see it", `${PULL}#issuecomment-9`, PULL)).toBe(`[see it](${PULL}#issuecomment-9)`);
  });

  it.each([
    null,
    "",
    PULL,
    "https://evil.example/#x",
    `${PULL}#a)](https://evil.example`,
    `${PULL}1#x`,
    "javascript:alert(1)",
  ])("is not made to %j", (url) => {
    expect(conversationLink("see it", url, PULL)).toBe("");
  });
});

describe("the page of a pull request", () => {
  it("lies under the App's own address", () => {
    expect(detailsUrl("https://countersign.example", { owner: "acme", name: "shop" }, 7)).toBe(
      "https://countersign.example/pulls/acme/shop/7",
    );
  });
});
