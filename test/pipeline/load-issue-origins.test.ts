// Of which linked issues GitHub is asked who made them: only of those that would decide, until one is a person's.

import type { LinkedIssue } from "../../src/core/facts/facts.js";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import { acceptanceCriteria as acceptanceCriteriaKind } from "../../src/core/gate/requirements/acceptance-criteria.js";
import { withIssueOrigins } from "../../src/pipeline/assess.js";
import { aClassification, aGateInput, aLinkedIssue, anAgentAccount } from "../support/build.js";
import { REF } from "../support/fake-ports.js";
import { inWordsOf } from "../support/judged.js";

const acceptanceCriteria = inWordsOf(acceptanceCriteriaKind);

/** What became of the input, and the numbers of the issues that were asked about. */
async function ask(issues: readonly LinkedIssue[], answers: Readonly<Record<number, Source<boolean>>>, input = {}) {
  const asked: number[] = [];
  const loadIssueViaApp = async (_ref: unknown, { number }: { readonly number: number }) => {
    asked.push(number);
    return answers[number] ?? unavailable<boolean>("no such issue");
  };
  const before = { ...aGateInput({ facts: { linkedIssues: loaded(issues) } }), ...input };
  const known = await withIssueOrigins(REF, before, { loadIssueViaApp });
  return { asked, status: acceptanceCriteria(known).status };
}

function issue(number: number, override: Partial<LinkedIssue> = {}): LinkedIssue {
  return { ...aLinkedIssue({ number, id: number }), viaApp: null, ...override };
}

describe("the origin of linked issues", () => {
  it("is asked for one after the other until one is a person's", async () => {
    const issues = [issue(1), issue(2), issue(3)];

    expect(await ask(issues, { 1: loaded(true), 2: loaded(false) })).toEqual({ asked: [1, 2], status: "satisfied" });
    expect(await ask(issues, { 1: loaded(false) })).toEqual({ asked: [1], status: "satisfied" });
  });

  it("passes nothing when it cannot be read, and is asked for once all the same", async () => {
    expect(await ask([issue(1)], {})).toEqual({ asked: [1], status: "error" });
    expect(await ask([issue(1), issue(2)], { 2: loaded(true) })).toEqual({ asked: [1, 2], status: "error" });
    expect(await ask([issue(1), issue(2)], { 2: loaded(false) })).toEqual({ asked: [1, 2], status: "satisfied" });
    expect(await ask([issue(1), issue(2)], { 1: loaded(true), 2: loaded(true) })).toEqual({
      asked: [1, 2],
      status: "unsatisfied",
    });
  });

  it("is not asked for where the issue would not decide anyway", async () => {
    const hollow = [
      issue(1, { author: anAgentAccount() }),
      issue(2, { body: "- [ ] a box that nobody ticked so far" }),
    ];
    const safe = { classification: aClassification({ tier: "format-safe" }) };
    const byPeople = { classification: { ...aClassification(), agent: null } };

    expect((await ask(hollow, {})).asked).toEqual([]);
    expect((await ask([issue(1)], {}, safe)).asked).toEqual([]);
    expect((await ask([issue(1)], {}, byPeople)).asked).toEqual([]);
  });
});
