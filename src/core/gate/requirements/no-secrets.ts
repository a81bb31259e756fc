// Do the added lines hold a credential or personal data? Located, never quoted: what is shown is a mask and a hash.

import { satisfied, unreadable, unsatisfied, waived } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import { isAllowedSecret } from "../../classify/rules/leaks-secret.js";
import type { Secret } from "../../facts/examination.js";
import type { Change, ChangedFile } from "../../facts/facts.js";
import { type Few, few, sayLongFew } from "../../ground/first-few.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { requirement } from "../requirement-kind.js";
import { givenBy, sayWaiver, waivedSubjects } from "../waive.js";

/** Everything at once, as far as a person reads; the rest shows when these are mended. */
const MAX_LISTED = 30;

/** On every tier. */
export const noSecrets = requirement({
  id: "no_secrets",
  asks: "no credential and no personal data in the added lines",
  yours: "remove it, rewrite the commits that hold it, and tell your operator to revoke it: it is public",
  name: "No secrets",
  toDo: "a secret was found",
  awaited: "a change without secrets",
  waivable: { by: "finding" },
  knownOffline: true,
  judge(input) {
    const { facts, policy } = input;
    if (facts.change.status === "unavailable") return unreadable({ code: "unread" });
    const change = facts.change.value;
    const unseen = unexamined(change);
    if (unseen.some.length > 0) return unreadable({ code: "unexamined", files: unseen });
    const found = change.files.flatMap(({ path, examination }) =>
      (examination?.secrets ?? []).map((secret) => located(secret, path)),
    );
    const counting = found.filter(({ id }) => !isAllowedSecret(id, policy.policy));
    const waivers = waiversByFinding(input);
    const open = counting.filter(({ id }) => !waivers.has(id));
    if (open.length > 0) {
      const isCredential = open.some(({ kind }) => kind === "credential");
      return unsatisfied("agent", "author", { code: "found", isCredential, secrets: few(open, MAX_LISTED) });
    }
    if (counting.length === 0) return satisfied({ code: found.length === 0 ? "nothing" : "allowed" });
    const given = counting.flatMap((secret) => {
      const waiver = waivers.get(secret.id);
      return waiver === undefined ? [] : [{ secret, ...givenBy(waiver) }];
    });
    return waived({ code: "waived", secrets: few(given, MAX_LISTED) });
  },
  say: {
    unread: () => "the change could not be read",
    unexamined: ({ files }) => ({
      detail: line`nobody knows what these hold: ${sayLongFew(files, ({ path, why }) => line`${quoteInline(path, 150)}${why === null ? "" : line` (${why})`}`)}`,
      fix: "this is tried again by itself; if it stays, split the file or move what is generated out of the pull request",
    }),
    found: ({ isCredential, secrets }) => ({
      detail: sayLongFew(secrets, sayLocated),
      fix: line`${isCredential ? REVOKE : TELL}; then take it out of the commits that hold it, such as with \`git rebase -i\`, and push; what is no secret a maintainer may \`/countersign waive no_secrets:${secrets.some[0]?.id ?? "<finding>"} <reason>\`, or name under \`secrets.allow\` in the policy`,
    }),
    nothing: () => "no credential and no personal data in the added lines",
    allowed: () => "every finding is allowed by the policy",
    waived: ({ secrets }) => sayLongFew(secrets, (one) => line`${sayLocated(one.secret)} ${sayWaiver(one)}`),
  },
});

const REVOKE =
  "revoke each credential and issue a new one first: it is in the history, so removing the line does not undo it";
const TELL = "tell whoever is responsible for the data: it is in the history";

function waiversByFinding(input: GateInput) {
  return new Map([...waivedSubjects(input, "no_secrets")].map(([id, waiver]) => [id.toLowerCase(), waiver] as const));
}

interface Located {
  readonly kind: Secret["kind"];
  readonly what: string;
  readonly masked: Hostile;
  /** `path:line` */
  readonly place: Hostile;
  readonly id: string;
}

function located({ kind, what, masked, line, id }: Secret, path: string): Located {
  return { kind, what, masked: hostile(masked), place: hostile(`${path}:${line}`), id };
}

function sayLocated({ what, masked, place, id }: Located): string {
  return line`${what} (${quoteInline(masked, 20)}) in ${quoteInline(place, 150)}, finding \`${id}\``;
}

interface Unexamined {
  readonly path: Hostile;
  readonly why: string | null;
}

/** INVARIANT: what nobody looked at is not free of secrets, and nobody can waive it. */
function unexamined({ files }: Change): Few<Unexamined> {
  const unseen = files.filter(addsText).flatMap(({ path: name, content, examination }): Unexamined[] => {
    const path = hostile(name);
    if (content.kind === "unreadable") return [{ path, why: content.reason }];
    if (examination === undefined) return [{ path, why: null }];
    const [why] = examination.unexamined;
    return why === undefined ? [] : [{ path, why }];
  });
  return few(unseen, MAX_LISTED);
}

function addsText({ content }: ChangedFile): boolean {
  if (content.kind === "unreadable") return true;
  return content.kind === "hunks" && content.hunks.some(({ lines }) => lines.some(({ kind }) => kind === "added"));
}
