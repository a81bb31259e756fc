// Does the policy name a finding as no secret?
import type { Policy } from "../policy/schema.js";

/** `id`: of the finding, 12 hex digits. People copy it in either case. */
export function isAllowedSecret(id: string, { secrets }: Policy): boolean {
  return secrets.allow.some((allowed) => allowed.trim().toLowerCase() === id);
}
