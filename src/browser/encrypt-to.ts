// The only script that calls the age library.
import { armor, Encrypter } from "age-encryption";

/** An armored block that only the recipient's identity opens. */
export async function encryptTo(recipient: string, text: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}
