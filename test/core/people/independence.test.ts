import type { GateInput } from "../../../src/core/case/input.js";
import type { Change, PersonFacts } from "../../../src/core/facts/facts.js";
import type { EvidenceKind } from "../../../src/core/facts/finding.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { unattributedCommits } from "../../../src/core/people/commit-people.js";
import { mayReview } from "../../../src/core/people/independence.js";
import { faultOfAuthority } from "../../../src/core/people/rights.js";
import {
  aChange,
  aClassification,
  aCommit,
  aFacts,
  aGateInput,
  aGitPerson,
  aLoadedPolicy,
  anAccount,
  aPerson,
  aPolicy,
  aRecords,
  fakeSha,
  HEAD_SHA,
  theWebFlow,
} from "../../support/build.js";

const ROBIN = anAccount();
const SHA = fakeSha("commit");
const SHORT = SHA.slice(0, 7);

function reason(person: PersonFacts, input: GateInput = aGateInput()): string | null {
  const may = mayReview(person, input);
  return may.may ? null : may.reason;
}

function withChange(change: Partial<Change>): GateInput {
  return aGateInput({ facts: aFacts({ change: loaded(aChange(change)) }) });
}

function withCommit(commit: Parameters<typeof aCommit>[0]): GateInput {
  return withChange({ commits: [aCommit(), aCommit({ sha: SHA, ...commit })] });
}

describe("mayReview", () => {
  it("lets an independent person with write permission review", () => {
    expect(reason(aPerson("robin"))).toBeNull();
  });

  it.each([
    ["none", "needs write permission on this repository and has none"],
    ["read", "needs write permission on this repository and has read"],
    ["triage", "needs write permission on this repository and has triage"],
    ["write", null],
    ["maintain", null],
    ["admin", null],
  ] as const)("of somebody with %s permission: %s", (permission, expected) => {
    expect(reason(aPerson("robin", permission))).toBe(expected);
  });

  it("follows the policy's minimum permission", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ reviewers: { min_permission: "maintain" } }) });

    expect(reason(aPerson("robin", "write"), aGateInput({ policy }))).toContain("needs maintain permission");
    expect(reason(aPerson("robin", "maintain"), aGateInput({ policy }))).toBeNull();
  });

  it("refuses while the permission cannot be read", () => {
    expect(reason(aPerson("robin", "write", { permission: unavailable("502") }))).toBe(
      "has a permission that could not be read (502)",
    );
  });

  describe("with teams in the policy", () => {
    const input = aGateInput({
      policy: aLoadedPolicy({ policy: aPolicy({ reviewers: { teams: ["acme/Reviewers"] } }) }),
    });

    it("lets members review whatever their permission", () => {
      expect(reason(aPerson("robin", "read", { teams: loaded(["ACME/reviewers"]) }), input)).toBeNull();
    });

    it("refuses everybody else, also admins", () => {
      expect(reason(aPerson("robin", "admin"), input)).toBe(
        "is not a member of acme/Reviewers, which the policy asks for",
      );
    });

    it("refuses while the membership cannot be read", () => {
      expect(reason(aPerson("robin", "admin", { teams: unavailable("403") }), input)).toContain(
        "could not be read (403)",
      );
    });
  });

  it.each(["Bot", "Organization", "Mannequin", "Unknown"] as const)("refuses an account of type %s", (type) => {
    expect(reason(aPerson("robin", "admin", { account: anAccount({ type }) }))).not.toBeNull();
  });

  it("refuses an account whose id is not known", () => {
    expect(reason(aPerson("robin", "admin", { account: anAccount({ id: null }) }))).toContain(
      "whose number GitHub does not say",
    );
  });

  it("refuses a coding agent that works in an account of type User", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ agents: [{ name: "house", logins: ["ROBIN"] }] }) });

    expect(reason(aPerson("robin"), aGateInput({ policy }))).toContain("coding agent of the policy");
  });

  it("refuses the author, by id when the login was changed", () => {
    expect(reason(aPerson("robin"), withChange({ author: anAccount({ login: "old-robin", id: ROBIN.id }) }))).toBe(
      "opened this pull request",
    );
  });

  it("does not take a person for the author because they took over the login", () => {
    expect(reason(aPerson("robin"), withChange({ author: anAccount({ login: "robin", id: 999 }) }))).toBeNull();
  });

  it.each(["robin", "Robin", "@robin", "102"])("refuses the operator, stated as %s", (operator) => {
    const classification = aClassification({ agent: { name: "copilot", evidence: [], operator: ["alice", operator] } });

    expect(reason(aPerson("robin"), aGateInput({ classification }))).toBe("set the agent to work");
  });

  it.each([
    ["author", { author: aGitPerson({ account: ROBIN }) }],
    ["committer", { committer: aGitPerson({ account: ROBIN }) }],
    ["co-author", { coAuthors: [aGitPerson({ account: ROBIN })] }],
    ["author by a renamed account", { author: aGitPerson({ account: anAccount({ login: "other", id: ROBIN.id }) }) }],
    ["author by login alone", { author: aGitPerson({ account: anAccount({ login: "ROBIN", id: null }) }) }],
    [
      "co-author by noreply address",
      { coAuthors: [aGitPerson({ account: null, email: "102+old@users.noreply.github.com" })] },
    ],
    [
      "co-author by the old noreply address",
      { coAuthors: [aGitPerson({ account: null, email: "Robin@users.noreply.github.com" })] },
    ],
    [
      "author by noreply address beside another account",
      { author: aGitPerson({ account: anAccount({ login: "sam" }), email: "102+r@users.noreply.github.com" }) },
    ],
    [
      "author on an enterprise server",
      { author: aGitPerson({ account: null, email: "102+r@users.noreply.git.acme.example" }) },
    ],
  ])("refuses the %s of any commit", (_, commit) => {
    expect(reason(aPerson("robin"), withCommit(commit))).toBe(`committed ${SHORT} to this pull request`);
  });

  it.each([
    ["the web flow", { committer: theWebFlow() }],
    ["somebody of the same name", { author: aGitPerson({ name: "robin", account: anAccount({ login: "sam" }) }) }],
    [
      "a noreply address with another id",
      { author: aGitPerson({ account: null, email: "103+robin@users.noreply.github.com" }) },
    ],
  ])("is not confused by %s", (_, commit) => {
    expect(reason(aPerson("robin"), withCommit(commit))).toBeNull();
  });

  it("names at most three commits", () => {
    const commits = [1, 2, 3, 4, 5].map((n) => aCommit({ sha: fakeSha(n), author: aGitPerson({ account: ROBIN }) }));

    expect(reason(aPerson("robin"), withChange({ commits }))).toMatch(
      /^committed \w{7}, \w{7}, \w{7} and 2 more to this/,
    );
  });

  it("refuses whoever pushed last, and only them", () => {
    const pushers = [anAccount({ login: "sam" }), ROBIN];
    const records = aGateInput({
      records: aRecords({ pushers }),
      facts: aFacts({ change: loaded(aChange({ pushers: [] })) }),
    });

    expect(reason(aPerson("robin"), records)).toBe("pushed last to this pull request");
    expect(reason(aPerson("sam"), records)).toBeNull();
    expect(reason(aPerson("robin"), withChange({ pushers }))).toBe("pushed last to this pull request");
  });

  it.each([
    ["an older push told late", fakeSha("older"), null],
    ["somebody who reopens", HEAD_SHA, "pushed last to this pull request"],
  ])("keeps refusing whoever pushed the present head after %s", (_name, headSha, sams) => {
    const sam = anAccount({ login: "sam" });
    const pushes = [
      { headSha: HEAD_SHA, by: ROBIN },
      { headSha, by: sam },
    ];
    const input = aGateInput({ records: aRecords({ pushers: [ROBIN, sam], pushes }) });

    expect(reason(aPerson("robin"), input)).toBe("pushed last to this pull request");
    expect(reason(aPerson("sam"), input)).toBe(sams);
  });

  it("refuses everybody while the change cannot be read", () => {
    expect(reason(aPerson("robin"), aGateInput({ facts: aFacts({ change: unavailable("502") }) }))).toContain("(502)");
  });

  it("says every reason at once", () => {
    const input = withChange({
      author: ROBIN,
      commits: [aCommit({ sha: SHA, author: aGitPerson({ account: ROBIN }) })],
    });

    expect(reason(aPerson("robin", "read"), input)).toBe(
      `needs write permission on this repository and has read; opened this pull request; committed ${SHORT} to this pull request`,
    );
  });

  it("is the same on every tier", () => {
    for (const tier of ["format-safe", "behavior-changing", "high-stakes"] as const) {
      expect(reason(aPerson("alice"), aGateInput({ classification: aClassification({ tier }) }))).toBe(
        "set the agent to work",
      );
    }
  });
});

describe("faultOfAuthority", () => {
  it.each([
    ["write", "maintain", false],
    ["maintain", "maintain", true],
    ["admin", "maintain", true],
    ["maintain", "admin", false],
    ["admin", "admin", true],
  ] as const)("with %s for %s: %s", (permission, needed, allowed) => {
    expect(faultOfAuthority(aPerson("maya", permission), needed, aGateInput()).length === 0).toBe(allowed);
  });

  it("is refused to the author, the operator, bots and the unknown", () => {
    const author = withChange({ author: anAccount({ login: "maya" }) });

    expect(faultOfAuthority(aPerson("maya", "admin"), "maintain", author)).toEqual(["opened this pull request"]);
    expect(faultOfAuthority(aPerson("alice", "admin"), "admin", aGateInput())).toEqual(["set the agent to work"]);
    expect(
      faultOfAuthority(aPerson("x", "admin", { account: anAccount({ type: "Bot" }) }), "admin", author),
    ).toHaveLength(1);
    expect(
      faultOfAuthority(aPerson("maya", "admin", { permission: unavailable("502") }), "admin", aGateInput()),
    ).toHaveLength(1);
    expect(
      faultOfAuthority(
        aPerson("maya", "admin"),
        "admin",
        aGateInput({ facts: aFacts({ change: unavailable("502") }) }),
      ),
    ).toHaveLength(1);
  });
});

describe("unattributedCommits", () => {
  const stranger = aGitPerson({ name: "R", email: "r@home.example", account: null });

  it("finds none in a change whose people all have accounts", () => {
    expect(unattributedCommits(aChange())).toEqual([]);
  });

  it.each([
    ["author", { author: stranger }],
    ["committer", { committer: stranger }],
    ["co-author", { coAuthors: [stranger] }],
  ])("finds a %s without an account", (_, commit) => {
    expect(unattributedCommits(aChange({ commits: [aCommit(), aCommit({ sha: SHA, ...commit })] }))).toEqual([
      { sha: SHA, people: [stranger] },
    ]);
  });

  it.each(["5+x@users.noreply.github.com", "x@users.noreply.github.com", "noreply@github.com"])(
    "takes no address for an account: %s",
    (email) => {
      const author = aGitPerson({ name: "GitHub", account: null, email });

      expect(unattributedCommits(aChange({ commits: [aCommit({ author })] }))).toHaveLength(1);
      expect(unattributedCommits(aChange({ commits: [aCommit({ committer: author })] }))).toHaveLength(1);
    },
  );

  it("attributes the agent's own address to the agent, unless the hint is weak", () => {
    const commits = [
      aCommit({ coAuthors: [aGitPerson({ name: "Cursor", email: "cursoragent@cursor.com", account: null })] }),
    ];
    const agent = (strength: "strong" | "weak") =>
      ({
        name: "cursor",
        operator: [],
        evidence: [{ kind: "co-author", text: "Cursor <CursorAgent@cursor.com>", strength }],
      }) as const;

    expect(unattributedCommits(aChange({ commits }), agent("strong"))).toEqual([]);
    expect(unattributedCommits(aChange({ commits }), agent("weak"))).toHaveLength(1);
    expect(unattributedCommits(aChange({ commits }))).toHaveLength(1);
  });

  it.each<[string, EvidenceKind, string]>([
    ["a statement", "declared", "house <mallory@example.org>"],
    ["a trailer", "trailer", "Generated-by: claude <mallory@example.org>"],
    ["a name", "author", "Claude <mallory@example.org> <noreply@anthropic.com>"],
  ])("take no address for the agent's because %s says so", (_, kind, text) => {
    const commits = [aCommit({ author: aGitPerson({ email: "mallory@example.org", account: null }) })];
    const agent = { name: "house", evidence: [{ kind, text, strength: "strong" as const }], operator: [] };

    expect(unattributedCommits(aChange({ commits }), agent)).toHaveLength(1);
  });
});
