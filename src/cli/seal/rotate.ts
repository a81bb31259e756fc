// `countersign seal rotate`: a new identity in the database takes the place of the present one, which goes on opening what was
// sealed for it.
import type { SealSettings } from "../../config.js";
import { createSealKeyStore } from "../../db/seal-keys.js";
import { makeKey } from "../../seal/age.js";
import { UsageError } from "../classify/io.js";
import type { CommandIo } from "../io.js";
import { answering, withDatabase } from "../with-database.js";
import { EXIT_OK } from "./options.js";

/** Exit code 0: made, 2: not made. */
export async function sealRotateCommand(
  settings: SealSettings,
  io: Pick<CommandIo, "writeOut" | "writeError">,
): Promise<number> {
  return answering(io, () => {
    // INVARIANT: what the environment says comes first; a key in the database would change nothing and look as if it did.
    if (settings.sealIdentities.length > 0) throw new UsageError(IN_ENVIRONMENT);
    return withDatabase({ settings, readOnly: false, command: "seal rotate" }, async (database) => {
      const store = createSealKeyStore(database);
      const earlier = await store.load();
      const key = await makeKey();
      await store.add(key);
      io.writeOut(`${key.recipient}  in use from now on\n`);
      for (const { recipient } of earlier) io.writeOut(`${recipient}  opens what was sealed for it\n`);
      io.writeError(
        database.kind === "embedded"
          ? "Start the server again.\n"
          : "Running servers use it within a minute. Reviews that are sealed for the earlier one until then are opened as well.\n",
      );
      return EXIT_OK;
    });
  });
}

const IN_ENVIRONMENT =
  "SEAL_IDENTITY is set, so the identities are changed there and not in the database: make a new one with `age-keygen`, put it " +
  "first, leave the earlier ones behind it, separated by commas, and start the servers again, " +
  "e.g. SEAL_IDENTITY=<new identity>,<earlier identity>";
