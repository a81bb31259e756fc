// Whom GitHub is asked to request when a review needs somebody of `reviewers.escalation`.
import type { ReviewRequestEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";

/**
 * One effect for each name, so that one that GitHub refuses does not keep the others from being asked. With the same `prefix` the
 * keys are the same every time, so each is asked once.
 */
export function escalationRequests(
  prefix: string,
  { policy }: GateInput,
): { readonly key: string; readonly effect: ReviewRequestEffect }[] {
  const { teams, users } = policy.policy.reviewers.escalation;
  const one = (name: string, effect: Partial<ReviewRequestEffect>) => ({
    key: `${prefix}:${name.toLowerCase()}`,
    effect: { kind: "review_request" as const, users: [], teams: [], ...effect },
  });
  return [...teams.map((team) => one(team, { teams: [team] })), ...users.map((user) => one(user, { users: [user] }))];
}
