// The policy files by REST, for servers without a usable GraphQL.
import { z } from "zod";
import type { RepositoryRef } from "../core/facts/work.js";
import { POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { FLOOR_REPOSITORY, fromBlob, MAX_POLICY_BYTES, NO_FILE } from "./policy-text.js";

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

export function loadPolicyText(context: GithubContext, ref: RepositoryRef, branch: string): Promise<PolicyText> {
  return loadText(context, ref, ref.name, `refs/heads/${branch}`);
}

export function loadFloorText(context: GithubContext, ref: RepositoryRef): Promise<PolicyText> {
  return loadText(context, ref, FLOOR_REPOSITORY, null);
}

async function loadText(
  { api }: GithubContext,
  { installationId, owner }: RepositoryRef,
  repo: string,
  ref: string | null,
): Promise<PolicyText> {
  const route = "GET /repos/{owner}/{repo}/contents/{+path}";
  const parameters = { owner, repo, path: POLICY_PATH, ...(ref === null ? {} : { ref }) };
  const answer = await asSource(() => unlessMissing(() => api.read(installationId, route, parameters), null));
  if (answer.status === "unavailable") {
    return fromBlob(null, { type: "", path: [], message: answer.reason });
  }
  if (answer.value === null) return { status: "absent" };
  return fromContent(answer.value.data);
}

function fromContent(data: unknown): PolicyText {
  if (OtherContent.safeParse(data).success) return NO_FILE;
  const file = Content.safeParse(data);
  if (!file.success)
    return fromBlob(null, { type: "", path: [], message: "its answer has another shape than expected" });
  const { path, sha: oid, size: byteSize, encoding, content } = file.data;
  // Of a link GitHub gives what it leads to, with its path: a file that lies elsewhere is not the policy.
  if (path !== POLICY_PATH) return NO_FILE;
  const bytes = Buffer.from(content, "base64");
  // Above a megabyte GitHub leaves the content out and says `none`.
  const isTruncated = encoding !== "base64" || byteSize > MAX_POLICY_BYTES;
  const isBinary = bytes.includes(0);
  return fromBlob({ __typename: "Blob", oid, byteSize, isBinary, isTruncated, text: bytes.toString("utf8") }, null);
}
