// Did a person say what the change has to do: in a linked issue, or by a review that vouches for tests of a person's own?

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import { matchAccount } from "../../classify/authorship/identity.js";
import { holdsWords } from "../../comments/issue-words.js";
import type { Account, LinkedIssue } from "../../facts/facts.js";
import { isSamePerson } from "../../facts/person.js";
import type { Submission } from "../../facts/submission.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { countReviews } from "../../reviews/count.js";
import { panelOf } from "../../reviews/panel.js";
import { specialistReviews } from "../../reviews/specialist.js";
import { parseStatement } from "../../statement/statement.js";

const ID = "acceptance_criteria";

/** From behavior-changing on. Tests that only the agent wrote show that the code does what the agent thought. */
export function acceptanceCriteria(input: GateInput): Requirement {
  const { facts, classification } = input;
  if (classification.tier === "format-safe") return notApplicable(ID, "not asked of a format-safe change");
  if (facts.linkedIssues.status === "unavailable") return unreadable(ID, "the linked issues could not be read");
  const judged = facts.linkedIssues.value.map((issue) => ({ issue, fault: issueFault(issue, input) }));
  const faultless = judged.flatMap(({ issue, fault }) => (fault === null ? [issue] : []));
  const good = faultless.find(({ viaApp }) => viaApp?.status === "loaded");
  if (good !== undefined) {
    return satisfied(ID, `written by ${quoteInline(good.author?.login ?? "", 60)} in ${nameOf(good)}`);
  }
  const vouching = knownReviews(input).find(
    ({ verdict, answers: { testEvidence } }) =>
      verdict === "approve" && (testEvidence.acceptanceCriteria || testEvidence.ownTests),
  );
  if (vouching !== undefined) {
    const what = vouching.answers.testEvidence.acceptanceCriteria
      ? "acceptance criteria written by a person"
      : "tests of the reviewer's own";
    return satisfied(ID, `${what}, says the review by ${quoteInline(vouching.reviewer.login, 60)}`);
  }
  const [unknown] = faultless;
  if (unknown !== undefined) return unreadable(ID, `GitHub did not say whether an App wrote ${nameOf(unknown)}`);
  const faults = judged.slice(0, 3).map(({ issue, fault }) => `${nameOf(issue)} ${fault}`);
  return unsatisfied(ID, {
    who: "reviewer",
    waits: "people",
    detail: ["nobody has said what this has to do", ...faults, ...unseen(input), ...unlinked(input)].join("; "),
    fix: "link an issue in which a person wrote sentences of their own (`Closes #41` in the description), or tick `acceptance criteria written by a person` or `tests I wrote or ran myself` in the review",
  });
}

/**
 * The issue that would satisfy this requirement if it were known that no App wrote it; null when none would, or one does already.
 * Only of this one GitHub has to be asked.
 */
export function issueInQuestion(input: GateInput): LinkedIssue | null {
  const { facts, classification } = input;
  if (classification.tier === "format-safe" || facts.linkedIssues.status === "unavailable") return null;
  const faultless = facts.linkedIssues.value.filter((issue) => issueFault(issue, input) === null);
  const next = faultless.find(({ viaApp }) => viaApp?.status !== "unavailable");
  return next?.viaApp === null ? next : null;
}

type KnownReview = Pick<Submission, "reviewer" | "verdict" | "answers">;

/** Reviews that count and that everybody may know: of a panel only once it is revealed. */
function knownReviews(input: GateInput): readonly KnownReview[] {
  if (input.classification.tier !== "high-stakes") return countReviews(input).counted;
  const revealed = panelOf(input).seats.flatMap(({ reviewer, revealed }) =>
    revealed === null ? [] : [{ reviewer, verdict: revealed.verdict, answers: revealed.answers }],
  );
  return [...revealed, ...specialistReviews(input).counted];
}

/** Why the issue shows no person's criteria, behind its name; null when it does. */
function issueFault(issue: LinkedIssue, input: GateInput): string | null {
  if (issue.author === null) return "has no author any more";
  if (!isPerson(issue.author, input)) return `was written by ${quoteInline(issue.author.login, 60)}, not by a person`;
  if (issue.editor !== null && !isPerson(issue.editor, input)) {
    return `was last edited by ${quoteInline(issue.editor.login, 60)}, not by a person`;
  }
  if (!holdsWords(issue.body)) return "says too little outside headings, comments, quotes, code and unticked boxes";
  return originFault(issue, input);
}

/** Of an issue elsewhere whose origin GitHub does not tell this App nothing more will be known. */
function originFault({ viaApp, repository }: LinkedIssue, { facts }: GateInput): string | null {
  if (viaApp?.status === "loaded")
    return viaApp.value ? "was written through an App, not by a person's own hand" : null;
  const { owner, name } = facts.repository;
  const isElsewhere = repository.toLowerCase() !== `${owner}/${name}`.toLowerCase();
  return viaApp !== null && isElsewhere ? "lies in another repository, whose issues this App cannot read" : null;
}

/** An agent may work in an account of type User: signatures and the policy's own list name those, and the pull request shows one. */
function isPerson(account: Account, { facts, classification, policy }: GateInput): boolean {
  if (account.type !== "User" || matchAccount(account) !== null) return false;
  const named = policy.policy.agents.some(
    ({ logins, ids }) =>
      ids.some((id) => id === account.id) ||
      logins.some((login) => login.toLowerCase() === account.login.toLowerCase()),
  );
  const author = facts.change.status === "loaded" ? facts.change.value.author : null;
  const openedByAgent = classification.agent?.evidence.some(({ kind }) => kind === "pull-author") ?? false;
  return !named && !(openedByAgent && author !== null && isSamePerson(author, account));
}

function unseen({ facts }: GateInput): readonly string[] {
  const count = facts.unseenIssues;
  if (count === 0) return [];
  return [`${count} linked ${count === 1 ? "issue lies" : "issues lie"} where this App cannot read`];
}

/** The issue that the agent names and that is not among the linked ones. */
function unlinked({ facts }: GateInput): readonly string[] {
  const stated = facts.change.status === "loaded" ? parseStatement(facts.change.value.body).acceptance : null;
  const linked = facts.linkedIssues.status === "loaded" ? facts.linkedIssues.value : [];
  if (stated === null || linked.length > 0) return [];
  return [`the description names ${quoteInline(stated, 100)}, which is not linked to this pull request`];
}

function nameOf({ repository, number }: LinkedIssue): string {
  return quoteInline(`${repository}#${number}`, 150);
}
