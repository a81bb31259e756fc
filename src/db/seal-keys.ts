// Age identities that were made here. In a table of their own, apart from everything that is encrypted to them.
import type { SealKeyStore } from "../ports.js";
import type { Database } from "./client.js";

/** Key of the advisory lock under which the first identity is made; an arbitrary constant, ours alone. */
const FIRST_KEY_LOCK = 20_728;

export function createSealKeyStore({ prisma, transaction, now }: Database): SealKeyStore {
  const load = () =>
    prisma.sealKey.findMany({
      orderBy: [{ madeAt: "desc" }, { recipient: "asc" }],
      select: { recipient: true, identity: true },
    });
  return {
    load,
    addFirst: (key) =>
      transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_KEY_LOCK})`;
        const first = await tx.sealKey.findFirst({ select: { recipient: true, identity: true } });
        if (first !== null) return first;
        await tx.$executeRaw`
          INSERT INTO seal_keys (recipient, identity, made_at) VALUES (${key.recipient}, ${key.identity}, ${now()})`;
        return key;
      }),
    async add({ recipient, identity }) {
      await prisma.$executeRaw`
        INSERT INTO seal_keys (recipient, identity, made_at) VALUES (${recipient}, ${identity}, ${now()})`;
    },
  };
}
