// Do the added lines hold a credential or personal data? Located, never quoted: what is shown is a mask and a hash.

import type { GateInput } from "../../case/input.js";
import { satisfied, unreadable, unsatisfied, waived } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import type { Secret } from "../../facts/examination.js";
import type { Change, ChangedFile } from "../../facts/facts.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { isAllowedSecret } from "../../secrets/is-allowed.js";
import { describeWaiver, waivedSubjects } from "../waive.js";

const ID = "no_secrets";

/** On every tier. */
export function noSecrets(input: GateInput): Requirement {
  const { facts, policy } = input;
  if (facts.change.status === "unavailable") return unreadable(ID, "the change could not be read");
  const change = facts.change.value;
  const unknown = aboutUnexamined(change);
  if (unknown !== null) return unknown;
  const found = change.files.flatMap(({ path, examination }) =>
    (examination?.secrets ?? []).map((secret): Located => ({ ...secret, path })),
  );
  const counting = found.filter(({ id }) => !isAllowedSecret(id, policy.policy));
  const waivers = new Map([...waivedSubjects(input, ID)].map(([id, waiver]) => [id.toLowerCase(), waiver] as const));
  const open = counting.filter(({ id }) => !waivers.has(id));
  if (open.length > 0) return aboutOpen(open);
  if (counting.length === 0)
    return satisfied(ID, found.length === 0 ? NOTHING : "every finding is allowed by the policy");
  const given = counting.flatMap((secret) => {
    const waiver = waivers.get(secret.id);
    return waiver === undefined ? [] : [`${describe(secret)} ${describeWaiver(waiver)}`];
  });
  return waived(ID, list(given));
}

type Located = Secret & { readonly path: string };

const NOTHING = "no credential and no personal data in the added lines";

/** INVARIANT: what nobody looked at is not free of secrets, and nobody can waive it. */
function aboutUnexamined({ files }: Change): Requirement | null {
  const unseen = files.filter(addsText).flatMap(({ path, content, examination }) => {
    if (content.kind === "unreadable") return [`${quoteInline(path, 150)} (${content.reason})`];
    if (examination === undefined) return [quoteInline(path, 150)];
    const reason = examination.unexamined[0];
    return reason === undefined ? [] : [`${quoteInline(path, 150)} (${reason})`];
  });
  if (unseen.length === 0) return null;
  return {
    ...unreadable(ID, `nobody knows what these hold: ${list(unseen)}`),
    fix: "this is tried again by itself; if it stays, split the file or move what is generated out of the pull request",
  };
}

function addsText({ content }: ChangedFile): boolean {
  if (content.kind === "unreadable") return true;
  return content.kind === "hunks" && content.hunks.some(({ lines }) => lines.some(({ kind }) => kind === "added"));
}

function aboutOpen(open: readonly Located[]): Requirement {
  const isCredential = open.some(({ kind }) => kind === "credential");
  const first = isCredential
    ? "revoke each credential and issue a new one first: it is in the history, so removing the line does not undo it"
    : "tell whoever is responsible for the data: it is in the history";
  const example = open[0]?.id ?? "<finding>";
  return unsatisfied(ID, {
    who: "agent",
    waits: "author",
    detail: list(open.map(describe)),
    fix: `${first}; then take it out of the commits that hold it, such as with \`git rebase -i\`, and push; what is no secret a maintainer may \`/countersign waive ${ID}:${example} <reason>\`, or name under \`secrets.allow\` in the policy`,
  });
}

function describe({ what, masked, path, line, id }: Located): string {
  return `${what} (${quoteInline(masked, 20)}) in ${quoteInline(`${path}:${line}`, 150)}, finding \`${id}\``;
}

/** Everything at once, as far as a person reads; the rest shows when these are mended. */
const MAX_LISTED = 30;

function list(items: readonly string[]): string {
  const more = items.length > MAX_LISTED ? `; and ${items.length - MAX_LISTED} more` : "";
  return `${items.slice(0, MAX_LISTED).join("; ")}${more}`;
}
