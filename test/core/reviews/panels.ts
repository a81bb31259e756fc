// Sealed and revealed reviews of the default change, and the input that a panel is computed from.
import type { z } from "zod";
import type { NotCounted } from "../../../src/core/case/decision.js";
import type { GateInput } from "../../../src/core/case/input.js";
import type { Facts } from "../../../src/core/facts/facts.js";
import type { Records } from "../../../src/core/facts/records.js";
import type { SealedReview, Verdict } from "../../../src/core/facts/submission.js";
import type { Policy } from "../../../src/core/policy/schema.js";
import {
  aClassification,
  aFacts,
  aGateInput,
  aLoadedPolicy,
  anAccount,
  aPolicy,
  aRecords,
  aRevealedReview,
  aSealedReview,
} from "../../support/build.js";
import type { Override } from "../../support/merge.js";
import { at } from "../comments/forms.js";

/** Sealed by `login` at `time` (`10:10`) in a comment whose id follows from the time. */
export function sealedBy(login: string, time: string, override: Override<SealedReview> = {}): SealedReview {
  const id = 9_000 + Number(time.replace(/\D/g, ""));
  return aSealedReview({
    source: { kind: "comment", id, revision: at(time) },
    reviewer: anAccount({ login }),
    receivedAt: at(time),
    ...override,
  });
}

/** The same after its panel was revealed, at 11:30. */
export function revealedBy(
  login: string,
  verdict: Verdict,
  time: string,
  override: Override<SealedReview> = {},
): SealedReview {
  return sealedBy(login, time, { revealed: aRevealedReview({ verdict, at: at("11:30") }), ...override });
}

export interface PanelGiven {
  readonly sealed?: readonly SealedReview[];
  readonly records?: Override<Records>;
  readonly facts?: Override<Facts>;
  readonly reviewers?: z.input<typeof Policy>["reviewers"];
  /** Who set the agent to work. */
  readonly operator?: readonly string[];
}

/** A high-stakes change; robin, sam, maya and ada may sit on its panel, alice may not. */
export function aPanelInput({ sealed = [], records, facts, reviewers, operator = ["alice"] }: PanelGiven): GateInput {
  return aGateInput({
    classification: aClassification({
      tier: "high-stakes",
      agent: { name: "copilot", evidence: [], operator },
    }),
    records: aRecords({ sealed, ...records }),
    facts: aFacts(facts),
    policy: aLoadedPolicy({ policy: aPolicy({ reviewers }) }),
  });
}

export function loginsOf(seats: readonly SealedReview[]): string[] {
  return seats.map(({ reviewer }) => reviewer.login);
}

export function reasonsOf(notCounted: readonly NotCounted[]): string[] {
  return notCounted.map(({ login, reason }) => `${login}: ${reason}`);
}
