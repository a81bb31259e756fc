// The arguments of `/countersign waive <requirement-id>[:<subject>] <reason>`, with every fault said at once.

import { REQUIREMENT_IDS } from "../case/requirement.js";
import { CLAIMED, namedLogins, OPERATOR, reasonFault } from "../comments/reasons.js";
import { WAIVABLE, type Waivable } from "../gate/waivable.js";
import { nearest } from "../ground/nearest.js";
import { err, ok, type Result } from "../ground/result.js";
import { quoteInline } from "../markdown/neutralise.js";

export interface WaiveArguments {
  readonly requirement: Waivable;
  /** Null for a requirement that is waived as a whole. */
  readonly subject: string | null;
  /** One line; hostile text. */
  readonly reason: string;
}

/** A reason is kept and shown; an essay belongs in the pull request. */
const MAX_REASON_CHARS = 2_000;
/** npm allows 214 characters in a name; `group:artifact`, paths and versions use these characters. */
const SUBJECT = /^[\w@./:+~#-]{1,214}$/;
const EXAMPLE = "`/countersign waive dependencies_verified:left-pad We mirror it in our own registry.`";

const REVIEW_IDS: readonly string[] = ["structured_review", "blind_reviews", "agreement"];

/** `text`: everything behind the word `waive`, over all lines. */
export function parseWaive(text: string): Result<WaiveArguments, readonly string[]> {
  const [target = "", ...words] = text.split(/\s+/u).filter(Boolean);
  if (target === "") {
    return err([
      `expected a requirement and a reason, received nothing behind \`waive\`; name what to waive, such as ${EXAMPLE}`,
    ]);
  }
  const colon = target.indexOf(":");
  const id = (colon === -1 ? target : target.slice(0, colon)).toLowerCase();
  const subject = colon === -1 ? null : target.slice(colon + 1);
  const reason = words.join(" ").slice(0, MAX_REASON_CHARS);
  const requirement = Object.hasOwn(WAIVABLE, id) ? (id as Waivable) : null;
  const faults = [
    requirement === null ? unknownRequirement(id) : subjectFault(requirement, subject),
    reasonFault(reason),
    requirement === "facts_complete" ? namesFault(subject, reason) : null,
  ].filter((fault) => fault !== null);
  return requirement === null || faults.length > 0 ? err(faults) : ok({ requirement, subject, reason });
}

const COMMIT = /^[0-9a-f]{4,64}$/i;

/** Of what a reviewer is claimed to be, the subject names the person; a commit and an operator want their account. */
function namesFault(subject: string | null, reason: string): string | null {
  if (subject === null || subject === "" || CLAIMED.test(subject)) return null;
  if (subject !== OPERATOR && !COMMIT.test(subject)) {
    return `expected a commit, \`@login\` or \`${OPERATOR}\` behind the colon, received ${quoteInline(subject, 60)}`;
  }
  if (namedLogins(reason).length > 0) return null;
  return subject === OPERATOR
    ? "expected the account of whoever set the agent to work, received none; name it, such as `@ada asked the agent for this in the issue`"
    : "expected the account of whoever wrote the commit, received none; name it, such as `@ada wrote it on a machine whose address GitHub does not know`";
}

function unknownRequirement(id: string): string {
  const received = quoteInline(id, 60);
  if (REVIEW_IDS.includes(id)) {
    return `${received} cannot be waived: reviews are the point of this gate; in an emergency an admin can use \`/countersign override <reason>\``;
  }
  if ((REQUIREMENT_IDS as readonly string[]).includes(id)) {
    return `${received} cannot be waived: without it nothing else can be judged; its line in the check says how to mend it`;
  }
  const names = Object.keys(WAIVABLE) as Waivable[];
  const meant = nearest(id, names);
  const hint = meant === null ? `one of ${names.map((name) => `\`${name}\``).join(", ")}` : `did you mean \`${meant}\``;
  return `expected a requirement that can be waived, received ${received}; ${hint}${meant === null ? "" : "?"}`;
}

function subjectFault(requirement: Waivable, subject: string | null): string | null {
  const wanted = WAIVABLE[requirement];
  if (wanted === null) {
    return subject === null
      ? null
      : `\`${requirement}\` is waived as a whole: expected no \`:\`, received ${quoteInline(subject, 60)} behind it; write \`/countersign waive ${requirement} <reason>\``;
  }
  if (subject === null || subject === "") {
    return `expected the ${wanted} that the waiver is for, received none; name it behind a colon, such as \`${requirement}:${wanted === "package" ? "left-pad" : "3f2c1a9e7b64"}\``;
  }
  return SUBJECT.test(subject)
    ? null
    : `expected a ${wanted} behind the colon, received ${quoteInline(subject, 60)}; use letters, digits and \`@ . / : + ~ # - _\` only`;
}
