// Whom reviews were sealed for on this server, without the identities that open them.
import type { SealKeyStore } from "../ports.js";
import { readIdentity } from "./read-identity.js";

export interface KnownRecipient {
  /** `age1…` */
  readonly recipient: string;
  /** Where its identity is kept. */
  readonly keptIn: "environment" | "database";
}

/** In the keyring's order: the one in use first. Empty: the server has not made one yet. */
export async function listRecipients(
  identities: readonly string[],
  store: Pick<SealKeyStore, "load">,
): Promise<readonly KnownRecipient[]> {
  const given = await Promise.all(identities.map(readIdentity));
  const made = await store.load();
  const all = [
    ...given.map(({ recipient }): KnownRecipient => ({ recipient, keptIn: "environment" })),
    ...made.map(({ recipient }): KnownRecipient => ({ recipient, keptIn: "database" })),
  ];
  return all.filter(({ recipient }, index) => all.findIndex((other) => other.recipient === recipient) === index);
}
