// CODEOWNERS and the lists of who is away, in one query: at the base branch, and in the organisation's `.github` repository.
import { z } from "zod";
import type { RosterFile, RosterFiles } from "../core/assign/roster.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { asSource, type GithubContext } from "./context.js";
import { type GraphqlProblem, parseData, problemAt, queryGraphql } from "./graphql.js";
import { FLOOR_REPOSITORY, POLICY_FRAGMENT, PolicyObject } from "./policy-text.js";

/** GitHub uses the first that exists, in this order. */
const CODEOWNERS_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;
const AWAY_PATH = ".github/countersign-away.yml";

const QUERY = `query RosterFiles(
  $owner: String!, $name: String!, $c0: String!, $c1: String!, $c2: String!, $away: String!, $floorAway: String!
) {
  repository(owner: $owner, name: $name) {
    databaseId
    c0: object(expression: $c0) { ...PolicyBlob }
    c1: object(expression: $c1) { ...PolicyBlob }
    c2: object(expression: $c2) { ...PolicyBlob }
    away: object(expression: $away) { ...PolicyBlob }
  }
  floor: repository(owner: $owner, name: "${FLOOR_REPOSITORY}", followRenames: false) {
    away: object(expression: $floorAway) { ...PolicyBlob }
  }
}
${POLICY_FRAGMENT}`;

const Blob = PolicyObject.nullable();
const Data = z.object({
  repository: z.object({ databaseId: z.number(), c0: Blob, c1: Blob, c2: Blob, away: Blob }).nullable(),
  floor: z.object({ away: Blob }).nullish(),
});

/** @throws AppError for an outage or a limit; also when the repository itself cannot be read. */
export async function loadRosterFiles(
  context: GithubContext,
  ref: RepositoryRef,
  branch: string,
): Promise<RosterFiles> {
  const { owner, name } = ref;
  const at = (path: string) => `refs/heads/${branch}:${path}`;
  const [c0, c1, c2] = CODEOWNERS_PATHS.map(at);
  const variables = { owner, name, c0, c1, c2, away: at(AWAY_PATH), floorAway: `HEAD:${AWAY_PATH}` };
  const answer = await asSource(() => queryGraphql(context.api, ref.installationId, QUERY, variables));
  if (answer.status === "unavailable") return notRead(ref, answer.reason);
  const { data, problems } = answer.value;
  const { repository, floor } = parseData(Data, data);
  if (repository === null || repository.databaseId !== ref.repositoryId) {
    throw new AppError("GITHUB_NOT_FOUND", "the repository cannot be seen any more");
  }
  const here = `${owner}/${name}`;
  const found = (["c0", "c1", "c2"] as const).map((key, index) =>
    toFile(`${here}: ${CODEOWNERS_PATHS[index]}`, repository[key], problemAt(problems, ["repository", key])),
  );
  return {
    codeowners: found.find((file) => file !== null) ?? null,
    away: [
      toFile(`${here}: ${AWAY_PATH}`, repository.away, problemAt(problems, ["repository", "away"])),
      // An organisation without a `.github` repository has no list either.
      toFile(`${owner}/${FLOOR_REPOSITORY}: ${AWAY_PATH}`, floor?.away ?? null, null),
    ].filter((file) => file !== null),
  };
}

function notRead({ owner, name }: RepositoryRef, reason: string): RosterFiles {
  return { codeowners: { name: `${owner}/${name}: CODEOWNERS`, text: unavailable(reason) }, away: [] };
}

/** Null: there is no such file. */
function toFile(name: string, blob: PolicyObject | null, problem: GraphqlProblem | null): RosterFile | null {
  if (problem === null && blob === null) return null;
  return { name, text: textOf(blob, problem) };
}

function textOf(blob: PolicyObject | null, problem: GraphqlProblem | null): Source<string> {
  if (blob === null) return unavailable(problem?.message ?? "GitHub left it out");
  if (blob.__typename !== "Blob") return unavailable("it is not a file");
  if (blob.isBinary) return unavailable("it is not a text file");
  return blob.isTruncated || blob.text == null ? unavailable("it is too large") : loaded(blob.text);
}
