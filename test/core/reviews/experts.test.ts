import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { expertTeams, faultOfExpertise, isMemberOf } from "../../../src/core/reviews/may-sit.js";
import { panelOf } from "../../../src/core/reviews/panel.js";
import { aChange, aFile, aPerson, people } from "../../support/build.js";
import { aPanelInput, loginsOf, type PanelGiven, reasonsOf, sealedBy } from "./panels.js";

const AUTH = { paths: ["src/auth/**"], teams: ["acme/security", "acme/identity"] };
const BILLING = { paths: ["src/billing/**"], teams: ["acme/payments"] };

function changing(...paths: readonly string[]): PanelGiven["facts"] {
  return { change: loaded(aChange({ files: paths.map((path) => aFile({ path })) })) };
}

function member(login: string, ...teams: readonly string[]): PersonFacts {
  return aPerson(login, "write", { teams: loaded(teams) });
}

const SECURITY = member("robin", "acme/security");
const PAYMENTS = member("sam", "acme/payments");
const NOBODYS = member("maya");
const UNREAD = aPerson("ada", "admin", { teams: unavailable("403") });

/** Both kinds of files change. */
const BOTH = aPanelInput({
  facts: changing("src/auth/login.ts", "src/billing/refund.ts"),
  reviewers: { experts: [AUTH, BILLING] },
});

describe("expertTeams", () => {
  const teamsFor = (facts: PanelGiven["facts"]) =>
    expertTeams(aPanelInput({ facts, reviewers: { experts: [AUTH, BILLING] } }));

  it("are those of each entry that matches a changed file, apart", () => {
    expect(teamsFor(changing("src/auth/login.ts", "src/billing/refund.ts"))).toEqual([AUTH.teams, BILLING.teams]);
    expect(teamsFor(changing("src/auth/a.ts", "src/auth/b.ts"))).toEqual([AUTH.teams]);
    expect(teamsFor(changing("src/cart/total.ts"))).toEqual([]);
  });

  it("are asked for whatever the case of the path", () => {
    expect(teamsFor(changing("SRC/Auth/Login.ts"))).toEqual([AUTH.teams]);
  });

  it("are asked for on both sides of a rename", () => {
    const moved = aFile({ path: "src/cart/login.ts", previousPath: "src/auth/login.ts", status: "renamed" });

    expect(teamsFor({ change: loaded(aChange({ files: [moved] })) })).toEqual([AUTH.teams]);
  });

  it("are not known while the change cannot be read", () => {
    expect(teamsFor({ change: unavailable("timeout") })).toEqual([]);
  });

  it("are found among thousands of files with odd names", () => {
    const odd = ["a\n/src/auth/x", "../src/auth/x", "**", "\u202esrc/auth/x"];
    const many = Array.from({ length: 3_000 }, (_, index) => `src/cart/${index}/${"x".repeat(200)}.ts`);

    expect(teamsFor(changing(...odd, ...many))).toEqual([]);
    expect(teamsFor(changing(...odd, ...many, "src/auth/x"))).toEqual([AUTH.teams]);
  });
});

describe("isMemberOf", () => {
  it("compares names of teams without case", () => {
    expect(isMemberOf(member("robin", "ACME/Security"), ["acme/security"])).toBe(true);
    expect(isMemberOf(member("robin", "acme/security-leads"), ["acme/security"])).toBe(false);
    expect(isMemberOf(member("robin"), [])).toBe(false);
  });

  it("says that it does not know", () => {
    expect(isMemberOf(UNREAD, ["acme/security"])).toBeNull();
  });
});

describe("the first seat", () => {
  it("asks nobody where no expert is named for the files", () => {
    const input = aPanelInput({ facts: changing("src/cart/total.ts"), reviewers: { experts: [AUTH] } });

    expect(faultOfExpertise(NOBODYS, [], input)).toBeNull();
    expect(faultOfExpertise(UNREAD, [], input)).toBeNull();
  });

  it("is for a member of some entry", () => {
    expect(faultOfExpertise(SECURITY, [], BOTH)).toBeNull();
    expect(faultOfExpertise(PAYMENTS, [], BOTH)).toBeNull();
    expect(faultOfExpertise(NOBODYS, [], BOTH)).toBe(
      "is not a member of acme/security or acme/identity or acme/payments, and the first reviewer of these files has to be",
    );
  });

  it("names each team once", () => {
    const twice = aPanelInput({
      facts: changing("src/auth/login.ts"),
      reviewers: { experts: [AUTH, { paths: ["**"], teams: ["acme/security"] }] },
    });

    expect(faultOfExpertise(NOBODYS, [], twice)).toContain("of acme/security or acme/identity, and");
  });
});

describe("the second seat", () => {
  it("is for anybody when the first leaves nothing open", () => {
    const all = member("kim", "acme/identity", "acme/payments");

    expect(faultOfExpertise(NOBODYS, [all], BOTH)).toBeNull();
  });

  it("is for a member of every entry that the first leaves open", () => {
    expect(faultOfExpertise(PAYMENTS, [SECURITY], BOTH)).toBeNull();
    expect(faultOfExpertise(NOBODYS, [SECURITY], BOTH)).toBe(
      "is not a member of acme/payments, which no reviewer of this panel is from yet",
    );
    expect(faultOfExpertise(member("kim", "acme/security"), [SECURITY], BOTH)).toContain("acme/payments");
  });

  it("counts no membership of the first that cannot be read", () => {
    expect(faultOfExpertise(PAYMENTS, [UNREAD], BOTH)).toContain("acme/security or acme/identity");
  });
});

describe("memberships that cannot be read", () => {
  it.each([
    ["first", []],
    ["second", [SECURITY]],
  ])("are no expertise for the %s seat", (_, seated) => {
    expect(faultOfExpertise(UNREAD, seated, BOTH)).toBe("has a team membership that could not be read (403)");
  });
});

describe("a panel of experts", () => {
  const reviewers = { experts: [AUTH] };
  const facts = {
    ...changing("src/auth/login.ts"),
    people: people(
      aPerson("robin", "read", { teams: loaded(["acme/security"]) }),
      aPerson("sam"),
      aPerson("maya", "write", { teams: loaded(["acme/identity"]) }),
    ),
  };

  it("takes an expert first, whose team stands for the permission, and anybody second", () => {
    const sealed = [sealedBy("robin", "10:10"), sealedBy("sam", "10:20")];

    expect(loginsOf(panelOf(aPanelInput({ sealed, facts, reviewers })).seats)).toEqual(["robin", "sam"]);
  });

  it("has no expert left when the only one leaves, and says so of the other", () => {
    const sealed = [sealedBy("robin", "10:10"), sealedBy("sam", "10:20")];
    const panel = panelOf(aPanelInput({ sealed, facts, reviewers, operator: ["robin"] }));

    expect(panel.seats).toEqual([]);
    expect(reasonsOf(panel.notCounted)).toEqual([
      "robin: sealed a review, but set the agent to work",
      "sam: sealed a review, but is not a member of acme/security or acme/identity, and the first reviewer of these files has to be",
    ]);
  });

  it("does not let a team stand for the permission where the policy names who reviews at all", () => {
    const only = { ...reviewers, teams: ["acme/reviewers"] };

    expect(panelOf(aPanelInput({ sealed: [sealedBy("robin", "10:10")], facts, reviewers: only })).seats).toEqual([]);
  });
});
