import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { armor, Encrypter } from "age-encryption";
import fc from "fast-check";
import { findBlock } from "../../src/core/comments/armor.js";
import { decryptWith, encryptTo, keyOf, makeKey } from "../../src/seal/age.js";

const TEXT = "reviewer: robin\n\nDrei Tassen – naïve 🙂\r\n-- \n....";

describe("an age block", () => {
  it("opens to the very text, whatever it is", async () => {
    const { identity, recipient } = await makeKey();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (text) => {
        expect(await decryptWith([identity], await encryptTo(recipient, text))).toEqual({ status: "opened", text });
      }),
      { numRuns: 25 },
    );
  });

  it("is another one each time", async () => {
    const { recipient } = await makeKey();

    expect(await encryptTo(recipient, TEXT)).not.toBe(await encryptTo(recipient, TEXT));
  });

  it("tells a foreign block from a damaged one, and one that holds no text", async () => {
    const [mine, other] = [await makeKey(), await makeKey()];
    const block = await encryptTo(mine.recipient, TEXT);
    const encrypter = new Encrypter();
    encrypter.addRecipient(mine.recipient);
    const bytes = armor.encode(await encrypter.encrypt(new Uint8Array([0xff, 0xfe, 0x80])));

    expect(await decryptWith([other.identity], block)).toEqual({ status: "refused", reason: "foreign" });
    expect(await decryptWith([mine.identity], cut(block))).toEqual({ status: "refused", reason: "damaged" });
    expect(await decryptWith([mine.identity], "no block")).toEqual({ status: "refused", reason: "damaged" });
    expect(await decryptWith([mine.identity], bytes)).toEqual({ status: "refused", reason: "text" });
  });

  it("cannot be opened with a passphrase that its author chose", async () => {
    const { identity } = await makeKey();
    const encrypter = new Encrypter();
    encrypter.setPassphrase("open sesame");
    encrypter.setScryptWorkFactor(2);
    const block = armor.encode(await encrypter.encrypt(TEXT));

    expect((await decryptWith([identity], block)).status).toBe("refused");
  });

  it("is made for the recipient that its identity has", async () => {
    const { identity, recipient } = await makeKey();

    expect(await keyOf(identity)).toEqual({ identity, recipient });
    await expect(keyOf(identity.replace(/.$/, (last) => (last === "Q" ? "P" : "Q")))).rejects.toThrow();
    await expect(encryptTo("age1abc", TEXT)).rejects.toThrow();
  });
});

const hasAge = spawnSync("age", ["--version"]).error === undefined;
const itWithAge = hasAge ? it : it.skip;

describe("the age program", () => {
  itWithAge(hasAge ? "opens what we seal" : "SKIPPED: install age to see that it opens what we seal", async () => {
    const { identity, recipient } = await makeKey();
    const file = join(mkdtempSync(join(tmpdir(), "countersign-age-")), "key.txt");
    writeFileSync(file, `# test\n${identity}\n`, { mode: 0o600 });
    const opened = execFileSync("age", ["--decrypt", "-i", file], { input: await encryptTo(recipient, TEXT) });

    expect(opened.toString("utf8")).toBe(TEXT);
  });

  itWithAge(hasAge ? "seals what we open" : "SKIPPED: install age to see that we open what it seals", async () => {
    const { identity, recipient } = await makeKey();
    for (const text of [TEXT, "x".repeat(12_288), ""]) {
      const block = findBlock(execFileSync("age", ["-a", "-r", recipient], { input: text }).toString("utf8"));

      expect(block.found).toBe(true);
      expect(await decryptWith([identity], block.found ? block.block : "")).toEqual({ status: "opened", text });
    }
  });

  itWithAge(
    hasAge ? "makes identities that we take" : "SKIPPED: install age to see that we take its identities",
    async () => {
      const file = join(mkdtempSync(join(tmpdir(), "countersign-age-")), "key.txt");
      execFileSync("age-keygen", ["-o", file], { stdio: "ignore" });
      const [, recipient = ""] = /public key: (\S+)/.exec(readFileSync(file, "utf8")) ?? [];
      const [identity = ""] = /AGE-SECRET-KEY-1\S+/.exec(readFileSync(file, "utf8")) ?? [];

      expect(await keyOf(identity)).toEqual({ identity, recipient });
    },
  );
});

function cut(block: string): string {
  const lines = block.split("\n");
  return [...lines.slice(0, 3), ...lines.slice(4)].join("\n");
}
