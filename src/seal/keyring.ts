// The age identities of this server: those of SEAL_IDENTITY first, then those that were made here. What is sealed goes to the
// newest; every one that is known can open.
import { createHmac } from "node:crypto";
import type { Clock, SealKey, SealKeyStore, Seals } from "../ports.js";
import { decryptWith, encryptTo, makeKey } from "./age.js";
import { readIdentity } from "./read-identity.js";

export interface KeyringOptions {
  /** SEAL_IDENTITY: the one in use, then earlier ones. Empty: one is made and kept in the database. */
  readonly identities: readonly string[];
  readonly store: SealKeyStore;
  readonly clock: Clock;
}

/** Another process may have put a new key into the database; looked for this often. Chosen, not measured. */
const REMEMBERED_MS = 60_000;

/** @throws AppError CONFIG_INVALID when SEAL_IDENTITY holds something that is no identity after all. */
export async function openKeyring({ identities, store, clock }: KeyringOptions): Promise<Seals> {
  const given = await Promise.all(identities.map(readIdentity));
  if (given.length === 0 && (await store.load()).length === 0) await store.addFirst(await makeKey());
  let known: { readonly keys: readonly SealKey[]; readonly until: number } | null = null;
  const keys = async (): Promise<readonly SealKey[]> => {
    const now = clock.now().getTime();
    if (known === null || known.until <= now) {
      known = { keys: [...given, ...(await store.load())], until: now + REMEMBERED_MS };
    }
    return known.keys;
  };
  const current = async (): Promise<string> => (await keys())[0]?.recipient ?? "";
  await current();
  return {
    recipient: current,
    seal: async (text) => encryptTo(await current(), text),
    async open(block) {
      const opened = await decryptWith(
        (await keys()).map(({ identity }) => identity),
        block,
      );
      if (opened.status === "opened" || opened.reason !== "foreign") return opened;
      known = null;
      return decryptWith(
        (await keys()).map(({ identity }) => identity),
        block,
      );
    },
    async nonce(name) {
      const secret = (await keys())[0]?.identity ?? "";
      return createHmac("sha256", secret).update(`countersign nonce 1\n${name}`).digest("hex");
    },
  };
}
