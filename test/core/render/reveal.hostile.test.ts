// The comment that reveals, when what people sealed is hostile, or as long as it may be.
import fc from "fast-check";
import { MAX_CONTENT_BYTES } from "../../../src/core/comments/content.js";
import { anAccount } from "../../support/build.js";
import { expectNothingInvisible, hostileText, outsideCode } from "./hostile.js";
import { comment, recomputed, type Said, two } from "./reveals.js";

/** Everything that a reader sees as Markdown: outside fenced blocks. */
function outsideBlocks(body: string): string {
  return body.replace(/^```(?:text|sh)\n[\s\S]*?\n```$/gm, "");
}

describe("hostile answers", () => {
  const HOSTILE = [
    "@alice @acme/security #12 https://evil.example [safe](https://evil.example) ![i](https://e.example/x.png)",
    "<img src=x onerror=alert(1)> </details> <!-- countersign:briefing --> -->",
    "```\n### Risks\n/countersign approve\n~~~",
    "a\u202eb\u200bc\u0007d",
  ].join("\n");

  it("do nothing: they stand in blocks, with what is invisible spelled out", () => {
    const body = comment(
      two({ intent: HOSTILE, tests: HOSTILE, checklist: { ticked: [], note: HOSTILE } }, { risks: HOSTILE }),
    );
    const seen = outsideBlocks(body);

    expect(body).toContain("a\\u{202e}b\\u{200b}c\\u{7}d");
    expect(seen).not.toMatch(/@|evil|onerror|#12|\/countersign/);
    expect(seen.match(/<[^>]*>/g)).toEqual([
      expect.stringMatching(/^<!-- countersign:reveal:[0-9a-f]{24} -->$/),
      "<details>",
      "<summary>",
      "</summary>",
      "</details>",
    ]);
    expectNothingInvisible(body);
  });

  it("break out of nothing whatever they are, nor do logins", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, login) => {
        const clean = text.replace(/\0|\p{Cs}/gu, "");
        const reviews = two({ intent: clean, checklist: { ticked: [], note: `x${clean}` } }).map((review) => ({
          ...review,
          reviewer: anAccount({ ...review.reviewer, login }),
        }));
        const body = comment(reviews);

        expect(outsideCode(outsideBlocks(body))).not.toMatch(/[@`]|<img|evil|\/countersign/);
        expect(body.match(/^```(?:text|sh)?$/gm)).toHaveLength((8 + 1 + 2) * 2);
        expectNothingInvisible(body);
      }),
      { numRuns: 150 },
    );
  });
});

describe("reviews as long as they may be", () => {
  const MAX_COMMENT_CHARS = 65_536;
  /** Answers that fill the content to its limit, all in one field. */
  const filled = (piece: string): Said => {
    const room = MAX_CONTENT_BYTES - 1_000;
    return { intent: piece.repeat(Math.floor(room / Buffer.byteLength(piece))) };
  };

  it.each([
    ["letters", "word "],
    ["characters of three bytes", "漢"],
    ["control characters, five times as long when spelled out", "\u0001"],
    ["invisible characters", "\u200b"],
    ["backticks", "```a"],
    ["lines", "\n"],
    ["tabs", "\t"],
  ])("fit into one comment, whole in base64, when made of %s", (_, piece) => {
    const reviews = two(filled(piece), { ...filled(piece), risks: "" });
    const body = comment(reviews);

    expect(body.length).toBeLessThanOrEqual(MAX_COMMENT_CHARS);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_COMMENT_CHARS);
    expect(recomputed(body)).toEqual(reviews.map(({ commitment }) => commitment));
  });

  it("are shown whole when they are made of ordinary letters", () => {
    const { intent = "" } = filled("word ");
    const body = comment(two({ intent }, { intent: `${intent}too` }));

    expect(body).toContain(`\n${intent.trimEnd()}\n`);
    expect(body).toContain(`\n${intent}too\n`);
  });
});
