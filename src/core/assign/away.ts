// Who is out of office: by their own word, and by a file that whoever may push to the base branch wrote. Hostile text.
import { z } from "zod";
import { type Account, personKey } from "../facts/facts.js";
import { err, ok, type Result } from "../ground/result.js";
import { endOfDay, momentOf, startOfDay } from "../ground/time.js";
import { login } from "../policy/policy-values.js";
import { readYaml } from "../policy/read-yaml.js";
import { findEntry, lineAndColumn } from "../policy/yaml-entry.js";
import type { Absence, Away } from "./roster.js";

const MAX_ENTRIES = 500;
/** Of everything before. */
const BEGINNING = "1970-01-01T00:00:00Z";

/** `2026-12-24`, a day that exists. */
const day = z.string().refine((text) => startOfDay(text) !== null);

const AwayFile = z.strictObject({
  away: z
    .array(z.strictObject({ login, from: day.optional(), until: day }))
    .max(MAX_ENTRIES)
    .default([]),
});

const EXAMPLE = "`away: [{ login: robin, from: 2026-12-20, until: 2027-01-03 }]`";

/** Each entry holds from the start of its first day to the end of its last, UTC. The error says what is wrong, and where. */
export function parseAwayFile(text: string): Result<readonly Away[], string> {
  const { root, faults } = readYaml(text.replace(/^\uFEFF/, ""));
  const at = (offset: number) => `line ${lineAndColumn(text, offset).line}`;
  const [fault] = faults;
  if (root === null || fault !== undefined) return err(`${at(fault?.offset ?? 0)} cannot be read as YAML`);
  const parsed = AwayFile.safeParse(root.value);
  if (!parsed.success) {
    const path = (parsed.error.issues[0]?.path ?? []).filter((part) => typeof part !== "symbol");
    return err(`${at(findEntry(root, path).entry.offset)} is not as expected, for example ${EXAMPLE}`);
  }
  return ok(
    parsed.data.away.map((entry) => ({
      login: personKey(entry.login),
      accountId: null,
      from: startOfDay(entry.from ?? "") ?? BEGINNING,
      until: endOfDay(entry.until),
    })),
  );
}

/** A person's own word takes the place of what a file said of them before it. */
export function mergeAway(
  own: readonly Absence[],
  listed: readonly Away[],
  people: readonly Account[],
): readonly Away[] {
  const words = new Map(own.map((absence) => [absence.accountId, absence]));
  const idOf = (name: string) => people.find((account) => personKey(account.login) === name)?.id ?? null;
  const standing = listed.filter(({ login: name, from }) => {
    const word = words.get(idOf(name) ?? Number.NaN);
    return word === undefined || momentOf(word.saidAt) < momentOf(from);
  });
  // GitHub's clock and ours need not agree: what was said holds from now on, and who is back is back.
  const said = own
    .filter(({ saidAt, until }) => momentOf(until) > momentOf(saidAt))
    .map(({ login: name, accountId, until }): Away => ({ login: personKey(name), accountId, from: BEGINNING, until }));
  return [...said, ...standing];
}

export function isAway(account: Account, away: readonly Away[], at: string): boolean {
  return away.some(
    (one) =>
      (one.accountId === null ? one.login === personKey(account.login) : one.accountId === account.id) &&
      momentOf(one.from) <= momentOf(at) &&
      momentOf(at) < momentOf(one.until),
  );
}
