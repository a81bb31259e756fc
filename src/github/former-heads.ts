// Heads that a forced push took away, as GitHub lists them: also those of which no delivery told.
import { z } from "zod";

/** The newest. Whoever pushes by force more often between two looks is known from deliveries. */
export const FORCED_PUSHES = `forcedPushes: timelineItems(itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT], last: 20) {
  nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
}`;

const ForcedPush = z.object({ beforeCommit: z.object({ oid: z.string() }).nullish() });
export const ForcedPushes = z.object({ nodes: z.array(ForcedPush.nullable()).nullable() }).nullish();

/** GitHub leaves a commit out once it has thrown it away. */
export function readFormerHeads(pushes: z.infer<typeof ForcedPushes>): readonly string[] {
  const heads = (pushes?.nodes ?? []).flatMap((push) => push?.beforeCommit?.oid ?? []);
  return [...new Set(heads)];
}
