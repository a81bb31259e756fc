import fc from "fast-check";
import { type Account, isSamePerson } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { distinctPeople, voicesOf } from "../../../src/core/reviews/audience.js";
import {
  aChange,
  aComment,
  aCommit,
  aFacts,
  aGitPerson,
  aLineComment,
  aNativeReview,
  anAccount,
  anAgentAccount,
} from "../../support/build.js";

/** Nobody takes part but who the test adds: the default change is an agent's. */
function voices(facts: Parameters<typeof aFacts>[0] = {}) {
  const { accounts, teams } = voicesOf(aFacts({ change: loaded(aChange({ body: "" })), ...facts }));
  return { people: accounts.map(({ login }) => login).filter((login) => login !== "web-flow"), teams };
}

function mentioned(body: string): readonly string[] {
  return voices({ comments: loaded([aComment({ author: anAccount({ login: "zoe" }), body })]) }).people.filter(
    (login) => login !== "zoe",
  );
}

describe("who may have read what was written", () => {
  it("is whoever commented, reviewed, opened it, committed, or is a co-author", () => {
    const facts = {
      comments: loaded([aComment()]),
      reviews: loaded([aNativeReview({ author: anAccount({ login: "sam" }) })]),
      change: loaded(
        aChange({
          body: "",
          author: anAccount({ login: "ada" }),
          commits: [
            aCommit({
              author: aGitPerson({ account: anAccount({ login: "kim" }) }),
              committer: aGitPerson({ account: anAccount({ login: "lee" }) }),
              coAuthors: [aGitPerson({ account: anAccount({ login: "mia" }) }), aGitPerson({ account: null })],
            }),
          ],
        }),
      ),
    };

    expect([...voices(facts).people].sort()).toEqual(["ada", "kim", "lee", "mia", "robin", "sam"]);
  });

  it("is whoever is mentioned in a comment, a review, on a line or in the description", () => {
    const facts = {
      lineComments: loaded([aLineComment({ author: anAccount({ login: "kim" }), body: "ask @lee" })]),
      comments: loaded([aComment({ body: "@sam please look" })]),
      reviews: loaded([aNativeReview({ body: "as @maya said" })]),
      change: loaded(aChange({ body: "cc @ada" })),
    };

    expect([...voices(facts).people].sort()).toEqual(["ada", "kim", "lee", "maya", "robin", "sam"]);
  });

  it("is no bot and no organisation", () => {
    const comments = loaded([
      aComment({ author: anAgentAccount(), body: "" }),
      aComment({ author: anAccount({ login: "acme", type: "Organization" }), body: "" }),
      aComment({ author: null, body: "" }),
    ]);

    expect(voices({ comments }).people).toEqual([]);
  });

  it("is an account of which GitHub does not say what it is", () => {
    expect(
      voices({ comments: loaded([aComment({ author: anAccount({ type: "Unknown" }), body: "" })]) }).people,
    ).toEqual(["robin"]);
  });

  it("is named once, by number where it is known, whatever the case of a mention", () => {
    const comments = loaded([
      aComment({ body: "@SAM @Sam @robin" }),
      aComment({ author: anAccount({ login: "sam" }), body: "" }),
    ]);

    expect(voicesOf(aFacts({ comments })).accounts.filter(({ login }) => login.toLowerCase() === "sam")).toEqual([
      anAccount({ login: "sam" }),
    ]);
  });

  it("is what the sources that could be read tell", () => {
    const gone = unavailable<never>("502");

    expect(voices({ comments: gone, reviews: gone, change: gone })).toEqual({ people: [], teams: [] });
  });

  it("is a team that is mentioned, once and without case", () => {
    const comments = loaded([aComment({ body: "@acme/Security and @ACME/security, also @acme/web-team." })]);

    const { teams } = voices({ comments });

    expect(teams.filter((team) => team === "acme/security")).toHaveLength(1);
    expect(teams).toContain("acme/web-team");
  });
});

describe("a mention", () => {
  it.each([
    ["@sam", "at the start"],
    ["(@sam)", "in brackets"],
    ["hey,@sam!", "behind a comma"],
    ["see you...@sam", "behind dots"],
    ["-@sam", "behind a hyphen"],
    ["robin/@sam", "behind a slash"],
    ["@@sam", "behind another mark"],
    ["**@sam**", "in bold"],
    ["_@sam_", "in italics"],
    ["__cc @sam__", "at the end of underlined words"],
    ["@sam's", "with an apostrophe"],
    ["@sam.", "at the end of a sentence"],
    ["`@sam`", "in code, where GitHub notifies nobody: rather one person more"],
    ["> @sam", "in a quote"],
    ["é@sam", "behind a letter of another script"],
  ])("is found in %j, %s", (body) => {
    expect(mentioned(body)).toContain("sam");
  });

  it.each(["sam@example.org", "a1@sam", "@-sam", "@", "@ sam", "@_sam", "＠sam"])("is none in %j", (body) => {
    expect(mentioned(body)).not.toContain("sam");
  });

  it("may name an account of an enterprise", () => {
    expect(mentioned("@sam_acme and _@kim_acme_")).toEqual(expect.arrayContaining(["sam_acme", "kim_acme"]));
  });
});

describe("hostile texts", () => {
  it("with thousands of mentions are read to the end", () => {
    const body = (from: number) => Array.from({ length: 5_000 }, (_, index) => `@u${from + index}`).join(" ");
    const comments = loaded(
      Array.from({ length: 40 }, (_, index) => aComment({ id: index, body: body(index * 5_000) })),
    );

    const { accounts } = voicesOf(aFacts({ comments }));

    expect(accounts.length).toBeGreaterThan(5_000);
  });

  it.each(["@", "@a", "@a/", "@a-", "/", "@@a/", "@-", "_@"])("made of %j name hardly anybody", (unit) => {
    const body = unit.repeat(Math.floor(65_536 / unit.length));

    expect(mentioned(body).length).toBeLessThanOrEqual(2);
  });
});

describe("distinctPeople", () => {
  const numbersOf = (accounts: readonly Account[]) => accounts.map(({ id }) => id).filter((id) => id !== null);
  const anyAccount: fc.Arbitrary<Account> = fc
    .record({
      id: fc.constantFrom(null, 1, 2, 3),
      login: fc.constantFrom("sam", "Sam", "kim", "lee"),
      type: fc.constantFrom("User", "Unknown", "Bot"),
    })
    .map((account) => account as Account);

  it("names each person once, and everybody", () => {
    fc.assert(
      fc.property(fc.array(anyAccount, { maxLength: 8 }), (accounts) => {
        const people = distinctPeople(accounts);

        expect(new Set(numbersOf(people)).size).toBe(numbersOf(people).length);
        for (const account of accounts.filter(({ type }) => type !== "Bot")) {
          expect(people.some((person) => isSamePerson(person, account))).toBe(true);
        }
        for (const [index, person] of people.entries()) {
          expect(people.slice(0, index).some((other) => isSamePerson(other, person))).toBe(false);
        }
      }),
    );
  });

  it("prefers whom it knows by number", () => {
    const [named, numbered] = [anAccount({ login: "Robin", id: null }), anAccount()];

    expect(distinctPeople([named, numbered])).toEqual([numbered]);
  });
});
