// Ends of a pull request's life, shared by merging by hand, by push and by queue.
import { emitPull } from "./events.js";
import type { Account, Pull } from "./model.js";
import type { World } from "./world.js";

export async function closeAsMerged(
  world: World,
  pull: Pull,
  merge: { readonly by: Account; readonly oid: string },
): Promise<void> {
  pull.state = "closed";
  pull.merged = true;
  pull.mergedAtMs = pull.closedAtMs = pull.updatedAtMs = world.now();
  pull.mergedBy = merge.by;
  pull.mergeCommitSha = merge.oid;
  await emitPull(world, "closed", pull, merge.by);
}
