// One webhook call: read what it asks for, keep it with its work in one transaction, done. Nothing is decided here, so
// that GitHub has its answer within milliseconds; the worker takes over from the database.
import type { Result } from "../core/ground/result.js";
import type { Delivery, DeliveryStore, SignedDelivery } from "../ports.js";

/** `malformed`: signed, yet something that we need is missing. Counted, answered and forgotten: sending it again would not help. */
export type ReceiveOutcome = "accepted" | "duplicate" | "ignored" | "malformed";

export interface ReceiveDependencies {
  readonly parse: (signed: SignedDelivery) => Result<Delivery, unknown>;
  readonly deliveries: DeliveryStore;
}

/** @throws when the database does not take it; the caller answers 503, GitHub keeps it as failed and it is asked for again. */
export async function receive(
  signed: SignedDelivery,
  { parse, deliveries }: ReceiveDependencies,
): Promise<ReceiveOutcome> {
  const parsed = parse(signed);
  if (!parsed.ok) return "malformed";
  const delivery = parsed.value;
  if (delivery.work.length === 0 && !delivery.push && !delivery.signsOut) return "ignored";
  return (await deliveries.receive(delivery)) ? "accepted" : "duplicate";
}
