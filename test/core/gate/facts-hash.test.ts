import type { GateInput } from "../../../src/core/case/input.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { factsHash } from "../../../src/core/gate/decide.js";
import {
  aChange,
  aCheck,
  aComment,
  aGateInput,
  aLineComment,
  aLinkedIssue,
  aLoadedPolicy,
  aNativeReview,
  anAccount,
  aPerson,
  aPolicy,
  aRecords,
  aRevealedReview,
  aSealedReview,
  aSubmission,
  fakeSha,
  people,
} from "../../support/build.js";

const BEFORE = factsHash(aGateInput());

describe("the hash of the facts", () => {
  it("is a sha256", () => {
    expect(BEFORE).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each<[string, GateInput]>([
    ["the clock", aGateInput({ facts: { readAt: "2027-01-01T00:00:00Z" } })],
    ["the tip of the base branch", aGateInput({ facts: { pull: { baseSha: fakeSha("later") } } })],
    ["people's talk", aGateInput({ facts: { comments: loaded([aComment({ body: "Nice!" })]) } })],
    ["people's talk on lines", aGateInput({ facts: { lineComments: loaded([aLineComment()]) } })],
    ["who is asked on GitHub", aGateInput({ facts: { requested: loaded([anAccount()]) } })],
    [
      "what was answered",
      aGateInput({
        records: aRecords({
          handled: [{ source: { kind: "comment", id: 1, revision: "r" }, command: "status", accepted: true }],
        }),
      }),
    ],
    [
      "the order in which people were looked up",
      aGateInput({
        facts: {
          people: people(
            aPerson("ada", "admin"),
            aPerson("maya", "maintain"),
            aPerson("sam"),
            aPerson("robin"),
            aPerson("alice"),
          ),
        },
      }),
    ],
  ])("does not move with %s", (_what, input) => {
    expect(factsHash(input)).toBe(BEFORE);
  });

  it.each<[string, GateInput]>([
    ["who reported a check", aGateInput({ facts: { checks: loaded([aCheck({ reporter: anAccount() })]) } })],
    ["the App of a check", aGateInput({ facts: { checks: loaded([aCheck({ appId: 1 })]) } })],
    ["the head", aGateInput({ facts: { pull: { headSha: fakeSha("new head") } } })],
    ["the base branch", aGateInput({ facts: { pull: { baseRef: "release" } } })],
    ["the description", aGateInput({ facts: { change: loaded(aChange({ body: "" })) } })],
    ["the fingerprint", aGateInput({ fingerprint: "another" })],
    ["a check", aGateInput({ facts: { checks: loaded([aCheck({ outcome: "failure" })]) } })],
    ["a source that cannot be read", aGateInput({ facts: { checks: unavailable("down") } })],
    ["lines that cannot be read", aGateInput({ facts: { lineComments: unavailable("down") } })],
    ["a command", aGateInput({ facts: { comments: loaded([aComment()]) } })],
    ["a permission", aGateInput({ facts: { people: people(aPerson("robin", "read")) } })],
    ["a review on record", aGateInput({ records: aRecords({ submissions: [aSubmission()] }) })],
    ["the policy", aGateInput({ policy: aLoadedPolicy({ policy: aPolicy({ scope: "all" }) }) })],
    ["the size", aGateInput({ size: { counted: 4 } })],
  ])("moves with %s", (_what, input) => {
    expect(factsHash(input)).not.toBe(BEFORE);
  });

  const withSealed = (override: Parameters<typeof aSealedReview>[0]) =>
    factsHash(aGateInput({ records: aRecords({ sealed: [aSealedReview(override)] }) }));
  const SEALED = withSealed({});

  it.each<[string, Parameters<typeof aSealedReview>[0]]>([
    ["who sealed", { reviewer: anAccount({ login: "sam" }) }],
    ["the version it is of", { fingerprint: "another" }],
    ["the panel it is on", { round: 2 }],
    ["that it does not count any more", { voided: { at: "2026-03-02T11:00:00Z", reason: "replaced" } }],
    ["that it was revealed", { revealed: aRevealedReview() }],
  ])("moves with a sealed review: %s", (_what, override) => {
    expect(SEALED).not.toBe(BEFORE);
    expect(withSealed(override)).not.toBe(SEALED);
  });

  it("moves with the verdict once it is revealed, and not with what is drawn by lot", () => {
    const revealed = (override: Parameters<typeof aRevealedReview>[0]) =>
      withSealed({ revealed: aRevealedReview(override) });

    expect(withSealed({ commitment: "sha256:another" })).toBe(SEALED);
    expect(revealed({ verdict: "reject" })).not.toBe(revealed({ verdict: "approve" }));
    expect(revealed({ nonce: "b".repeat(64) })).toBe(revealed({}));
  });

  const withReview = (override: Parameters<typeof aNativeReview>[0]) =>
    factsHash(aGateInput({ facts: { reviews: loaded([aNativeReview(override)]) } }));

  it.each<Parameters<typeof aNativeReview>[0]>([
    { id: 8002 },
    { author: anAccount({ login: "sam" }) },
    { state: "DISMISSED" },
    { body: "LGTM" },
    { commitSha: fakeSha("earlier") },
    { editedAt: "2026-03-02T11:00:00Z" },
    { editor: anAccount({ login: "sam" }) },
  ])("moves with a native review: %j", (override) => {
    expect(withReview(override)).not.toBe(withReview({}));
  });

  const withIssue = (override: Parameters<typeof aLinkedIssue>[0]) =>
    factsHash(aGateInput({ facts: { linkedIssues: loaded([aLinkedIssue(override)]) } }));

  it.each<Parameters<typeof aLinkedIssue>[0]>([
    { repository: "acme/other" },
    { number: 42 },
    { title: "Another" },
    { body: "" },
    { author: anAccount({ login: "sam" }) },
    { editor: anAccount({ login: "sam" }) },
    { viaApp: loaded(true) },
  ])("moves with a linked issue: %j", (override) => {
    expect(withIssue(override)).not.toBe(withIssue({}));
  });

  const withComment = (override: Parameters<typeof aComment>[0]) =>
    factsHash(aGateInput({ facts: { comments: loaded([aComment({ body: "/countersign start", ...override })]) } }));

  it.each<Parameters<typeof aComment>[0]>([
    { id: 1 },
    { author: anAccount({ login: "sam" }) },
    { body: "/countersign status" },
    { editedAt: "2026-03-02T11:00:00Z" },
    { editor: anAccount({ login: "sam" }) },
    { viaApp: true },
  ])("moves with a command: %j", (override) => {
    expect(withComment(override)).not.toBe(withComment({}));
  });
});
