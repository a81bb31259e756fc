// Sessions of the web pages that are over before their time. Kept here, so that a cookie that was copied is dead on all replicas.
import type { SignOuts } from "../ports.js";
import type { Database } from "./client.js";

export function createSignOuts({ prisma, now }: Database): SignOuts {
  return {
    async now() {
      const [row] = await prisma.$queryRaw<{ now: Date }[]>`SELECT ${now()}::timestamptz(3) AS now`;
      if (row === undefined) throw new RangeError("the database did not say what time it is");
      return row.now;
    },
    async lastOf(personId) {
      const row = await prisma.signOut.findUnique({ where: { personId: BigInt(personId) } });
      return row?.at ?? null;
    },
    async signOut(personId, since) {
      // The later of both: the database's clock may have been set back meanwhile.
      await prisma.$executeRaw`
        INSERT INTO sign_outs (person_id, at) VALUES (${BigInt(personId)}, greatest(${now()}, ${since}::timestamptz))
        ON CONFLICT (person_id) DO UPDATE SET at = greatest(sign_outs.at, excluded.at)`;
    },
  };
}
