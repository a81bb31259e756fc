// The arguments of `/countersign waive <requirement-id>[:<subject>] <reason>`, with every fault said at once.

import { CLAIMED, namedLogins, OPERATOR, reasonFault } from "../comments/reasons.js";
import type { RequirementKind } from "../gate/requirement-kind.js";
import { REQUIREMENTS, WAIVABLE } from "../gate/requirements/index.js";
import { nearest } from "../ground/nearest.js";
import { err, ok, type Result } from "../ground/result.js";
import { quoteInline } from "../markdown/neutralise.js";

export interface WaiveArguments {
  readonly requirement: string;
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
  const requirement = WAIVABLE.has(id) ? id : null;
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
  const found: RequirementKind | undefined = REQUIREMENTS.find((kind) => kind.id === id);
  if (found !== undefined && found.waivable !== "whole" && "not" in found.waivable) {
    return `${received} cannot be waived: ${found.waivable.not}`;
  }
  const names = [...WAIVABLE.keys()];
  const meant = nearest(id, names);
  const hint = meant === null ? `one of ${names.map((name) => `\`${name}\``).join(", ")}` : `did you mean \`${meant}\``;
  return `expected a requirement that can be waived, received ${received}; ${hint}${meant === null ? "" : "?"}`;
}

function subjectFault(requirement: string, subject: string | null): string | null {
  const wanted = WAIVABLE.get(requirement) ?? null;
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
