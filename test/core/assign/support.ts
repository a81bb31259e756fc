// Worlds for the tests of this folder: the default pull request, and lists of people who could be asked about it.

import type { Wanted } from "../../../src/core/assign/choose.js";
import { ownersOf, parseCodeOwners } from "../../../src/core/assign/codeowners.js";
import type { FileHistory, Roster, Workload } from "../../../src/core/assign/roster.js";
import { type Need, reviewNeed } from "../../../src/core/assign/settle.js";
import type { GateInput } from "../../../src/core/case/input.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { requirementsOf } from "../../../src/core/render/decision.js";
import { aClassification, aGateInput, aLoadedPolicy, anAccount, aPerson, aPolicy } from "../../support/build.js";

export type InputOverride = NonNullable<Parameters<typeof aGateInput>[0]>;

export const HIGH_STAKES = aClassification({
  tier: "high-stakes",
  findings: [
    {
      rule: "touches-authentication",
      tier: "high-stakes",
      path: "src/cart/total.ts",
      line: 11,
      side: "new",
      reason: "touches how people sign in",
    },
  ],
});

export function withPolicy(policy: Parameters<typeof aPolicy>[0], override: InputOverride = {}): GateInput {
  return aGateInput({ policy: aLoadedPolicy({ policy: aPolicy(policy) }), ...override });
}

export function needOf(input: GateInput): Need {
  return reviewNeed(input, requirementsOf(input));
}

/** @throws Error when nobody has to be asked. */
export function wanted(input: GateInput): Wanted {
  const need = needOf(input);
  if (need.kind !== "wanted") throw new Error(`expected somebody to be wanted, found ${need.kind}`);
  return need;
}

/** robin, sam and maya may push; nothing is known of them beside that. */
export function aRoster(override: Partial<Roster> = {}): Roster {
  return {
    people: [aPerson("robin"), aPerson("sam"), aPerson("maya", "maintain")],
    owners: [[]],
    ownerTeams: new Map(),
    history: [],
    away: [],
    workload: new Map(),
    notes: [],
    ...override,
  };
}

/** Whom this CODEOWNERS file gives these files to; without any the default change's file. */
export function owned(file: string, ...paths: readonly string[]): Roster["owners"] {
  const owners = parseCodeOwners(file);
  return (paths.length === 0 ? ["src/cart/total.ts"] : paths).map((path) => ownersOf(owners, path));
}

export function inTeam(login: string, ...teams: readonly string[]): PersonFacts {
  return aPerson(login, "write", { teams: loaded(teams) });
}

export function idOf(login: string): number {
  return anAccount({ login }).id as number;
}

/** What waits for these people. */
export function work(by: Readonly<Record<string, Partial<Workload>>>): Roster["workload"] {
  return new Map(
    Object.entries(by).map(([login, workload]) => [idOf(login), { waiting: [], approvals: 0, ...workload }]),
  );
}

/** Commits to the default file, each `login` so many days before the snapshot. */
export function history(...commits: readonly (readonly [login: string, daysAgo: number])[]): readonly FileHistory[] {
  return [
    {
      path: "src/cart/total.ts",
      commits: commits.map(([login, daysAgo], index) => ({
        sha: `c${index}`,
        authors: [idOf(login)],
        at: new Date(Date.parse("2026-03-02T12:00:00Z") - daysAgo * 86_400_000).toISOString(),
      })),
    },
  ];
}
