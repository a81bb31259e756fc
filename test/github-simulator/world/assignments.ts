// Who is assigned to issues and pull requests. Agents are assigned like people, which sets them to work.
import { emitIssue, emitPull } from "./events.js";
import { type Account, type Issue, isPull, type Pull, type TimelineEvent } from "./model.js";
import type { AccountRef, PullRef, World } from "./world.js";

export function assignmentActions(world: World) {
  const find = (on: PullRef | Issue): Issue | Pull => {
    const issue = world.repository(on.repo).issues.get(on.number);
    if (!issue) throw new Error(`no issue ${on.number}`);
    return issue;
  };
  return {
    async assign(on: PullRef | Issue, by: AccountRef, assignee: AccountRef): Promise<void> {
      const [issue, account] = [find(on), world.account(assignee)];
      issue.assignees.add(account);
      await tell(world, issue, { type: "AssignedEvent", actor: world.account(by), assignee: account });
    },

    async unassign(on: PullRef | Issue, by: AccountRef, assignee: AccountRef): Promise<void> {
      const [issue, account] = [find(on), world.account(assignee)];
      issue.assignees.delete(account);
      await tell(world, issue, { type: "UnassignedEvent", actor: world.account(by), assignee: account });
    },
  };
}

async function tell(
  world: World,
  issue: Issue | Pull,
  event: Pick<TimelineEvent, "type" | "actor"> & { readonly assignee: Account },
): Promise<void> {
  issue.timeline.push({ id: world.nextId(), createdAtMs: world.now(), ...event });
  issue.updatedAtMs = world.now();
  const action = event.type === "AssignedEvent" ? "assigned" : "unassigned";
  const { login, id } = event.assignee;
  const extra = { assignee: { login, id } };
  if (isPull(issue)) await emitPull(world, action, issue, event.actor, extra);
  else emitIssue(world, action, issue, event.actor, extra);
}
