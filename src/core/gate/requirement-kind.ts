// What one file under requirements/ says of its requirement: its names, when it is met, and the words for each way it turns out.
// Everything that lists requirements is made from these.
import type { GateInput } from "../case/input.js";
import type { Judgement, Reason } from "../case/requirement.js";

/** What is true or missing, and how it is put right. No fix: nobody has to do anything, or it is tried again by itself. */
export type Words = string | { readonly detail: string; readonly fix: string };

interface Kind<Id extends string> {
  readonly id: Id;
  /** What holds where it is met. */
  readonly asks: string;
  /** For agents: when it is theirs to fix, and how. */
  readonly yours: string;
  /** As the name of a row. */
  readonly name: string;
  /** In a title, when somebody has to act. */
  readonly toDo: string;
  /** In a title behind "waiting for". */
  readonly awaited: string;
  /** How maintainers may waive it: as a whole, by naming such a subject behind a colon, or, with the reason, not at all. */
  readonly waivable: "whole" | { readonly by: string } | { readonly not: string };
  /** Commits and their diffs alone tell whether it holds. */
  readonly knownOffline: boolean;
}

type ReasonOf<J extends Judgement> = J["reason"];

interface Description<Id extends string, J extends Judgement> extends Kind<Id> {
  readonly judge: (input: GateInput) => J;
  /** For each code that it gives as its reason. */
  readonly say: {
    readonly [C in ReasonOf<J>["code"]]: (reason: Extract<ReasonOf<J>, { readonly code: C }>) => Words;
  };
}

export interface RequirementKind<Id extends string = string> extends Kind<Id> {
  readonly judge: (input: GateInput) => Judgement;
  /** @throws for a reason that this requirement never gives. */
  readonly say: (reason: Reason) => Words;
}

/** Under `scope: agents` every requirement can turn out so. */
export const OUT_OF_SCOPE = "out-of-scope";

/** What a review is asked for, nobody sets aside. */
export const NOT_A_REVIEW = {
  not: "reviews are the point of this gate; in an emergency an admin can use `/countersign override <reason>`",
} as const;

export function requirement<const Id extends string, J extends Judgement>(
  description: Description<Id, J>,
): RequirementKind<Id> {
  const words = new Map<string, (reason: never) => Words>([
    [OUT_OF_SCOPE, () => "not agent-authored"],
    ...Object.entries<(reason: never) => Words>(description.say),
  ]);
  return {
    ...description,
    say: (reason) => {
      const say = words.get(reason.code);
      if (say === undefined) throw new Error(`${description.id} has no words for ${reason.code}`);
      // Its reasons are made by its own `judge`.
      return say(reason as never);
    },
  };
}
