// Asked of a webhook call before anything else meets it: can GitHub have sent this?
import type { SignedDelivery } from "../ports.js";
import { type OwnApp, parseDelivery } from "./parse-delivery.js";

/** False: something in it cannot be, for this or any later version. What is only missing, or of an event that we do not know, may be. */
export function isPossible({ event, id, payload }: SignedDelivery, own: OwnApp): boolean {
  const parsed = parseDelivery(event, id, payload, own);
  return parsed.ok || !parsed.error.impossible;
}
