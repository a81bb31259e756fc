// Whether an App wrote the linked issue that would decide. Asked only where the gate asks anything, and one issue after the other:
// the first that a person wrote is enough.

import type { GateInput } from "../core/case/input.js";
import type { Facts, LinkedIssue } from "../core/facts/facts.js";
import { loaded } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { isOutOfScope } from "../core/gate/decide.js";
import { issueInQuestion } from "../core/gate/requirements/acceptance-criteria.js";
import type { GithubReader } from "../ports.js";

export async function withIssueOrigins(
  ref: PullRef,
  input: GateInput,
  reader: Pick<GithubReader, "loadIssueViaApp">,
): Promise<GateInput> {
  let known = input;
  for (;;) {
    const issue = isOutOfScope(known) ? null : issueInQuestion(known);
    if (issue === null) return known;
    const viaApp = await reader.loadIssueViaApp(ref, issue);
    known = { ...known, facts: replaceIssue(known.facts, issue, { ...issue, viaApp }) };
  }
}

function replaceIssue(facts: Facts, issue: LinkedIssue, by: LinkedIssue): Facts {
  if (facts.linkedIssues.status === "unavailable") return facts;
  const linkedIssues = loaded(facts.linkedIssues.value.map((one) => (one === issue ? by : one)));
  return { ...facts, linkedIssues };
}
