import { createHash } from "node:crypto";
import fc from "fast-check";
import { commitmentOf } from "../../../src/core/judge/take-sealed.js";

const NONCE = "ab".repeat(32);

describe("the commitment", () => {
  it("is what anybody computes with the nonce and the content", () => {
    const content = "reviewer: robin\n\n### Intent\nDrei Tassen – naïve 🙂\r\n";
    const hash = createHash("sha256")
      .update(Buffer.from(NONCE + content, "utf8"))
      .digest("hex");

    expect(commitmentOf(NONCE, content)).toBe(`sha256:${hash}`);
  });

  it("is known for a given text", () => {
    expect(commitmentOf("0".repeat(64), "")).toBe(
      "sha256:60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55",
    );
  });

  it("is another for another nonce or another content", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(commitmentOf(NONCE, one) === commitmentOf(NONCE, other)).toBe(one === other);
        expect(commitmentOf(NONCE, one)).not.toBe(commitmentOf("cd".repeat(32), one));
      }),
    );
  });
});
