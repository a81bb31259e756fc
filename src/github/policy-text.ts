// The policy file as GitHub shows it: found, broken, absent, or not known and why. "Not known" must never look like "absent", and what
// a person has to mend never like what is tried again.
import { z } from "zod";
import { POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { AppError } from "../errors.js";
import { type GraphqlProblem, problemAt } from "./graphql.js";

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
