// Whose word about the checks counts. Whoever may write to a repository may report a status under any name, so a pass by
// somebody who had a hand in the change says nothing. INVARIANT: only passes are asked about; what they report as failed blocks.

import type { GateInput } from "../case/input.js";
import { matchAccount } from "../classify/authorship/identity.js";
import { type Account, personKey } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import { quoteInline } from "../markdown/neutralise.js";
import { hasPushed, involvementsOf } from "../people/involvement.js";
import { personOf } from "../people/person-of.js";
import { isNamedAgent } from "../people/rights.js";

/** Such as "was reported by `alice`, who opened this pull request"; null for a report that counts. */
export function whyNotCounted(reporter: Account | null, input: GateInput): string | null {
  if (reporter === null) return "was reported by an account that GitHub does not name";
  const fault = isCodingAgent(reporter, input) ? "is a coding agent" : faultOf(reporter, input);
  if (fault === null) return null;
  return `was reported by ${quoteInline(reporter.login, 60)}, ${reporter.type === "Bot" ? "which" : "who"} ${fault}`;
}

/**
 * GitHub's own scanners. They suggest mends, which makes them co-authors of what a person takes over, and agents by their
 * signature; their checks are made by GitHub.
 */
const SCANNERS: ReadonlySet<string> = new Set(["github-advanced-security[bot]", "github-code-quality[bot]"]);

function isCodingAgent(account: Account, { classification, policy }: GateInput): boolean {
  if (isNamedAgent(account, policy.policy)) return true;
  if (account.type === "Bot" && SCANNERS.has(personKey(account.login))) return false;
  const isThisAgent = classification.agent !== null && isBotNamed(classification.agent.name, account);
  return isThisAgent || matchAccount(account) !== null;
}

function isBotNamed(name: string, { type, login }: Account): boolean {
  return type === "Bot" && personKey(login) === personKey(`${name}[bot]`);
}

function faultOf(reporter: Account, input: GateInput): string | null {
  const { change } = input.facts;
  if (change.status === "unavailable") {
    return `cannot be told from the author while the change cannot be read (${change.reason})`;
  }
  // What mends the format of a pull request by itself, as pre-commit.ci does, commits to it and reports as the same App.
  if (reporter.type === "Bot") {
    const { author } = change.value;
    return author !== null && isSamePerson(author, reporter) ? "opened this pull request" : null;
  }
  const { account } = personOf(reporter, input);
  const [first] = involvementsOf(account, change.value, input);
  // At any time: whoever pushed last is not the only one whose work it is.
  return first?.reason ?? (hasPushed(account, change.value, input) ? "pushed to this pull request" : null);
}
