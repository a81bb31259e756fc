// Did a person say what the change has to do: in a linked issue, or by a review that vouches for tests of a person's own?

import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import { matchAccount } from "../../classify/authorship/marks.js";
import { type Account, isSamePerson, type LinkedIssue } from "../../facts/facts.js";
import type { Submission } from "../../facts/submission.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { holdsWords } from "../../markdown/issue-words.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { statementOf } from "../../statement/statement.js";
import { requirement } from "../requirement-kind.js";

/** From behavior-changing on. Tests that only the agent wrote show that the code does what the agent thought. */
export const acceptanceCriteria = requirement({
  id: "acceptance_criteria",
  asks: "a person said what the change has to do",
  yours:
    "link an issue in which a person wrote sentences of their own: a template's headings, comments and unticked boxes do not count; your own tests alone are not enough",
  name: "Acceptance criteria",
  toDo: "no acceptance criteria",
  awaited: "acceptance criteria",
  waivable: "whole",
  knownOffline: false,
  judge(input) {
    const { facts, classification } = input;
    if (classification.tier === "format-safe") return notApplicable({ code: "format-safe" });
    if (facts.linkedIssues.status === "unavailable") return unreadable({ code: "unread" });
    const judged = facts.linkedIssues.value.map((issue) => ({ issue, fault: issueFault(issue, input) }));
    const faultless = judged.flatMap(({ issue, fault }) => (fault === null ? [issue] : []));
    const good = faultless.find(({ viaApp }) => viaApp?.status === "loaded");
    if (good !== undefined) {
      return satisfied({ code: "in-issue", by: hostile(good.author?.login ?? ""), issue: nameOf(good) });
    }
    const vouching = knownReviews(input).find(
      ({ verdict, answers: { testEvidence } }) =>
        verdict === "approve" && (testEvidence.acceptanceCriteria || testEvidence.ownTests),
    );
    if (vouching !== undefined) {
      const forCriteria = vouching.answers.testEvidence.acceptanceCriteria;
      return satisfied({ code: "vouched-for", by: hostile(vouching.reviewer.login), forCriteria });
    }
    const [unknown] = faultless;
    if (unknown !== undefined) return unreadable({ code: "origin-unread", issue: nameOf(unknown) });
    return unsatisfied("reviewer", "people", {
      code: "none",
      faults: judged.slice(0, 3).map(({ issue, fault }) => ({ issue: nameOf(issue), fault: fault ?? "" })),
      unseen: facts.unseenIssues,
      unlinked: unlinked(input),
    });
  },
  say: {
    "format-safe": () => "not asked of a format-safe change",
    unread: () => "the linked issues could not be read",
    "in-issue": ({ by, issue }) => line`written by ${quoteInline(by, 60)} in ${quoteInline(issue, 150)}`,
    "vouched-for": ({ by, forCriteria }) =>
      line`${forCriteria ? "acceptance criteria written by a person" : "tests of the reviewer's own"}, says the review by ${quoteInline(by, 60)}`,
    "origin-unread": ({ issue }) => line`GitHub did not say whether an App wrote ${quoteInline(issue, 150)}`,
    none: ({ faults, unseen, unlinked }) => ({
      detail: [
        "nobody has said what this has to do",
        ...faults.map(({ issue, fault }) => line`${quoteInline(issue, 150)} ${fault}`),
        ...(unseen === 0
          ? []
          : [line`${unseen} linked ${unseen === 1 ? "issue lies" : "issues lie"} where this App cannot read`]),
        ...(unlinked === null
          ? []
          : [line`the description names ${quoteInline(unlinked, 100)}, which is not linked to this pull request`]),
      ].join("; "),
      fix: "link an issue in which a person wrote sentences of their own (`Closes #41` in the description), or tick `acceptance criteria written by a person` or `tests I wrote or ran myself` in the review",
    }),
  },
});

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
  if (input.classification.tier !== "high-stakes") return reviewsOf(input).counted;
  const revealed = reviewsOf(input).panel.seats.flatMap(({ reviewer, revealed }) =>
    revealed === null ? [] : [{ reviewer, verdict: revealed.verdict, answers: revealed.answers }],
  );
  return [...revealed, ...reviewsOf(input).specialist.counted];
}

/** Why the issue shows no person's criteria, behind its name; null when it does. */
function issueFault(issue: LinkedIssue, input: GateInput): string | null {
  if (issue.author === null) return "has no author any more";
  if (!isPerson(issue.author, input))
    return line`was written by ${quoteInline(issue.author.login, 60)}, not by a person`;
  if (issue.editor !== null && !isPerson(issue.editor, input)) {
    return line`was last edited by ${quoteInline(issue.editor.login, 60)}, not by a person`;
  }
  if (!holdsWords(issue.body)) return "says too little outside headings, comments, quotes, code and unticked boxes";
  return originFault(issue, input);
}

/** Of an issue elsewhere whose origin GitHub does not tell this App nothing more will be known. */
function originFault({ viaApp, repository }: LinkedIssue, { facts }: GateInput): string | null {
  if (viaApp?.status === "loaded")
    return viaApp.value ? "was written through an App, not by a person's own hand" : null;
  const { owner, name } = facts.repository;
  const isElsewhere = repository.toLowerCase() !== line`${owner}/${name}`.toLowerCase();
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

/** The issue that the agent names and that is not among the linked ones; null: none. */
function unlinked({ facts }: GateInput): Hostile | null {
  const stated = facts.change.status === "loaded" ? statementOf(facts.change.value).acceptance : null;
  const linked = facts.linkedIssues.status === "loaded" ? facts.linkedIssues.value : [];
  return stated === null || linked.length > 0 ? null : hostile(stated);
}

function nameOf({ repository, number }: LinkedIssue): Hostile {
  return hostile(`${repository}#${number}`);
}
