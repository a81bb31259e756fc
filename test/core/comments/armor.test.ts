import fc from "fast-check";
import { findBlock, holdsWords } from "../../../src/core/comments/armor.js";
import { decryptWith, encryptTo, keyOf, makeKey } from "../../../src/seal/age.js";

const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const END = "-----END AGE ENCRYPTED FILE-----";

let block: string;
let identity: string;

beforeAll(async () => {
  const key = await makeKey();
  identity = key.identity;
  block = await encryptTo(key.recipient, "verdict: approve\n");
});

describe("the block in a comment", () => {
  it.each<[string, (block: string) => string]>([
    ["alone", (text) => text],
    ["between other lines", (text) => `\nhere it is:\n\n${text}\nthank you\n`],
    ["in a fence", (text) => `\`\`\`\n${text}\`\`\``],
    ["indented", (text) => text.replace(/^/gm, "    ")],
    ["with line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["wrapped by a mail program", (text) => rewrapped(text, 40)],
    ["on one line", (text) => rewrapped(text, 100_000)],
    ["with empty lines between", (text) => text.replaceAll("\n", "\n\n")],
  ])("is found %s, and opens", async (_, change) => {
    const found = findBlock(change(block));

    expect(found).toEqual({ found: true, block });
    expect(await decryptWith([identity], found.found ? found.block : "")).toMatchObject({ status: "opened" });
  });

  it.each<[string, (block: string) => string, string]>([
    ["no block", () => "approve", "none"],
    ["a marker inside a line", (text) => `> ${text.replaceAll("\n", " ")}`, "none"],
    ["two blocks", (text) => `${text}\n${text}`, "several"],
    ["no end", (text) => text.replace(END, ""), "cut"],
    ["no content", () => `${BEGIN}\n${END}`, "cut"],
    ["a hole", (text) => text.replace(/\n.{64}\n/, "\n…\n"), "cut"],
    ["a character too few", (text) => text.replace(/.(=*\n-----END)/, "$1"), "cut"],
  ])("is refused with %s", (_, change, fault) => {
    expect(findBlock(change(block))).toEqual({ found: false, fault });
  });

  it("is refused when another could open it as well", async () => {
    const { Encrypter, armor } = await import("age-encryption");
    const [one, other] = [await makeKey(), await makeKey()];
    const encrypter = new Encrypter();
    encrypter.addRecipient(one.recipient);
    encrypter.addRecipient(other.recipient);

    expect(findBlock(armor.encode(await encrypter.encrypt("x")))).toEqual({ found: false, fault: "recipients" });
  });

  it("opens for the recipient's identity alone", async () => {
    const { identity: another } = await makeKey();

    expect(await decryptWith([another], block)).toEqual({ status: "refused", reason: "foreign" });
    expect(await decryptWith([another, identity], block)).toMatchObject({ status: "opened" });
    expect((await keyOf(identity)).recipient).toMatch(/^age1[02-9ac-hj-np-z]{58}$/);
  });

  it("is not taken with any one character changed, left out or put in", async () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=- \n!";
    const character = fc.constantFrom(...alphabet);
    const damage = fc.record({ at: fc.nat(), character, kind: fc.constantFrom("change", "drop", "add") });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, character, kind }) => {
        const place = at % block.length;
        const damaged = damagedAt(place, character, kind);
        const found = findBlock(damaged);
        // White space between the characters says nothing, wherever it stands.
        fc.pre(!found.found || found.block !== block);

        const opened = found.found ? await decryptWith([identity], found.block) : { status: "refused" };
        expect(opened.status).toBe("refused");
      }),
      { numRuns: 300 },
    );
  });

  it("is not taken with any one of its characters changed for the next", async () => {
    const taken: number[] = [];
    for (let place = BEGIN.length + 1; place < block.indexOf(END) - 1; place += 1) {
      const before = block.charAt(place);
      if (before === "\n" || before === "=") continue;
      const found = findBlock(damagedAt(place, before === "z" ? "A" : nextOf(before), "change"));
      const opened = found.found ? await decryptWith([identity], found.block) : { status: "refused" };
      if (opened.status !== "refused") taken.push(place);
    }

    expect(taken).toEqual([]);
  });

  it.each<[string, (block: string) => string]>([
    ["nothing at all", () => "\n\n"],
    ["the block", (text) => `\n${text}\n`],
    ["a block in a fence", (text) => `\`\`\`\n${text}\n\`\`\``],
    ["an indented block", (text) => text.replace(/^/gm, "    ")],
    ["one wrapped by a mail program", (text) => rewrapped(text, 20)],
    ["one on one line", (text) => rewrapped(text, 100_000)],
    ["one that is cut", (text) => text.slice(0, 200)],
    ["one without its end", (text) => text.replace(END, "")],
    ["one without its beginning", (text) => text.replace(BEGIN, "")],
    ["two of them", (text) => `${text}\n${text}`],
  ])("stands beside no words: %s", (_, change) => {
    expect(holdsWords(change(block))).toBe(false);
  });

  it.each<[string, (block: string) => string]>([
    ["a word above it", (text) => `LGTM\n${text}`],
    ["a word below it", (text) => `${text}\nfine\n`],
    ["words on the line of its end", (text) => text.replace(END, `${END} reject`)],
    ["an emoji", (text) => `${text}👍`],
    ["a quotation", (text) => `${text}\n> approve`],
    ["what a fence is called", (text) => `\`\`\`reject\n${text}\n\`\`\``],
    ["a hidden comment", (text) => `<!-- no -->\n${text}`],
    ["words in place of it", () => "I approve of it."],
    ["words in the clothes of one", () => `${BEGIN}\nreject==\n${END}`],
    ["words below one that is cut", (text) => `${text.slice(0, 200)}\nnot good`],
  ])("is told from what stands beside it: %s", (_, change) => {
    expect(holdsWords(change(block))).toBe(true);
  });
});

function damagedAt(place: number, character: string, kind: string): string {
  const kept = kind === "add" ? place : place + 1;
  return block.slice(0, place) + (kind === "drop" ? "" : character) + block.slice(kept);
}

function nextOf(character: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return alphabet.charAt((alphabet.indexOf(character) + 1) % alphabet.length);
}

function rewrapped(text: string, width: number): string {
  const base64 = text.split("\n").slice(1, -2).join("");
  return [BEGIN, ...(base64.match(new RegExp(`.{1,${width}}`, "g")) ?? []), END].join("\n");
}
