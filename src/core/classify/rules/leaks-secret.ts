// Credentials and personal data in added lines. In tests they hold the check by `no_secrets`, and raise nothing.

import type { Finding } from "../../facts/finding.js";
import type { Policy } from "../../policy/schema.js";
import { fileFinding, type Rule } from "../rule.js";

export const leaksSecret: Rule = {
  id: "leaks-secret",
  question: "Does an added line hold a credential or personal data?",
  tier: "high-stakes",
  reason: "what is pushed once stays in the history and in every copy, so a credential is lost and a person is exposed",
  remedy: "revoke it and amend the commits; name what is no secret under `secrets.allow`, by the finding's id",
  examples: {
    found: ["postgres://app:9fK2…@db.acme.com/shop", "-----BEGIN PRIVATE KEY-----", "ssn: 536-82-…"],
    left: ["postgres://app:app@localhost/shop", "AKIAIOSFODNN7EXAMPLE", "password = process.env.DB_PASSWORD"],
  },
  find: (view, policy) =>
    view.files.flatMap((file): Finding[] => {
      if (file.proof?.rule === "only-tests") return [];
      const secrets = (file.file.examination?.secrets ?? []).filter(({ id }) => !isAllowedSecret(id, policy));
      return secrets.map(({ what, masked, line, id }) => {
        const reason = `holds ${what} (\`${masked}\`, finding \`${id}\`)`;
        return { ...fileFinding(leaksSecret, file, reason), line };
      });
    }),
};

/** Does the policy name a finding as no secret? `id`: of the finding, 12 hex digits. People copy it in either case. */
export function isAllowedSecret(id: string, { secrets }: Policy): boolean {
  return secrets.allow.some((allowed) => allowed.trim().toLowerCase() === id);
}
