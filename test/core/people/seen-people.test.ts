// Who once committed to a pull request stays its author, squashed away or not.

import type { GateInput } from "../../../src/core/case/input.js";
import type { Comment, Commit } from "../../../src/core/facts/facts.js";
import { NO_RECORDS, type Records, type SeenPerson } from "../../../src/core/facts/records.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { Tier } from "../../../src/core/ground/tier.js";
import {
  contributorsOf,
  MAX_CONTRIBUTORS,
  newContributors,
  unreadContributor,
} from "../../../src/core/people/commit-people.js";
import { mayReview } from "../../../src/core/people/independence.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import {
  aChange,
  aClassification,
  aCommit,
  aFacts,
  aGateInput,
  aGitPerson,
  anAccount,
  aPerson,
  fakeSha,
  people,
  theWebFlow,
} from "../../support/build.js";
import { judge, said } from "../comments/forms.js";

const ROBIN = anAccount();
const OLD = fakeSha("squashed away");
const SHORT = OLD.slice(0, 7);
const STRANGER = aGitPerson({ name: "R", email: "R@home.example", account: null });

function old(people: Partial<Commit>): Commit {
  return aCommit({ sha: OLD, ...people });
}

/** What is remembered of a commit by these people. */
function seen(...commits: readonly Commit[]): readonly SeenPerson[] {
  return contributorsOf(aChange({ commits }), null);
}

interface Shown {
  readonly contributors: readonly SeenPerson[];
  readonly records?: Partial<Records>;
  readonly tier?: Tier;
  readonly commits?: readonly Commit[];
  readonly comments?: readonly Comment[];
}

function show({ contributors, records = {}, tier = "behavior-changing", commits, comments = [] }: Shown): GateInput {
  const voices = people(
    ...["alice", "robin", "sam"].map((login) => aPerson(login)),
    ...["maya", "mona"].map((login) => aPerson(login, "maintain")),
  );
  return aGateInput({
    facts: aFacts({
      change: loaded(aChange(commits === undefined ? {} : { commits })),
      comments: loaded(comments),
      people: voices,
    }),
    records: { ...NO_RECORDS, ...records, contributors },
    classification: aClassification({ tier }),
  });
}

function reason(input: GateInput, login = "robin"): string | null {
  const may = mayReview(aPerson(login), input);
  return may.may ? null : may.reason;
}

function facts(input: GateInput) {
  const found = decisionOn(input).requirements.find(({ id }) => id === "facts_complete");
  return { status: found?.status, text: `${found?.detail} ${found?.fix ?? ""}` };
}

describe("whoever was named by a commit that is gone", () => {
  it.each([
    ["author", { author: aGitPerson({ account: ROBIN }) }],
    ["committer", { committer: aGitPerson({ account: ROBIN }) }],
    ["co-author", { coAuthors: [aGitPerson({ account: ROBIN })] }],
    ["author under another login", { author: aGitPerson({ account: anAccount({ login: "before", id: ROBIN.id }) }) }],
    [
      "co-author by an address",
      { coAuthors: [aGitPerson({ account: null, email: "102+x@users.noreply.github.com" })] },
    ],
    [
      "co-author by an old address",
      { coAuthors: [aGitPerson({ account: null, email: "Robin@users.noreply.github.com" })] },
    ],
  ])("stays its author: %s", (_what, named) => {
    const input = show({ contributors: seen(old(named)) });

    expect(reason(input)).toBe(`committed ${SHORT}, which was since rewritten`);
    expect(reason(input, "sam")).toBeNull();
  });

  it("is found by number, so whoever takes over the login is nobody's author", () => {
    const contributors = seen(old({ author: aGitPerson({ account: anAccount({ login: "robin", id: 999 }) }) }));

    expect(reason(show({ contributors }))).toBeNull();
  });

  it("is named once while a commit that stands names them too", () => {
    const commit = old({ author: aGitPerson({ account: ROBIN }) });

    expect(reason(show({ contributors: seen(commit), commits: [commit] }))).toBe(
      `committed ${SHORT} to this pull request`,
    );
  });

  it("keeps the seat that they had, and the claim holds the change until a maintainer has settled it", () => {
    const begun = judge({ comments: [said("robin", "10:00", "/countersign start")] }).records;
    const contributors = seen(old({ coAuthors: [aGitPerson({ account: ROBIN })] }));
    const input = show({ contributors, records: begun });

    expect(reason(input)).toBeNull();
    expect(facts(input)).toMatchObject({ status: "unsatisfied", text: expect.stringContaining(SHORT) });
  });

  it("loses it where GitHub says that they pushed as well", () => {
    const begun = judge({ comments: [said("robin", "10:00", "/countersign start")] }).records;
    const records = { ...begun, pushers: [ROBIN, anAccount({ login: "alice" })] };

    expect(
      reason(show({ contributors: seen(old({ author: aGitPerson({ account: ROBIN }) })), records })),
    ).not.toBeNull();
  });
});

describe("a name that was a mistake and is amended away", () => {
  const WAIVE = said("maya", "10:00", "/countersign waive facts_complete:@Robin a slip in the trailer, sam was meant");
  const contributors = seen(old({ coAuthors: [aGitPerson({ account: ROBIN })] }));

  it("is called wrong by a maintainer, and the person may begin", () => {
    const input = show({ contributors, comments: [WAIVE] });
    const { records, outcomes } = judge(input);

    expect(outcomes.replies.map(({ body }) => body).join()).toContain("is waived");
    expect(reason({ ...input, records })).toBeNull();
    expect(facts({ ...input, records }).status).not.toBe("unsatisfied");
  });

  it("is called wrong also where the commit was the agent's, which made the person an operator", () => {
    const classification = aClassification({ agent: { name: "copilot", evidence: [], operator: ["alice", "robin"] } });
    const input = { ...show({ contributors, comments: [WAIVE] }), classification };
    const { records } = judge(input);

    expect(reason(input)).toContain("set the agent to work");
    expect(reason({ ...input, records })).toBeNull();
  });

  it("is mended in the description first where that names the person as operator", () => {
    const change = aChange({ body: aChange().body.replace("operator: alice", "operator: robin") });
    const classification = aClassification({ agent: { name: "copilot", evidence: [], operator: ["robin"] } });
    const shown = show({ contributors, comments: [WAIVE] });
    const input = { ...shown, classification, facts: { ...shown.facts, change: loaded(change) } };

    expect(judge(input).records.waivers).toEqual([]);
  });

  it("speaks again on another version", () => {
    const input = show({ contributors, comments: [WAIVE] });
    const { records } = judge(input);

    expect(reason({ ...input, records, fingerprint: "another" })).not.toBeNull();
  });

  it("is not called wrong by the person, nor while a commit still says so", () => {
    const standing = old({ coAuthors: [aGitPerson({ account: ROBIN })] });
    const own = show({
      contributors: seen(old({ author: aGitPerson({ account: anAccount({ login: "maya" }) }) })),
      comments: [{ ...WAIVE, body: WAIVE.body.replace("Robin", "maya") }],
    });
    const present = show({ contributors, comments: [WAIVE], commits: [standing] });

    for (const input of [own, present]) {
      expect(judge(input).records.waivers).toEqual([]);
    }
  });
});

describe("a commit of which nobody can say who wrote it", () => {
  const contributors = seen(old({ author: STRANGER }));

  it("blocks a high-stakes change when it is gone, until a maintainer says who it was", () => {
    const input = show({ contributors, tier: "high-stakes" });
    const comment = said("maya", "10:00", `/countersign waive facts_complete:${SHORT} @robin wrote it at home`);
    const { records } = judge(show({ contributors, tier: "high-stakes", comments: [comment] }));
    const settled = { ...show({ contributors, tier: "high-stakes", comments: [comment] }), records };

    expect(facts(input)).toMatchObject({ status: "unsatisfied", text: expect.stringContaining(SHORT) });
    expect(facts(settled).status).toBe("waived");
    expect(reason(settled)).toContain(`wrote ${SHORT}, says a waiver`);
  });

  it("blocks nothing else", () => {
    expect(facts(show({ contributors })).status).toBe("satisfied");
  });

  it.each([
    ["by the same address to nobody", aCommit({ author: { ...STRANGER, email: "r@HOME.example" } }), [aCommit().sha]],
    ["by the same address to an account", aCommit({ author: { ...STRANGER, account: ROBIN } }), []],
  ])("is not asked about where one that stands is linked %s", (_what, commit, asked) => {
    const { text } = facts(show({ contributors, tier: "high-stakes", commits: [commit] }));

    expect(text).not.toContain(SHORT);
    for (const sha of asked) expect(text).toContain(sha.slice(0, 7));
  });

  it("is asked about also when it could not be read, and not once it is the head again", () => {
    const unread = [unreadContributor(OLD)];

    expect(facts(show({ contributors: unread, tier: "high-stakes" })).text).toContain(SHORT);
    expect(facts(show({ contributors: unread, tier: "high-stakes", commits: [old({})] })).status).toBe("satisfied");
  });
});

describe("a head that is gone and could not be read yet", () => {
  const heads = [
    { sha: OLD, read: false },
    { sha: fakeSha("read"), read: true },
  ];

  it.each<Tier>(["behavior-changing", "high-stakes"])("holds a %s change, and nobody has to act", (tier) => {
    const input = show({ contributors: [], records: { heads }, tier });
    const found = decisionOn(input).requirements.find(({ id }) => id === "facts_complete");

    expect(found).toMatchObject({ status: "error", who: "countersign", detail: expect.stringContaining(SHORT) });
    expect(found?.detail).not.toContain(fakeSha("read").slice(0, 7));
    expect(decisionOn(input).factsHash).not.toBe(decisionOn(show({ contributors: [], tier })).factsHash);
  });

  it("holds nothing that nobody has to review, and nothing once it was read", () => {
    const read = heads.map((head) => ({ ...head, read: true }));

    expect(facts(show({ contributors: [], records: { heads }, tier: "format-safe" })).status).toBe("satisfied");
    expect(facts(show({ contributors: [], records: { heads: read } })).status).toBe("satisfied");
  });
});

describe("what is kept", () => {
  it("is nothing of programs, of GitHub itself, and of who opened the pull request", () => {
    const author = anAccount({ login: "alice" });
    const bot = aGitPerson({ account: null, email: "41898282+github-actions[bot]@users.noreply.github.com" });
    const commits = [
      aCommit({ committer: theWebFlow(), author: aGitPerson({ account: author }), coAuthors: [aGitPerson()] }),
    ];

    expect(contributorsOf({ commits, author }, null)).toEqual([]);
    expect(seen(aCommit({ author: bot })).map(({ account }) => account)).toEqual([null]);
  });

  it("holds no address", () => {
    expect(JSON.stringify(seen(old({ author: STRANGER })))).not.toMatch(/home/i);
  });

  it("is each person once, in whatever order commits are seen", () => {
    const commits = [1, 2, 3].map((n) =>
      aCommit({ sha: fakeSha(n), author: aGitPerson({ account: ROBIN }), coAuthors: [STRANGER] }),
    );
    const keys = (list: readonly Commit[]) =>
      seen(...list)
        .map(({ key }) => key)
        .sort();

    expect(keys(commits)).toHaveLength(2);
    expect(keys([...commits].reverse())).toEqual(keys(commits));
    expect(newContributors(seen(...commits), seen(...commits))).toEqual([]);
  });

  it("has an end, and nobody is shown to be independent beyond it", () => {
    const many = Array.from({ length: MAX_CONTRIBUTORS + 50 }, (_, n) =>
      aCommit({ sha: fakeSha(n), author: aGitPerson({ account: anAccount({ id: 10_000 + n, login: `p${n}` }) }) }),
    );
    const kept = newContributors([], seen(...many));

    expect(kept).toHaveLength(MAX_CONTRIBUTORS);
    expect(newContributors(kept, seen(old({ author: STRANGER })))).toEqual([]);
    expect(facts(show({ contributors: kept }))).toMatchObject({
      status: "unsatisfied",
      text: expect.stringContaining("too many"),
    });
  });

  it("is read in time whatever a message holds", () => {
    const coAuthors = Array.from({ length: 50_000 }, (_, n) => aGitPerson({ account: null, email: `${n}@x.example` }));

    expect(seen(old({ coAuthors }))).toHaveLength(50_000);
  });
});
