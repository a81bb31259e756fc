// `countersign seal keys`: for whom reviews were and are sealed on this server.
import type { SealSettings } from "../../config.js";
import { createSealKeyStore } from "../../db/seal-keys.js";
import { type KnownRecipient, listRecipients } from "../../seal/list-recipients.js";
import type { CommandIo } from "../io.js";
import { answering, withDatabase } from "../with-database.js";
import { EXIT_OK } from "./options.js";

/** Exit code 0: listed, 2: could not be asked. */
export async function sealKeysCommand(
  settings: SealSettings,
  io: Pick<CommandIo, "writeOut" | "writeError">,
): Promise<number> {
  return answering(io, () =>
    withDatabase({ settings, readOnly: true, command: "seal keys" }, async (database) => {
      const known = await listRecipients(settings.sealIdentities, createSealKeyStore(database));
      if (known.length === 0) io.writeOut("none yet: the server makes its first identity when it starts\n");
      for (const [index, each] of known.entries()) io.writeOut(`${each.recipient}  ${describe(each, index === 0)}\n`);
      return EXIT_OK;
    }),
  );
}

function describe({ keptIn }: KnownRecipient, inUse: boolean): string {
  const place = keptIn === "environment" ? "SEAL_IDENTITY" : "the database";
  return inUse ? `in use, from ${place}` : `opens what was sealed for it, from ${place}`;
}
