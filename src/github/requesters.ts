// Who GitHub shows as having asked for a pull request: whoever is assigned to it, and whoever assigned an agent to it or to an issue
// that it closes. Only people; that an agent is meant is seen by its account, a bot's.
import { z } from "zod";
import type { Account } from "../core/facts/facts.js";
import { Actor, fromActor, isSameAccount } from "./accounts.js";

/** GitHub assigns no more than ten. */
export const ASSIGNEES = "assignees(first: 20) { nodes { ...Who } }";

/** The newest; who was seen before is remembered. */
export const ASSIGNMENTS = `timelineItems(itemTypes: [ASSIGNED_EVENT], last: 20) {
  nodes { ... on AssignedEvent { actor { ...Who } assignee { __typename } } }
}`;

const AssignedEvent = z.object({
  actor: Actor.nullish(),
  assignee: z.object({ __typename: z.string() }).nullish(),
});
const Assignments = z.object({ nodes: z.array(AssignedEvent.nullable()).nullable() }).nullish();
const AssignedIssue = z.object({ timelineItems: Assignments });

/** What `readRequesters` reads of a pull request. */
export const ASSIGNED_SHAPE = {
  assignees: z.object({ nodes: z.array(Actor.nullable()).nullable() }).nullish(),
  timelineItems: Assignments,
};

interface Assigned {
  readonly assignees?: z.infer<typeof ASSIGNED_SHAPE.assignees>;
  readonly timelineItems?: z.infer<typeof Assignments>;
  readonly closingIssuesReferences: { readonly nodes: readonly unknown[] } | null;
}

export function readRequesters({ assignees, timelineItems, closingIssuesReferences }: Assigned): readonly Account[] {
  const issues = (closingIssuesReferences?.nodes ?? []).flatMap((node) => AssignedIssue.safeParse(node).data ?? []);
  const assigners = [timelineItems, ...issues.map((issue) => issue.timelineItems)].flatMap(assignersOf);
  return people([...(assignees?.nodes ?? []), ...assigners].map((actor) => fromActor(actor ?? null)));
}

/** Of an agent, whoever else was assigned. */
function assignersOf(list: z.infer<typeof Assignments>): Actor[] {
  return (list?.nodes ?? []).flatMap((event) =>
    event?.actor != null && event.assignee?.__typename === "Bot" ? [event.actor] : [],
  );
}

function people(accounts: readonly (Account | null)[]): readonly Account[] {
  const found = accounts.filter((account) => account !== null).filter(({ type }) => type === "User");
  return found.filter((account, index) => !found.slice(0, index).some((other) => isSameAccount(other, account)));
}
