// Which account a number belongs to, for addresses in commits that GitHub linked to nobody. That a number exists, and what it was
// called when a commit named it, never changes, so each is asked about once.
import type { Account } from "../core/facts/facts.js";
import { loaded } from "../core/facts/source.js";
import { fromRestUser, RestUser } from "./accounts.js";
import type { GithubApi } from "./api.js";
import { asSource, type LoadAccount, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";
import { Bounded } from "./memory.js";

/** Chosen, not measured: the bots and co-authors of thousands of open pull requests, well under a megabyte. */
const MAX_REMEMBERED = 10_000;

/** What GitHub did not tell is asked for again. A number that nobody has today somebody may have tomorrow, so it is not kept either. */
export function rememberAccounts(api: GithubApi): LoadAccount {
  const known = new Bounded<number, Account>(MAX_REMEMBERED);
  return async (installationId, accountId) => {
    const remembered = known.get(accountId);
    if (remembered !== undefined) return loaded(remembered);
    const route = "GET /user/{account_id}";
    const read = () => unlessMissing(() => api.read(installationId, route, { account_id: accountId }), null);
    const answer = await asSource(read);
    if (answer.status === "unavailable") return answer;
    if (answer.value === null) return loaded(null);
    const user = parseData(RestUser, answer.value.data);
    // A number can be written with more digits than a number holds.
    const account = user.id === accountId ? fromRestUser(user) : null;
    if (account !== null) known.set(accountId, account);
    return loaded(account);
  };
}
