// The arguments of `/countersign exclude @login <reason>`, with every fault said at once.
import { err, ok, type Result } from "../ground/result.js";
import { quoteInline } from "../markdown/neutralise.js";
import { CLAIMED, reasonFault } from "./reasons.js";

export interface ExcludeArguments {
  /** Without its `@`. */
  readonly login: string;
  /** One line; hostile text. */
  readonly reason: string;
}

/** A reason is kept and shown; an essay belongs in the pull request. */
const MAX_REASON_CHARS = 2_000;
const EXAMPLE = "`/countersign exclude @ada She asked the agent for this change.`";

/** `text`: everything behind the word `exclude`, over all lines. */
export function parseExclude(text: string): Result<ExcludeArguments, readonly string[]> {
  const [name = "", ...words] = text.split(/\s+/u).filter(Boolean);
  const reason = words.join(" ").slice(0, MAX_REASON_CHARS);
  const received = name === "" ? "nothing" : quoteInline(name, 60);
  const faults = [
    CLAIMED.test(name) ? null : `expected a login with its \`@\`, received ${received}; write it such as ${EXAMPLE}`,
    reasonFault(reason),
  ].filter((fault) => fault !== null);
  return faults.length > 0 ? err(faults) : ok({ login: name.slice(1), reason });
}
