// The last look before `success` is written: head, base, state and both policy files in one small query.
import { z } from "zod";
import type { PullRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { Freshness } from "../ports.js";
import { callsFor, type GithubContext } from "./context.js";
import { parseData, problemAt } from "./graphql.js";
import {
  FLOOR_EXPRESSION,
  FLOOR_SELECTION,
  FloorRepository,
  fromBlob,
  fromFloor,
  POLICY_FRAGMENT,
  PolicyObject,
  policyExpression,
} from "./policy-text.js";

const QUERY = `query Freshness($owner: String!, $name: String!, $number: Int!, $policy: String!, $floor: String!) {
  repository(owner: $owner, name: $name) {
    databaseId defaultBranchRef { name }
    policy: object(expression: $policy) { ...PolicyBlob }
    defaultPolicy: object(expression: $floor) { ...PolicyBlob }
    pullRequest(number: $number) { state headRefOid baseRefName }
  }
  ${FLOOR_SELECTION}
}
${POLICY_FRAGMENT}`;

const Data = z.object({
  repository: z
    .object({
      databaseId: z.number(),
      defaultBranchRef: z.object({ name: z.string() }).nullable(),
      policy: PolicyObject.nullable(),
      defaultPolicy: PolicyObject.nullable(),
      pullRequest: z
        .object({ state: z.enum(["OPEN", "CLOSED", "MERGED"]), headRefOid: z.string(), baseRefName: z.string() })
        .nullable(),
    })
    .nullable(),
  floor: FloorRepository,
});

const STATES = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

/** `policy` is read at `baseRef`: when the answer's base is another one, it belongs to neither. */
export async function loadFreshness(context: GithubContext, ref: PullRef, baseRef: string): Promise<Freshness | null> {
  const variables = { number: ref.number, policy: policyExpression(baseRef), floor: FLOOR_EXPRESSION };
  const { data, problems } = await callsFor(context, ref).query(QUERY, variables);
  const { repository, floor } = parseData(Data, data);
  const pull = repository?.pullRequest ?? null;
  if (repository === null || pull === null || repository.databaseId !== ref.repositoryId) {
    const problem = problemAt(problems, ["repository", "pullRequest"]);
    if (problem !== null && problem.type !== "NOT_FOUND") {
      throw new AppError("GITHUB_UNAVAILABLE", `GraphQL could not read the pull request: ${problem.message}`);
    }
    return null;
  }
  return {
    headSha: pull.headRefOid,
    baseRef: pull.baseRefName,
    state: STATES[pull.state],
    defaultBranch: repository.defaultBranchRef?.name ?? "",
    defaultPolicy: fromBlob(repository.defaultPolicy, problemAt(problems, ["repository", "defaultPolicy"])),
    policy: fromBlob(repository.policy, problemAt(problems, ["repository", "policy"])),
    floor: fromFloor(floor, problems),
  };
}
