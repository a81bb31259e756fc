import { parseCodeOwners } from "../../../src/core/assign/codeowners.js";
import {
  admittingTeams,
  filesToTrace,
  ownersOfFiles,
  ownerTeams,
  peopleOf,
  policyTeams,
} from "../../../src/core/assign/lists.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { aChange, aFile, aGateInput, anAccount } from "../../support/build.js";
import { HIGH_STAKES, withPolicy } from "./support.js";

const SAM = anAccount({ login: "sam" });
const POLICY = {
  reviewers: {
    teams: ["acme/web", "Acme/Security"],
    experts: [
      { paths: ["src/cart/**"], teams: ["acme/security", "acme/cart"] },
      { paths: ["src/other/**"], teams: ["acme/other"] },
    ],
  },
};

function changing(...files: readonly Parameters<typeof aFile>[0][]) {
  return aGateInput({ facts: { change: loaded(aChange({ files: files.map(aFile) })) } });
}

describe("the teams to read", () => {
  it("are those that review at all and those that know the files, who are admitted by it on high-stakes only", () => {
    expect(policyTeams(withPolicy(POLICY))).toEqual(["acme/web", "acme/security", "acme/cart"]);
    expect(admittingTeams(withPolicy(POLICY))).toEqual(["acme/web", "acme/security"]);
    expect(admittingTeams(withPolicy(POLICY, { classification: HIGH_STAKES }))).toEqual([
      "acme/web",
      "acme/security",
      "acme/cart",
    ]);
  });

  it("are also owners of changed files, ten at most", () => {
    const owners = parseCodeOwners(
      Array.from({ length: 20 }, (_, index) => `/src/f${index}.ts @acme/t${index} @robin`).join("\n"),
    );
    const files = Array.from({ length: 20 }, (_, index) => ({ path: `src/f${index}.ts` }));

    expect(ownerTeams(ownersOfFiles(changing(...files.slice(0, 2)), owners))).toEqual(["acme/t0", "acme/t1"]);
    expect(ownerTeams(ownersOfFiles(changing(...files), owners))).toHaveLength(10);
  });
});

describe("the files to trace", () => {
  it("are the riskiest and then the largest, by their old paths; new ones have no past", () => {
    const input = changing(
      { path: "src/small.ts", additions: 1, deletions: 0 },
      { path: "src/cart/total.ts", additions: 1, deletions: 1 },
      {
        path: "src/large.ts",
        previousPath: "src/old.ts",
        before: { path: "src/old.ts", blob: null, mode: null },
        additions: 90,
        deletions: 9,
      },
      { path: "src/new.ts", status: "added", before: null, additions: 500, deletions: 0 },
    );

    expect(filesToTrace(input)).toEqual(["src/cart/total.ts", "src/old.ts", "src/small.ts"]);
  });

  it("are ten at most", () => {
    expect(
      filesToTrace(changing(...Array.from({ length: 30 }, (_, index) => ({ path: `src/f${index}.ts` })))),
    ).toHaveLength(10);
  });
});

describe("the people on the lists", () => {
  const collaborators = loaded([
    { account: anAccount(), permission: "admin" as const },
    { account: anAccount({ login: "robot", type: "Bot" }), permission: "write" as const },
    { account: anAccount({ login: "ghost", id: null }), permission: "write" as const },
  ]);

  it("are persons, each once, with their permission and their teams", () => {
    const members = new Map([
      ["acme/web", loaded([anAccount({ login: "Robin", id: anAccount().id }), SAM])],
      ["acme/cart", loaded([SAM])],
    ]);

    expect(peopleOf({ collaborators, members, admitting: ["acme/web"] })).toEqual([
      { account: anAccount(), permission: loaded("admin"), teams: loaded(["acme/web"]) },
      {
        account: SAM,
        permission: unavailable("not among those who may push"),
        teams: loaded(["acme/web", "acme/cart"]),
      },
    ]);
  });

  it("are members of nothing when one list could not be read", () => {
    const members = new Map([
      ["acme/web", loaded([SAM])],
      ["acme/cart", unavailable<never>("403")],
    ]);

    expect(peopleOf({ collaborators: null, members, admitting: ["acme/web", "acme/cart"] })).toMatchObject([
      { account: SAM, teams: { status: "unavailable" } },
    ]);
    expect(peopleOf({ collaborators: null, members, admitting: ["acme/web"] })).toMatchObject([
      { account: SAM, teams: { status: "loaded" } },
    ]);
  });

  it("are nobody where nothing could be read", () => {
    expect(peopleOf({ collaborators: unavailable("403"), members: new Map(), admitting: [] })).toEqual([]);
  });
});
