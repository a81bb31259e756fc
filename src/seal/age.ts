// The only file that calls the age library. X25519 identities: what `age` and `age-keygen` make and read everywhere.
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import type { OpenedSeal } from "../core/judge/ruling.js";
import type { SealKey } from "../ports.js";

export async function makeKey(): Promise<SealKey> {
  return keyOf(await generateX25519Identity());
}

/** @throws Error for a text that is no age identity. */
export async function keyOf(identity: string): Promise<SealKey> {
  return { identity, recipient: await identityToRecipient(identity) };
}

/** An armored block that only the recipient's identity opens. */
export async function encryptTo(recipient: string, text: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}

/** Tries every identity. What is wrong with a block is told by a word, never by the library's own message. */
export async function decryptWith(identities: readonly string[], block: string): Promise<OpenedSeal> {
  let file: Uint8Array;
  try {
    file = armor.decode(block);
  } catch {
    return { status: "refused", reason: "damaged" };
  }
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    const text = decodeText(await decrypter.decrypt(file));
    return text === null ? { status: "refused", reason: "text" } : { status: "opened", text };
  } catch (error) {
    const isForeign = error instanceof Error && error.message.includes("no identity matched");
    return { status: "refused", reason: isForeign ? "foreign" : "damaged" };
  }
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
