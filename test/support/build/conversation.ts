// What people and checks say about the default pull request.
import type { CheckResult, Comment, LineComment, LinkedIssue, NativeReview } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { merge, type Override } from "../merge.js";
import { HEAD_SHA } from "./ids.js";
import { anAccount } from "./people.js";

/** A comment by robin; `#issuecomment-<id>` is its address. */
export function aComment(override: Override<Comment> = {}): Comment {
  const id = override.id ?? 9001;
  return merge(
    {
      id,
      url: `https://github.com/acme/shop/pull/7#issuecomment-${id}`,
      author: anAccount(),
      body: "/countersign start",
      createdAt: "2026-03-02T10:00:00Z",
      editedAt: null,
      editor: null,
      viaApp: false,
      ours: false,
    },
    override,
  );
}

export function aNativeReview(override: Override<NativeReview> = {}): NativeReview {
  const id = override.id ?? 8001;
  return merge(
    {
      id,
      url: `https://github.com/acme/shop/pull/7#pullrequestreview-${id}`,
      author: anAccount(),
      state: "APPROVED",
      body: "",
      commitSha: HEAD_SHA,
      submittedAt: "2026-03-02T10:30:00Z",
      editedAt: null,
      editor: null,
    },
    override,
  );
}

/** A comment by robin on a line of the head commit. */
export function aLineComment(override: Override<LineComment> = {}): LineComment {
  const id = override.id ?? 7001;
  return merge(
    {
      id,
      url: `https://github.com/acme/shop/pull/7#discussion_r${id}`,
      author: anAccount(),
      body: "What happens to a quantity below zero?",
      commitSha: HEAD_SHA,
      publishedAt: "2026-03-02T10:30:00Z",
      editedAt: null,
      editor: null,
    },
    override,
  );
}

export function aCheck(override: Override<CheckResult> = {}): CheckResult {
  return merge(
    {
      name: "test",
      kind: "check_run",
      app: "github-actions",
      appId: 15368,
      reporter: { id: null, login: "github-actions[bot]", type: "Bot" },
      state: "passed",
      outcome: "success",
      url: "https://github.com/acme/shop/actions/runs/1",
    },
    override,
  );
}

export function aLinkedIssue(override: Override<LinkedIssue> = {}): LinkedIssue {
  return merge<LinkedIssue>(
    {
      id: 4100,
      repository: "acme/shop",
      number: 41,
      url: "https://github.com/acme/shop/issues/41",
      title: "The total is wrong when I order two",
      body: "Acceptance criteria:\n- two items at 5.00 come to 10.00\n- a missing quantity counts as one\n",
      author: anAccount({ login: "alice" }),
      editor: null,
      viaApp: loaded(false),
    },
    override,
  );
}
