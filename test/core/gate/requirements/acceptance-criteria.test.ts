import type { GateInput } from "../../../../src/core/case/input.js";
import { AGENT_SIGNATURES } from "../../../../src/core/classify/authorship/signatures.js";
import type { LinkedIssue } from "../../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import type { Submission, TestEvidence } from "../../../../src/core/facts/submission.js";
import {
  acceptanceCriteria as acceptanceCriteriaKind,
  issueInQuestion,
} from "../../../../src/core/gate/requirements/acceptance-criteria.js";
import {
  aChange,
  aClassification,
  aGateInput,
  aLinkedIssue,
  aLoadedPolicy,
  anAccount,
  anAgentAccount,
  aPolicy,
  aRecords,
  aRevealedReview,
  aSubmission,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { expectInert } from "../../render/hostile.js";
import { aPanelInput, revealedBy, sealedBy } from "../../reviews/panels.js";

const acceptanceCriteria = inWordsOf(acceptanceCriteriaKind);

function linking(...issues: readonly LinkedIssue[]): GateInput {
  return aGateInput({ facts: { linkedIssues: loaded(issues) } });
}

/** Of a coding agent, as its signature says. */
const AGENT_ID = AGENT_SIGNATURES.flatMap(({ ids }) => ids ?? [])[0] ?? 0;

function reviewedWith(evidence: Partial<TestEvidence>, verdict: Submission["verdict"] = "approve"): GateInput {
  const none = { acceptanceCriteria: false, ownTests: false, agentTestsOnly: false };
  const submission = aSubmission({ verdict, answers: { testEvidence: { ...none, ...evidence } } });
  return aGateInput({ facts: { linkedIssues: loaded([]) }, records: aRecords({ submissions: [submission] }) });
}

function withoutEvidence(login: string) {
  const none = { acceptanceCriteria: false, ownTests: false, agentTestsOnly: true };
  return sealedBy(login, "10:20", { revealed: aRevealedReview({ answers: { testEvidence: none } }) });
}

describe("acceptance_criteria", () => {
  it("is satisfied by a linked issue that a person wrote", () => {
    expect(acceptanceCriteria(linking(aLinkedIssue()))).toMatchObject({
      status: "satisfied",
      detail: "written by `alice` in `acme/shop#41`",
    });
  });

  it("is satisfied by the second issue when the first is a bot's", () => {
    const bot = aLinkedIssue({ number: 40, author: anAgentAccount() });

    expect(acceptanceCriteria(linking(bot, aLinkedIssue())).detail).toContain("#41");
  });

  it("is not asked of a format-safe change", () => {
    const input = { ...linking(), classification: aClassification({ tier: "format-safe" }) };

    expect(acceptanceCriteria(input).status).toBe("not_applicable");
  });

  it("is asked of a high-stakes change", () => {
    const input = { ...linking(), classification: aClassification({ tier: "high-stakes" }) };

    expect(acceptanceCriteria(input).status).toBe("unsatisfied");
  });

  it.each<[string, Partial<LinkedIssue>, string]>([
    ["a bot's", { author: anAgentAccount() }, "was written by `copilot-swe-agent[bot]`, not by a person"],
    [
      "an organisation's",
      { author: anAccount({ login: "acme", type: "Organization" }) },
      "was written by `acme`, not by a person",
    ],
    ["of an unknown account", { author: anAccount({ type: "Unknown" }) }, "was written by `robin`, not by a person"],
    ["without an author", { author: null }, "has no author any more"],
    [
      "last edited by a bot",
      { editor: anAgentAccount() },
      "was last edited by `copilot-swe-agent[bot]`, not by a person",
    ],
    ["empty", { body: "" }, "says too little"],
    ["an empty template", { body: "<!-- -->\n\n" }, "says too little"],
    ["a comment", { body: "<!-- A refund that times out is tried three times. -->" }, "says too little"],
    ["headings", { body: "## What a refund should do in the end\n\n### And what it does\n" }, "says too little"],
    ["unticked boxes", { body: "- [ ] a refund is tried three times\n- [ ] it is paid once\n" }, "says too little"],
    ["a form without answers", { body: "### What happened?\n\n_No response_\n" }, "says too little"],
    ["a link", { body: "https://a.example/refunds/are/tried/three/times" }, "says too little"],
    ["an App's in a person's name", { viaApp: loaded(true) }, "was written through an App"],
    [
      "by an agent's account of type User",
      { author: anAccount({ login: "somebody", id: AGENT_ID }) },
      "was written by `somebody`, not by a person",
    ],
    [
      "last edited by an agent's account of type User",
      { editor: anAccount({ login: "somebody", id: AGENT_ID }) },
      "was last edited by `somebody`, not by a person",
    ],
  ])("does not take an issue that is %s", (_what, override, fault) => {
    const requirement = acceptanceCriteria(linking({ ...aLinkedIssue(), ...override }));

    expect(requirement).toMatchObject({ status: "unsatisfied", who: "reviewer", waits: "people" });
    expect(requirement.detail).toContain(`\`acme/shop#41\` ${fault}`);
  });

  it("does not take an issue elsewhere of which this App cannot learn who wrote it", () => {
    const issue = aLinkedIssue({ repository: "acme/docs", viaApp: unavailable("no such thing") });
    const requirement = acceptanceCriteria(linking(issue));

    expect(requirement.status).toBe("unsatisfied");
    expect(requirement.detail).toContain("`acme/docs#41` lies in another repository");
  });

  it.each([
    ["was not asked", null],
    ["does not say", unavailable<boolean>("no such thing")],
  ])("is an error while GitHub %s whether an App wrote the issue", (_what, viaApp) => {
    const issue = { ...aLinkedIssue({ repository: "Acme/Shop" }), viaApp };

    expect(acceptanceCriteria(linking(issue))).toMatchObject({ status: "error", who: "countersign" });
    expect(acceptanceCriteria(linking(issue, aLinkedIssue({ number: 42 }))).detail).toContain("#42");
  });

  it.each([
    ["is vouched for by a revealed blind review", revealedBy("robin", "approve", "10:10"), "satisfied"],
    ["is vouched for by none that refuses the change", revealedBy("robin", "reject", "10:10"), "unsatisfied"],
    ["is vouched for by none that is sealed", sealedBy("robin", "10:10"), "unsatisfied"],
  ])("%s on a high-stakes change", (_, review, status) => {
    const sealed = [review, review.revealed === null ? sealedBy("sam", "10:20") : withoutEvidence("sam")];
    const input = aPanelInput({ sealed, facts: { linkedIssues: loaded([]) } });

    expect(acceptanceCriteria(input).status).toBe(status);
  });

  it("does not need to know who wrote the issue when a review vouches", () => {
    const issue = { ...aLinkedIssue(), viaApp: null };
    const { facts, ...input } = reviewedWith({ ownTests: true });

    expect(acceptanceCriteria({ ...input, facts: { ...facts, linkedIssues: loaded([issue]) } }).status).toBe(
      "satisfied",
    );
  });

  it("says that linked issues lie where the App cannot read, and takes them for nothing", () => {
    const requirement = acceptanceCriteria(aGateInput({ facts: { linkedIssues: loaded([]), unseenIssues: 2 } }));

    expect(requirement.status).toBe("unsatisfied");
    expect(requirement.detail).toContain("2 linked issues lie where this App cannot read");
  });

  it("takes an issue by the person who set the agent to work", () => {
    const author = anAccount({ login: "alice" });

    expect(acceptanceCriteria(linking(aLinkedIssue({ author }))).status).toBe("satisfied");
  });

  it("takes an issue that a person edited after a person wrote it", () => {
    expect(acceptanceCriteria(linking(aLinkedIssue({ editor: anAccount() }))).status).toBe("satisfied");
  });

  it("does not take an issue by an account that the policy names as an agent, by login or id", () => {
    const issue = aLinkedIssue({ author: anAccount({ login: "Acme-Codegen", id: 555 }) });
    for (const agent of [{ logins: ["acme-codegen"] }, { ids: [555] }]) {
      const policy = aLoadedPolicy({ policy: aPolicy({ agents: [{ name: "acme", ...agent }] }) });

      expect(acceptanceCriteria({ ...linking(issue), policy }).status).toBe("unsatisfied");
    }
  });

  it("does not take an issue by the account of type User under which the agent opened the pull request", () => {
    const author = anAccount({ login: "codegen", id: 777 });
    const facts = { linkedIssues: loaded([aLinkedIssue({ author })]), change: loaded(aChange({ author })) };

    expect(acceptanceCriteria(aGateInput({ facts })).status).toBe("unsatisfied");
  });

  it.each<[string, Partial<TestEvidence>, string]>([
    [
      "acceptance criteria",
      { acceptanceCriteria: true },
      "acceptance criteria written by a person, says the review by `robin`",
    ],
    ["tests of the reviewer's own", { ownTests: true }, "tests of the reviewer's own, says the review by `robin`"],
    [
      "both beside the agent's",
      { ownTests: true, agentTestsOnly: true },
      "tests of the reviewer's own, says the review by `robin`",
    ],
  ])("is satisfied by a counted approval that vouches for %s", (_what, evidence, detail) => {
    expect(acceptanceCriteria(reviewedWith(evidence))).toMatchObject({ status: "satisfied", detail });
  });

  it.each<[string, GateInput]>([
    ["has only the agent's own tests", reviewedWith({ agentTestsOnly: true })],
    ["ticks nothing", reviewedWith({})],
    ["rejects", reviewedWith({ acceptanceCriteria: true }, "reject")],
    [
      "is of another change",
      aGateInput({
        facts: { linkedIssues: loaded([]) },
        records: aRecords({ submissions: [aSubmission({ fingerprint: "another" })] }),
      }),
    ],
  ])("is not satisfied by a review that %s", (_what, input) => {
    expect(acceptanceCriteria(input).status).toBe("unsatisfied");
  });

  it("says when the issue that the agent names is not linked", () => {
    expect(acceptanceCriteria(linking()).detail).toBe(
      "nobody has said what this has to do; the description names `#41`, which is not linked to this pull request",
    );
  });

  it("is an error while the linked issues cannot be read", () => {
    const input = aGateInput({ facts: { linkedIssues: unavailable("down") } });

    expect(acceptanceCriteria(input).status).toBe("error");
  });

  it("shows hostile logins and repositories as text", () => {
    const hostile = "@acme/all ` <b> #1";
    const bot = anAccount({ login: hostile, type: "Bot" });

    expectInert(acceptanceCriteria(linking(aLinkedIssue({ repository: hostile, author: bot }))).detail);
  });
});

describe("issueInQuestion", () => {
  const unasked = (override: Partial<LinkedIssue> = {}) => ({ ...aLinkedIssue(), viaApp: null, ...override });

  it("is the first that would decide", () => {
    const bots = unasked({ author: anAgentAccount() });
    const empty = unasked({ body: "<!-- template -->" });
    const edited = unasked({ editor: anAgentAccount() });

    expect(issueInQuestion(linking(bots, empty, edited))).toBeNull();
    expect(issueInQuestion(linking(bots, empty, edited, unasked({ number: 44 })))).toMatchObject({ number: 44 });
  });

  it("is the next one after an App's, or after one that GitHub says nothing about", () => {
    const next = unasked({ number: 42 });

    for (const viaApp of [loaded(true), unavailable<boolean>("no")]) {
      expect(issueInQuestion(linking(unasked({ viaApp }), next))).toBe(next);
    }
  });

  it("is none once a person's is known, where nothing is asked, and where nothing was read", () => {
    const safe = { ...linking(unasked()), classification: aClassification({ tier: "format-safe" }) };

    expect(issueInQuestion(linking(aLinkedIssue(), unasked()))).toBeNull();
    expect(issueInQuestion(linking())).toBeNull();
    expect(issueInQuestion(safe)).toBeNull();
    expect(issueInQuestion(aGateInput({ facts: { linkedIssues: unavailable("down") } }))).toBeNull();
  });
});
