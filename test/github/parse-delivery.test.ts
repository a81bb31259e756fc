import fc from "fast-check";
import { isBotOf } from "../../src/github/context.js";
import { parseDelivery } from "../../src/github/parse-delivery.js";
import type { Delivery } from "../../src/ports.js";

const OWN = { appId: 77, isOurs: isBotOf("countersign") };
const SHA = "a".repeat(40);
const REPOSITORY = { id: 10, name: "shop", owner: { login: "acme" }, default_branch: "main" };
const REF = { installationId: 5, repositoryId: 10, owner: "acme", name: "shop" };
const ALICE = { id: 1, login: "alice", type: "User" };
const OUR_BOT = { id: 900, login: "countersign[bot]", type: "Bot" };

function payload(fields: object): Record<string, unknown> {
  return { installation: { id: 5 }, repository: REPOSITORY, sender: ALICE, ...fields };
}

const pullRequest = { number: 7, state: "open", head: { sha: SHA }, base: { ref: "main" } };

describe("parseDelivery: pull requests", () => {
  it.each([
    "opened",
    "synchronize",
    "edited",
    "closed",
    "labeled",
    "converted_to_draft",
    "enqueued",
    "stacked",
    "an-action-of-tomorrow",
  ])("asks to look at the pull request on %s", (action) => {
    const delivery = expectDelivery("pull_request", payload({ action, pull_request: pullRequest }));

    expect(delivery).toMatchObject({
      id: "d-1",
      event: "pull_request",
      action,
      work: [{ kind: "pull", ...REF, number: 7 }],
      hints: [{ ref: { ...REF, number: 7 }, baseRef: "main", headSha: SHA, open: true }],
    });
  });

  describe.each(["review_requested", "review_request_removed"])("on %s", (action) => {
    const asked = (sender: object | null) => payload({ action, pull_request: pullRequest, sender });

    it("ask for nothing when we did it ourselves", () => {
      expect(expectDelivery("pull_request", asked(OUR_BOT))).toMatchObject({ work: [], hints: [], push: null });
    });

    it.each([
      ["a person", ALICE],
      ["a person with a bot's name", { ...OUR_BOT, type: "User" }],
      ["another App", { id: 901, login: "other[bot]", type: "Bot" }],
      ["nobody that GitHub names", null],
    ])("ask to look when %s did it", (_who, sender) => {
      expect(expectDelivery("pull_request", asked(sender)).work).toHaveLength(1);
    });

    it("ask to look while we do not know what we are called", () => {
      const signed = { id: "d-1", event: "pull_request", payload: asked(OUR_BOT) };
      const parsed = parseDelivery(signed, { ...OWN, isOurs: () => false });
      expect(parsed).toMatchObject({ ok: true, value: { work: [{ kind: "pull" }] } });
    });
  });

  it("ask to look at whatever else our own bot did", () => {
    const given = payload({ action: "closed", pull_request: pullRequest, sender: OUR_BOT });
    expect(expectDelivery("pull_request", given).work).toHaveLength(1);
  });

  it.each([
    ["opened", true],
    ["reopened", true],
    ["synchronize", true],
    ["edited", false],
    ["closed", false],
  ])("on %s remembers who pushed: %s", (action, seen) => {
    const delivery = expectDelivery("pull_request", payload({ action, pull_request: pullRequest }));

    expect(delivery.push).toEqual(seen ? { repositoryId: 10, number: 7, headSha: SHA, sender: ALICE } : null);
  });

  it("remembers the head that was pushed over, of a push alone", () => {
    const before = "b".repeat(40);
    const pushed = (action: string) =>
      expectDelivery("pull_request", payload({ action, before, after: SHA, pull_request: pullRequest })).push;

    expect(pushed("synchronize")).toMatchObject({ headSha: SHA, replaced: before });
    expect(pushed("edited")).toBeNull();
  });

  it("keeps an account type that it does not know apart from people", () => {
    const sender = { ...ALICE, type: "Robot" };

    const delivery = expectDelivery("pull_request", payload({ action: "opened", sender, pull_request: pullRequest }));

    expect(delivery.push?.sender.type).toBe("Unknown");
  });

  it.each([
    ["pull_request_review", "submitted"],
    ["pull_request_review", "edited"],
    ["pull_request_review_comment", "created"],
    ["pull_request_review_comment", "edited"],
    ["pull_request_review_comment", "deleted"],
  ])("asks to look again after %s %s, whose sender pushed nothing", (event, action) => {
    const delivery = expectDelivery(event, payload({ action, pull_request: pullRequest }));

    expect(delivery.work).toEqual([{ kind: "pull", ...REF, number: 7 }]);
    expect(delivery.push).toBeNull();
  });

  it("carries nothing that a person wrote", () => {
    const hostile = { title: "SESAME", body: "SESAME", user: { login: "SESAME" } };

    const delivery = expectDelivery(
      "pull_request",
      payload({
        action: "edited",
        changes: { body: { from: "SESAME" } },
        pull_request: { ...pullRequest, ...hostile },
      }),
    );

    expect(JSON.stringify(delivery)).not.toContain("SESAME");
  });
});

describe("parseDelivery: comments", () => {
  const onPull = { number: 7, pull_request: { url: "…" } };
  const ours = { user: OUR_BOT, performed_via_github_app: { id: 77 } };

  it.each([
    ["a person's comment", { sender: ALICE, comment: { user: ALICE } }, true],
    ["our own comment", { sender: OUR_BOT, comment: ours }, false],
    ["our comment, edited by a person", { action: "edited", sender: ALICE, comment: ours }, true],
    ["our comment, deleted by a person", { action: "deleted", sender: ALICE, comment: ours }, true],
    ["a person's comment, deleted by us", { action: "deleted", sender: OUR_BOT, comment: { user: ALICE } }, true],
    [
      "a person through our App",
      { sender: ALICE, comment: { user: ALICE, performed_via_github_app: { id: 77 } } },
      true,
    ],
    [
      "another App's bot",
      {
        sender: { ...OUR_BOT, id: 901 },
        comment: { user: { ...OUR_BOT, id: 901 }, performed_via_github_app: { id: 78 } },
      },
      true,
    ],
    ["a comment of a deleted account", { sender: null, comment: { user: null } }, true],
  ])("%s", (_, fields, looks) => {
    const delivery = expectDelivery("issue_comment", payload({ action: "created", issue: onPull, ...fields }));

    expect(delivery.work).toEqual(looks ? [{ kind: "pull", ...REF, number: 7 }] : []);
  });

  it("ignores comments on plain issues", () => {
    const issue = { number: 7 };

    expect(
      expectDelivery("issue_comment", payload({ action: "created", issue, comment: { user: ALICE } })).work,
    ).toEqual([]);
  });
});

describe("parseDelivery: checks and statuses", () => {
  const commit = { kind: "commit", sha: SHA, ...REF };
  const pull = (number: number, repository = 10) => ({ number, base: { repo: { id: repository } } });

  it.each(["check_run", "check_suite"])("asks about the commit and its pull requests on %s", (event) => {
    const check = { head_sha: SHA, app: { id: 3 }, pull_requests: [pull(7), pull(8)] };

    const delivery = expectDelivery(event, payload({ action: "completed", [event]: check }));

    expect(delivery.work).toEqual([{ kind: "pull", ...REF, number: 7 }, { kind: "pull", ...REF, number: 8 }, commit]);
  });

  it("asks about the commit when a fork's check names no pull request", () => {
    const check = { head_sha: SHA, app: null, pull_requests: [] };

    expect(expectDelivery("check_run", payload({ action: "completed", check_run: check })).work).toEqual([commit]);
  });

  it("leaves out pull requests of other repositories that share the commit", () => {
    const check = { head_sha: SHA, app: { id: 3 }, pull_requests: [pull(7, 999)] };

    expect(expectDelivery("check_run", payload({ action: "completed", check_run: check })).work).toEqual([commit]);
  });

  it.each([
    ["created", 0],
    ["completed", 0],
    ["requested", 0],
    ["rerequested", 2],
    ["requested_action", 2],
  ])("of our own check, %s gives %d pieces of work", (action, count) => {
    const check = { head_sha: SHA, app: { id: 77 }, pull_requests: [pull(7)] };

    expect(expectDelivery("check_run", payload({ action, check_run: check })).work).toHaveLength(count);
  });

  it("asks about the commit of a status", () => {
    expect(expectDelivery("status", payload({ sha: SHA, state: "success" })).work).toEqual([commit]);
  });
});

describe("parseDelivery: branches", () => {
  const push = { ref: "refs/heads/main", after: SHA, deleted: false, forced: false };
  const commits = [{ added: [], modified: ["src/a.ts"], removed: [] }];

  it("asks to look at a push", () => {
    expect(expectDelivery("push", payload({ ...push, commits })).work).toEqual([
      { kind: "push", ref: "refs/heads/main", after: SHA, sender: "alice", touchesPolicy: false, ...REF },
    ]);
  });

  it.each([
    ["a tag", { ref: "refs/tags/v1" }],
    ["a deleted branch", { deleted: true, after: "0".repeat(40) }],
    ["a branch of the merge queue", { ref: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}` }],
  ])("ignores %s", (_, fields) => {
    expect(expectDelivery("push", payload({ ...push, commits, ...fields })).work).toEqual([]);
  });

  it.each([
    ["adds the policy file", { commits: [{ added: [".github/countersign.yml"] }] }, true],
    ["changes it in a later commit", { commits: [...commits, { modified: [".github/countersign.yml"] }] }, true],
    ["removes it", { commits: [{ removed: [".github/countersign.yml"] }] }, true],
    ["touches a file of a similar name", { commits: [{ modified: ["docs/.github/countersign.yml"] }] }, false],
    ["is forced on the default branch", { commits, forced: true }, true],
    ["is forced on another branch", { commits, forced: true, ref: "refs/heads/topic" }, false],
    ["lists no commit on the default branch", { commits: [] }, true],
    ["has more commits than GitHub lists", { commits: Array.from({ length: 2048 }, () => ({})) }, true],
  ])("a push that %s touches the policy: %s", (_, fields, touches) => {
    expect(expectDelivery("push", payload({ ...push, ...fields })).work[0]).toMatchObject({ touchesPolicy: touches });
  });

  it("asks to look at the whole installation when the organisation's floor moves", () => {
    const repository = { ...REPOSITORY, name: ".github" };

    const delivery = expectDelivery(
      "push",
      payload({ ...push, repository, commits: [{ modified: [".github/countersign.yml"] }] }),
    );

    expect(delivery.work.map((item) => item.kind)).toEqual(["push", "installation"]);
  });

  it("asks for an answer to a merge queue, and for the end of its success when the group is gone", () => {
    const merge_group = {
      head_sha: SHA,
      head_ref: "refs/heads/gh-readonly-queue/main/pr-1",
      base_ref: "refs/heads/main",
    };

    const group = { kind: "merge_group", headSha: SHA, headRef: merge_group.head_ref, baseRef: merge_group.base_ref };
    const workOn = (action: string) => expectDelivery("merge_group", payload({ action, merge_group })).work;
    expect(workOn("checks_requested")).toEqual([{ ...group, over: false, ...REF }]);
    expect(workOn("destroyed")).toEqual([{ ...group, over: true, ...REF }]);
    expect(workOn("something new")).toEqual([]);
  });
});

describe("parseDelivery: installations and repositories", () => {
  it.each([
    ["created", 1],
    ["unsuspend", 1],
    ["new_permissions_accepted", 1],
    ["suspend", 0],
    ["deleted", 0],
  ])("installation %s gives %d pieces of work", (action, count) => {
    expect(expectDelivery("installation", { action, installation: { id: 5 } }).work).toHaveLength(count);
  });

  it("asks to look at each repository that was added", () => {
    const repositories_added = [
      { id: 10, full_name: "acme/shop" },
      { id: 11, full_name: "acme/.github" },
    ];

    expect(
      expectDelivery("installation_repositories", { action: "added", installation: { id: 5 }, repositories_added })
        .work,
    ).toEqual([
      { kind: "repository", ...REF },
      { kind: "repository", ...REF, repositoryId: 11, name: ".github" },
    ]);
  });

  it("asks to look at the whole installation when very many repositories were added", () => {
    const repositories_added = Array.from({ length: 1_001 }, (_, index) => ({
      id: index + 1,
      full_name: `acme/r${index}`,
    }));
    const added = { action: "added", installation: { id: 5 }, repositories_added };

    expect(expectDelivery("installation_repositories", added).work).toEqual([
      { kind: "installation", installationId: 5 },
    ]);
    expect(
      expectDelivery("installation_repositories", { ...added, repositories_added: repositories_added.slice(1) }).work,
    ).toHaveLength(1_000);
  });

  it("refuses an owner that is a way up among those that were added", () => {
    const added = { action: "added", installation: { id: 5 }, repositories_added: [{ id: 1, full_name: "../app" }] };

    expect(parseDelivery({ id: "d-1", event: "installation_repositories", payload: added }, OWN)).toMatchObject({
      ok: false,
    });
  });

  it.each([
    ["renamed", 1],
    ["transferred", 1],
    ["publicized", 0],
  ])("repository %s gives %d pieces of work", (action, count) => {
    expect(expectDelivery("repository", payload({ action })).work).toHaveLength(count);
  });

  it.each(["ping", "star", "issues", "marketplace_purchase", "event_of_tomorrow"])(
    "asks for nothing on %s",
    (event) => {
      expect(expectDelivery(event, payload({ action: "created" }))).toMatchObject({ work: [], push: null, hints: [] });
    },
  );
});

describe("parseDelivery: hostile payloads", () => {
  it.each([
    ["a list", [], "payload"],
    ["a number as action", payload({ action: 7, pull_request: pullRequest }), "action"],
    [
      "a text as number",
      payload({ action: "opened", pull_request: { ...pullRequest, number: "7" } }),
      "pull_request.number",
    ],
    [
      "a number beyond what is exact",
      payload({ action: "opened", pull_request: { ...pullRequest, number: 2 ** 60 } }),
      "pull_request.number",
    ],
    [
      "a number that the database cannot hold",
      payload({ action: "opened", pull_request: { ...pullRequest, number: 2 ** 31 } }),
      "pull_request.number",
    ],
    [
      "a branch of more bytes than a key may have",
      payload({ action: "opened", pull_request: { ...pullRequest, base: { ref: "😀".repeat(257) } } }),
      "pull_request.base.ref",
    ],
    [
      "a SHA that is a path",
      payload({ action: "opened", pull_request: { ...pullRequest, head: { sha: "../../x" } } }),
      "pull_request.head.sha",
    ],
    [
      "an owner that is a path",
      payload({
        action: "opened",
        pull_request: pullRequest,
        repository: { ...REPOSITORY, owner: { login: "a/../b" } },
      }),
      "repository.owner.login",
    ],
    [
      "a name with a line break",
      payload({ action: "opened", pull_request: pullRequest, repository: { ...REPOSITORY, name: "x\ny" } }),
      "repository.name",
    ],
  ])("names the place of the fault for %s, never its value", (_, given, place) => {
    const result = parseDelivery({ id: "d-1", event: "pull_request", payload: given }, OWN);

    expect(result).toEqual({ ok: false, error: { place, impossible: true } });
  });

  it.each([
    ["no pull request", payload({ action: "opened" }), "pull_request"],
    [
      "no installation",
      { ...payload({ action: "opened", pull_request: pullRequest }), installation: null },
      "installation",
    ],
    ["no hash", payload({ action: "opened", pull_request: { ...pullRequest, head: {} } }), "pull_request.head.sha"],
  ])("tells %s from something that cannot be", (_, given, place) => {
    const result = parseDelivery({ id: "d-1", event: "pull_request", payload: given }, OWN);

    expect(result).toEqual({ ok: false, error: { place, impossible: false } });
  });

  it("never throws, whatever the payload", () => {
    const events = fc.constantFrom(
      "pull_request",
      "issue_comment",
      "check_run",
      "push",
      "merge_group",
      "installation",
      "status",
    );
    const shapes = fc.record(
      {
        action: fc.anything(),
        installation: fc.anything(),
        repository: fc.anything(),
        pull_request: fc.anything(),
        check_run: fc.anything(),
        ref: fc.anything(),
      },
      { requiredKeys: [] },
    );

    fc.assert(
      fc.property(events, fc.oneof(fc.anything(), shapes), (event, given) => {
        expect(typeof parseDelivery({ id: "d-1", event, payload: given }, OWN).ok).toBe("boolean");
      }),
    );
  });
});

function expectDelivery(event: string, given: unknown): Delivery {
  const result = parseDelivery({ id: "d-1", event, payload: given }, OWN);
  if (!result.ok) throw new Error(`malformed: ${result.error.place}`);
  return result.value;
}
