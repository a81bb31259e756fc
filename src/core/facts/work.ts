// What a webhook asks for: never "do this", only "look at this again". Keys make repeated requests coalesce.

export interface RepositoryRef {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

export interface PullRef extends RepositoryRef {
  readonly number: number;
}

export type WorkItem =
  /** Evaluate one pull request. */
  | ({ readonly kind: "pull" } & PullRef)
  /** Checks on a commit changed: find its open pull requests. */
  | ({ readonly kind: "commit"; readonly sha: string } & RepositoryRef)
  /** A merge queue asks for an answer on its group's SHA. */
  | ({
      readonly kind: "merge_group";
      readonly headSha: string;
      readonly headRef: string;
      readonly baseRef: string;
      /** The queue is done with it: merged, or thrown away. */
      readonly over: boolean;
    } & RepositoryRef)
  /** A branch moved: was it a pull request's merge, a policy change, or a push past the gate? `sender` is a login. */
  | ({
      readonly kind: "push";
      readonly ref: string;
      readonly after: string;
      readonly sender: string;
      readonly touchesPolicy: boolean;
    } & RepositoryRef)
  /** This pull request edits the policy: find out what the edited policy would have decided on merged ones. */
  | ({ readonly kind: "replay" } & PullRef)
  /** The time may have come to look who is asked for a review. By a key of its own, so that no event moves that time. */
  | ({ readonly kind: "ask" } & PullRef)
  /** Look at every open pull request of a repository. */
  | ({ readonly kind: "repository" } & RepositoryRef)
  /** Look at every repository of an installation. */
  | { readonly kind: "installation"; readonly installationId: number }
  /** Open pull requests of an installation whose evaluation is older than their last change. */
  | { readonly kind: "installation-sweep"; readonly installationId: number }
  /** Periodic: the same of every installation. */
  | { readonly kind: "sweep" }
  /** Periodic: every open pull request of every installation. */
  | { readonly kind: "full-sweep" }
  /** Periodic: ask GitHub to send failed deliveries again. */
  | { readonly kind: "redeliver" };

export type WorkKind = WorkItem["kind"];

/** Two items with one key are one piece of work. Repositories are keyed by id: names change hands. */
export function workKey(item: WorkItem): string {
  switch (item.kind) {
    case "pull":
      return `pull:${item.repositoryId}#${item.number}`;
    case "commit":
      return `commit:${item.repositoryId}@${item.sha}`;
    case "merge_group":
      return `merge_group:${item.repositoryId}@${item.headSha}`;
    case "push":
      return `push:${item.repositoryId}@${item.after}:${item.ref}`;
    case "replay":
      return `replay:${item.repositoryId}#${item.number}`;
    case "ask":
      return `ask:${item.repositoryId}#${item.number}`;
    case "repository":
      return `repository:${item.repositoryId}`;
    case "installation":
      return `installation:${item.installationId}`;
    case "installation-sweep":
      return `installation-sweep:${item.installationId}`;
    case "sweep":
    case "full-sweep":
    case "redeliver":
      return item.kind;
  }
}
