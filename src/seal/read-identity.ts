// An identity from SEAL_IDENTITY, whose shape was checked at start; its checksum is checked here.
import { AppError } from "../errors.js";
import type { SealKey } from "../ports.js";
import { keyOf } from "./age.js";

/** @throws AppError CONFIG_INVALID when it is no identity after all. It is never repeated. */
export async function readIdentity(identity: string): Promise<SealKey> {
  try {
    return await keyOf(identity);
  } catch {
    throw new AppError(
      "CONFIG_INVALID",
      "SEAL_IDENTITY holds something that is no age identity (it is not repeated here); copy the line AGE-SECRET-KEY-1… that `age-keygen` prints",
    );
  }
}
