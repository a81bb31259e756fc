// Lets another process drive the world: POST /_simulator/<method> with a JSON list of the method's arguments.
// World objects are given and answered as small references such as {"pull": ["acme/shop", 1]}.
import { type Comment, fullName, type Pull, type Repository, type Review } from "../world/model.js";
import type { World } from "../world/world.js";
import type { Answer } from "./route.js";

const PREFIX = "/_simulator/";

export async function answerControl(
  simulator: Readonly<Record<string, unknown>>,
  world: World,
  request: { readonly method: string; readonly path: string; readonly body: unknown },
): Promise<Answer | null> {
  if (request.method !== "POST" || !request.path.startsWith(PREFIX)) return null;
  const [group = "", name] = request.path.slice(PREFIX.length).split(".");
  const owner = name ? simulator[group] : simulator;
  const action = (owner as Record<string, unknown> | undefined)?.[name ?? group];
  if (typeof action !== "function") return null;
  try {
    const args = ((request.body ?? []) as unknown[]).map((arg) => dereference(world, arg));
    const result: unknown = await action.apply(owner, args);
    return { status: 200, body: { result: refer(result) ?? null } };
  } catch (error) {
    return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

function dereference(world: World, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((item) => dereference(world, item));
  if (typeof given !== "object" || given === null) return given;
  const [[key, value] = []] = Object.entries(given);
  if (key === "pull") return world.pull({ repo: (value as [string])[0], number: (value as [string, number])[1] });
  if (key === "repository") return world.repository(value as string);
  if (key === "installation") return world.installations.get(value as number);
  if (key === "comment" || key === "review") return findPost(world, value as number);
  if (key === "checkRun")
    return allRepositories(world)
      .flatMap((repo) => repo.checkRuns)
      .find((run) => run.id === value);
  if (key === "mergeGroup")
    return allRepositories(world)
      .flatMap((repo) => repo.mergeGroups)
      .find((one) => one.headSha === value);
  return Object.fromEntries(Object.entries(given).map(([name, item]) => [name, dereference(world, item)]));
}

function allRepositories(world: World): Repository[] {
  return [...world.repositories.values()];
}

function findPost(world: World, id: number): Comment | Review | undefined {
  const issues = allRepositories(world).flatMap((repo) => [...repo.issues.values()]);
  const posts = issues.flatMap((issue) => [...issue.comments, ...("reviews" in issue ? (issue as Pull).reviews : [])]);
  return posts.find((post) => post.id === id);
}

/** An answered reference can be given as an argument as it is; what follows its first key is for reading. */
function refer(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(refer);
  if (typeof result !== "object" || result === null) return result;
  if ("git" in result) {
    const repo = result as Repository;
    return { repository: fullName(repo), id: repo.id };
  }
  if ("head" in result) {
    const { repo, number, head, state } = result as Pull;
    return { pull: [fullName(repo), number], number, headSha: head.sha, state };
  }
  const { id, headSha, ...fields } = plainFields(result);
  if ("commitSha" in result) return { review: id };
  if ("reactions" in result) return { comment: id };
  if ("suite" in result) return { checkRun: id, headSha, ...fields };
  if ("headRef" in result) return { mergeGroup: headSha };
  if ("suspendedAtMs" in result) return { installation: id };
  return { id, ...fields };
}

function plainFields(result: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value !== "object" || value === null));
}
