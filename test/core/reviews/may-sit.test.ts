import type { GateInput } from "../../../src/core/case/input.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import type { Exposure } from "../../../src/core/facts/submission.js";
import { maySit } from "../../../src/core/reviews/may-sit.js";
import {
  aChange,
  aCommit,
  aGitPerson,
  anAccount,
  anExposure,
  aPerson,
  aSubmission,
  aWaiver,
  fakeHash,
  fakeSha,
  HEAD_SHA,
} from "../../support/build.js";
import { aPanelInput, type PanelGiven, revealedBy } from "./panels.js";

const ROBIN = aPerson("robin");
const SAM = aPerson("sam");
const FORM = "gave a verdict on this version in the clear";

function reason(person: PersonFacts, input: GateInput, seated: readonly PersonFacts[] = []): string | null {
  const may = maySit(person, seated, input);
  return may.may ? null : may.reason;
}

function reasonWith(given: PanelGiven, person = ROBIN): string | null {
  return reason(person, aPanelInput(given));
}

function exposed(exposure: Partial<Exposure>): string | null {
  return reasonWith({ records: { exposures: [{ ...anExposure(), ...exposure }] } });
}

describe("maySit", () => {
  it("lets an independent person with write permission sit, first and second", () => {
    expect(reasonWith({})).toBeNull();
    expect(reason(ROBIN, aPanelInput({}), [SAM])).toBeNull();
  });

  it.each([
    ["read", "needs write permission on this repository and has read"],
    ["write", null],
    ["admin", null],
  ] as const)("asks for the permission to write: %s", (permission, expected) => {
    expect(reasonWith({}, aPerson("robin", permission))).toBe(expected);
  });

  it.each(["Bot", "Organization", "Mannequin", "Unknown"] as const)("lets no account of type %s sit", (type) => {
    expect(reasonWith({}, aPerson("robin", "admin", { account: anAccount({ type }) }))).not.toBeNull();
  });

  it("lets nobody sit whose number is not known", () => {
    expect(reasonWith({}, aPerson("robin", "admin", { account: anAccount({ id: null }) }))).toBe(
      "is an account whose number GitHub does not say",
    );
  });

  it.each<[string, PanelGiven, string]>([
    ["opened it", { facts: { change: loaded(aChange({ author: anAccount() })) } }, "opened this pull request"],
    ["set the agent to work, by login in any case", { operator: ["@ROBIN"] }, "set the agent to work"],
    ["set the agent to work, by number", { operator: ["102"] }, "set the agent to work"],
    [
      "committed to it",
      { facts: { change: loaded(aChange({ commits: [aCommit({ author: aGitPerson({ account: anAccount() }) })] })) } },
      `committed ${HEAD_SHA.slice(0, 7)} to this pull request`,
    ],
    [
      "is named by the number in a co-author's address",
      {
        facts: {
          change: loaded(
            aChange({
              commits: [
                aCommit({ coAuthors: [{ name: "x", email: "102+old@users.noreply.github.com", account: null }] }),
              ],
            }),
          ),
        },
      },
      `committed ${HEAD_SHA.slice(0, 7)} to this pull request`,
    ],
    [
      "is said by a waiver to have written a commit",
      {
        records: {
          waivers: [
            aWaiver({
              requirement: "facts_complete",
              subject: HEAD_SHA.slice(0, 12),
              reason: "@Robin wrote it at home",
            }),
          ],
        },
      },
      `wrote ${HEAD_SHA.slice(0, 7)}, says a waiver`,
    ],
    ["pushed last", { records: { pushers: [anAccount()] } }, "pushed last to this pull request"],
  ])("lets nobody sit who %s", (_, given, expected) => {
    expect(reasonWith(given)).toBe(expected);
    expect(reasonWith(given, SAM)).toBeNull();
  });

  it("lets somebody sit who pushed before somebody else did", () => {
    const pushes = [
      { headSha: fakeSha("earlier"), by: anAccount() },
      { headSha: HEAD_SHA, by: anAccount({ login: "sam" }) },
    ];

    expect(reasonWith({ records: { pushes } })).toBeNull();
  });

  it("lets nobody sit while the change cannot be read", () => {
    expect(reasonWith({ facts: { change: unavailable("timeout") } })).toBe(
      "cannot be shown to be independent while the change cannot be read (timeout)",
    );
  });

  it("lets somebody sit again who sat on an earlier panel that is known now", () => {
    expect(reasonWith({ sealed: [revealedBy("robin", "approve", "10:10")] })).toBeNull();
  });

  it("says everything that speaks against somebody at once", () => {
    const given = {
      operator: ["robin"],
      records: { exposures: [anExposure()] },
      reviewers: { experts: [{ paths: ["src/**"], teams: ["acme/security"] }] },
    };

    expect(reasonWith(given, aPerson("robin", "read"))?.split("; ")).toEqual([
      "needs write permission on this repository and has read",
      "set the agent to work",
      FORM,
      "is not a member of acme/security, and the first reviewer of these files has to be",
    ]);
  });
});

describe("a verdict that became known", () => {
  it.each([
    ["form", FORM],
    ["native", "gave a verdict on this version with GitHub's own button, in the clear"],
    ["audience", "could read a first verdict on this version that was given in the clear"],
    ["last", null],
  ] as const)("as %s: %s", (kind, expected) => {
    expect(exposed({ kind })).toBe(expected);
  });

  it("keeps off the panel of that version only", () => {
    expect(exposed({ fingerprint: fakeHash("another change") })).toBeNull();
  });

  it("keeps the account off whose verdict it was, under any login, and no other account of that login", () => {
    expect(exposed({ person: anAccount({ login: "robin-before", id: 102 }) })).toBe(FORM);
    expect(exposed({ person: anAccount({ login: "robin", id: 999 }) })).toBeNull();
  });

  it("keeps off a reader who is known by login only, in any case", () => {
    expect(exposed({ kind: "audience", person: anAccount({ login: "ROBIN", id: null }) })).not.toBeNull();
  });

  it("was also given with a review in the clear while the change was not high-stakes, even one that was withdrawn", () => {
    const voided = { at: "2026-03-02T10:40:00Z", reason: "the comment was deleted" };

    expect(reasonWith({ records: { submissions: [aSubmission()] } })).toBe(FORM);
    expect(reasonWith({ records: { submissions: [aSubmission({ voided })] } })).toBe(FORM);
    expect(reasonWith({ records: { submissions: [aSubmission({ fingerprint: fakeHash("another") })] } })).toBeNull();
  });

  it("is found behind one that excludes nobody", () => {
    const exposures = [anExposure({ kind: "last" }), anExposure({ kind: "native" })];

    expect(reasonWith({ records: { exposures } })).toContain("GitHub's own button");
  });
});
