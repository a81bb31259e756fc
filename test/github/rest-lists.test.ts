import type { GithubContext } from "../../src/github/context.js";
import { loadContexts, loadLineComments, loadReviews } from "../../src/github/rest-lists.js";
import { GOOD_FORM } from "../e2e/support/stories.js";
import { REF } from "../support/fake-ports.js";

function withReview(body: string): GithubContext {
  const review = {
    id: 1,
    html_url: "https://github.com/acme/shop/pull/7#pullrequestreview-1",
    user: { id: 102, login: "robin", type: "User" },
    state: "APPROVED",
    body,
    commit_id: "a".repeat(40),
    submitted_at: "2026-03-02T10:00:00Z",
  };
  const api = { readPages: async () => ({ items: [review], complete: true }) };
  return { api } as unknown as GithubContext;
}

it("takes reviews for unknown when one holds a form, whose edits REST would hide", async () => {
  await expect(loadReviews(withReview(GOOD_FORM), REF)).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
});

it("reads reviews without a form", async () => {
  await expect(loadReviews(withReview("LGTM"), REF)).resolves.toMatchObject([
    { author: { login: "robin" }, body: "LGTM" },
  ]);
});

it("takes the checks for unknown when more reports were made than are read", async () => {
  const report = { context: "build", state: "success", target_url: null, creator: null };
  const readPages = async (_installation: number, { route }: { route: string }) =>
    route.endsWith("/statuses") ? { items: [report], complete: false } : { items: [], complete: true };
  const context = { api: { readPages } } as unknown as GithubContext;

  await expect(loadContexts(context, REF, "a".repeat(40))).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
});

it.each(["Hm.\n\n/countersign reject", "verdict: approve"])(
  "takes reviews for unknown when one shows a verdict: %j",
  async (body) => {
    await expect(loadReviews(withReview(body), REF)).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
  },
);

describe("comments on lines of the diff", () => {
  function withLine(body: string, type = "User"): GithubContext {
    const comment = {
      id: 1,
      html_url: "https://github.com/acme/shop/pull/7#discussion_r1",
      user: { id: 102, login: "robin", type },
      body,
      original_commit_id: "a".repeat(40),
      created_at: "2026-03-02T10:00:00Z",
    };
    const api = { readPages: async () => ({ items: [comment], complete: true }) };
    return { api } as unknown as GithubContext;
  }

  it("are read as they stand", async () => {
    await expect(loadLineComments(withLine("Why not a map?"), REF)).resolves.toEqual([
      {
        id: 1,
        url: "https://github.com/acme/shop/pull/7#discussion_r1",
        author: { id: 102, login: "robin", type: "User" },
        body: "Why not a map?",
        commitSha: "a".repeat(40),
        publishedAt: "2026-03-02T10:00:00Z",
        editedAt: null,
        editor: null,
      },
    ]);
  });

  it.each([GOOD_FORM, "/countersign approve", "verdict: reject"])(
    "are not known when one shows a verdict, which somebody else may have written: %j",
    async (body) => {
      await expect(loadLineComments(withLine(body), REF)).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
      await expect(loadLineComments(withLine(body, "Bot"), REF)).resolves.toHaveLength(1);
    },
  );

  it("are not known when there are too many", async () => {
    const api = { readPages: async () => ({ items: [], complete: false }) };

    await expect(loadLineComments({ api } as unknown as GithubContext, REF)).rejects.toMatchObject({
      code: "GITHUB_REJECTED",
    });
  });
});
