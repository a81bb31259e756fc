// Seals without cryptography, for tests of what happens around it: a block is the text in base64, as long as a real one is.
import { createHash } from "node:crypto";
import type { Seals } from "../../src/ports.js";

const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const END = "-----END AGE ENCRYPTED FILE-----";
const MARK = "fake seal\n";

export const FAKE_RECIPIENT = "age1fakefakefakefakefakefakefakefakefakefakefakefakefakefakefake";

export function fakeSeal(text: string): string {
  const lines =
    Buffer.from(MARK + text)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [BEGIN, ...lines, END, ""].join("\n");
}

export const FAKE_SEALS: Seals = {
  recipient: async () => FAKE_RECIPIENT,
  seal: async (text) => fakeSeal(text),
  open: async (block) => {
    const text = Buffer.from(block.split("\n").slice(1, -2).join(""), "base64").toString("utf8");
    return text.startsWith(MARK)
      ? { status: "opened", text: text.slice(MARK.length) }
      : { status: "refused", reason: "damaged" };
  },
  nonce: async (name) => createHash("sha256").update(`nonce ${name}`).digest("hex"),
};
