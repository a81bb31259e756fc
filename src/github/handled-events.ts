// Which webhook events the App reads.

/** The events that can ask for work. `app.yml` subscribes to those that do not come by themselves; the rest is forgotten. */
export const HANDLED_EVENTS = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "issue_comment",
  "check_run",
  "check_suite",
  "status",
  "merge_group",
  "push",
  "repository",
  "installation",
  "installation_repositories",
  "github_app_authorization",
] as const;
export type HandledEvent = (typeof HANDLED_EVENTS)[number];

export function isHandled(event: string): event is HandledEvent {
  return (HANDLED_EVENTS as readonly string[]).includes(event);
}
