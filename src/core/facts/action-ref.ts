// What the repository of an action says about the ref that a workflow names. Read by github/, kept as plain data.

export interface ActionRefQuery {
  /** `owner/repository`, in lower case. */
  readonly name: string;
  /** What stands behind the `@`. */
  readonly ref: string;
  /** The tag that a comment beside the pin names; null: none. */
  readonly claim: string | null;
}

export interface ActionRepository {
  /** As GitHub spells it now; another one than was asked for after a rename or a transfer. */
  readonly fullName: string;
  /** A private repository of the same owner as the one that uses it. */
  readonly isOwn: boolean;
  readonly isArchived: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Null: no such tag, branch or commit. */
  readonly target: ActionTarget | null;
  /**
   * Does the claimed tag point to the pinned commit? `earlier`: a tag such as `v4`, which moves with each release, and the commit
   * lies behind it. Null: nothing is claimed.
   */
  readonly claimed: "same" | "earlier" | "other" | "missing" | null;
}

export interface ActionTarget {
  readonly sha: string;
  /** `both`: a tag and a branch bear the name, so it is not told which of them runs. */
  readonly kind: "commit" | "tag" | "branch" | "both";
  /** As the commit itself says, ISO 8601; whoever made it chose that. Null: it is no commit. */
  readonly committedAt: string | null;
  /** When the tag's release was published, by GitHub's clock; null: no release. */
  readonly releasedAt: string | null;
  /** Tags that point to the same commit, of those that were listed. */
  readonly tags: readonly string[];
  /**
   * `held`: reachable from a branch or tag of this repository. `stray`: from none of them, as with a commit that was only
   * pushed to a fork. `unfound`: from none of those that were looked at, and there are more.
   */
  readonly membership: "held" | "stray" | "unfound";
}

/** What is judged of it, beside the facts that every package has. */
export interface ActionFacts extends Pick<ActionRepository, "fullName" | "claimed"> {
  readonly target: Pick<ActionTarget, "sha" | "kind" | "membership"> | null;
  /** The release that the pin stands for, such as `4.1.1`; null: not known. */
  readonly release: string | null;
}
