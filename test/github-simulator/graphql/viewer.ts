// Who asks, passed to every view.
import type { Actor } from "../http/credentials.js";
import { actingAccount, mayLook } from "../http/route.js";
import type { Account, Repository } from "../world/model.js";
import type { World } from "../world/world.js";

export interface Viewer {
  readonly world: World;
  readonly actor: Actor;
}

export function canSee(viewer: Viewer, repo: Repository | null | undefined): repo is Repository {
  return Boolean(repo && mayLook(viewer.world, viewer.actor, repo));
}

export function viewerAccount({ world, actor }: Viewer): Account {
  return actingAccount(world, actor);
}

/** GraphQL calls ids beyond 32 bits unsupported, and has `fullDatabaseId` for them. */
export function smallId(id: number): number | null {
  return id < 2 ** 31 ? id : null;
}
