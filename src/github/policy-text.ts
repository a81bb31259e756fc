// The policy file as GitHub shows it: found, broken, absent, or not known and why, and a last look at it before `success` is written. "Not
// known" must never look like "absent", and what a person has to mend never like what is tried again.
import { z } from "zod";
import type { PullRef } from "../core/facts/work.js";
import { POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { AppError } from "../errors.js";
import type { Freshness } from "../ports.js";
import { type GraphqlProblem, parseData, problemAt } from "./answers.js";
import { callsFor, type GithubContext } from "./context.js";

/** Where an organisation keeps its floor. */
export const FLOOR_REPOSITORY = ".github";
/** On the default branch: of the organisation's repository, and of the pull request's own. */
export const FLOOR_EXPRESSION = `HEAD:${POLICY_PATH}`;
/** A policy is a page of text; a megabyte of it is an attack on the parser. */
const MAX_POLICY_BYTES = 1024 * 1024;

/** Selects what `fromBlob` reads. */
export const POLICY_FRAGMENT = `fragment PolicyBlob on GitObject {
  __typename
  ... on Blob { oid byteSize isBinary isTruncated text }
}`;

/** Selects the organisation's floor beside a query on the repository. */
export const FLOOR_SELECTION = `floor: repository(owner: $owner, name: "${FLOOR_REPOSITORY}", followRenames: false) {
  object(expression: $floor) { ...PolicyBlob }
}`;

export const PolicyObject = z.object({
  __typename: z.string(),
  oid: z.string().optional(),
  byteSize: z.number().optional(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().optional(),
  text: z.string().nullish(),
});
export type PolicyObject = z.infer<typeof PolicyObject>;

export const FloorRepository = z.object({ object: PolicyObject.nullable() }).nullish();

/** `refs/heads/` keeps a tag of the branch's name from standing in for it. */
export function policyExpression(branch: string): string {
  return `refs/heads/${branch}:${POLICY_PATH}`;
}

export function fromBlob(object: PolicyObject | null, problem: GraphqlProblem | null): PolicyText {
  if (problem !== null) return unknown(`GitHub could not read it: ${problem.message}`);
  if (object === null) return { status: "absent" };
  const { __typename, oid, byteSize = 0, isBinary, isTruncated, text } = object;
  if (__typename !== "Blob") return NO_FILE;
  if (oid === undefined) return unknown("GitHub did not say which version it is");
  if (byteSize > MAX_POLICY_BYTES) {
    return broken(
      `at most ${MAX_POLICY_BYTES} bytes`,
      `${byteSize}`,
      "merge entries into globs such as `src/**/*.sql`",
    );
  }
  if (isBinary) return broken("text in UTF-8", "bytes that are no text", "save the file as UTF-8, without zero bytes");
  if (isTruncated || text == null) return unknown("GitHub did not give its whole text");
  return { status: "found", text, oid };
}

/** A folder, a link or a submodule stands where the file should. */
const NO_FILE = broken(
  "a text file",
  "a folder, a link or a submodule",
  "put a file in its place, for example with the line `version: 1`",
);

const Content = z.object({
  type: z.literal("file"),
  path: z.string(),
  size: z.number(),
  sha: z.string(),
  encoding: z.string(),
  content: z.string(),
});
/** A folder is a list; the others have a type of their own, or the address of a submodule. */
const OtherContent = z.union([
  z.array(z.unknown()),
  z.object({ type: z.enum(["dir", "symlink", "submodule"]) }),
  z.object({ submodule_git_url: z.string() }),
]);
/** What REST gives of a path, as GraphQL would. @throws AppError GITHUB_REJECTED for an unknown shape. */
export function toPolicyObject(data: unknown): PolicyObject {
  if (OtherContent.safeParse(data).success) return { __typename: "Tree" };
  const file = Content.safeParse(data);
  if (!file.success) throw new AppError("GITHUB_REJECTED", "its answer has another shape than expected");
  const { path, sha: oid, size: byteSize, encoding, content } = file.data;
  // Of a link GitHub gives what it leads to, with its path: a file that lies elsewhere is not the policy.
  if (path !== POLICY_PATH) return { __typename: "Tree" };
  const bytes = Buffer.from(content, "base64");
  // Above a megabyte GitHub leaves the content out and says `none`.
  const isTruncated = encoding !== "base64" || byteSize > MAX_POLICY_BYTES;
  return { __typename: "Blob", oid, byteSize, isBinary: bytes.includes(0), isTruncated, text: bytes.toString("utf8") };
}

/** The floor: an organisation without a `.github` repository, or one that the App does not see, has none. */
export function fromFloor(
  repository: z.infer<typeof FloorRepository>,
  problems: readonly GraphqlProblem[],
): PolicyText {
  const problem = problemAt(problems, ["floor"]);
  const isMissing = problem?.type === "NOT_FOUND" && problem.path.length === 1;
  if (isMissing) return { status: "absent" };
  if (repository == null && problem === null) return unknown("GitHub left out its repository and did not say why");
  return fromBlob(repository?.object ?? null, problem);
}

function broken(expected: string, received: string, mend: string): PolicyText {
  return { status: "broken", message: `expected ${expected}, received ${received}; ${mend}` };
}

function unknown(reason: string): PolicyText {
  return { status: "unavailable", reason: `${POLICY_PATH} could not be read: ${reason}` };
}

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
