// Where a registry may send us: to another path of its own host, or to a public host by https. Never into the network that
// this process runs in.
import { isIP } from "node:net";
import { Unanswered } from "./unanswered.js";

/** @throws Unanswered for a target that is not followed. */
export function redirectTarget(from: URL, location: string | null): URL {
  if (location === null || !URL.canParse(location, from.href)) throw new Unanswered("redirects to nowhere");
  const target = new URL(location, from);
  const isOwn = target.host === from.host && target.protocol === from.protocol;
  const isPublic = target.protocol === "https:" && isPublicHost(target.hostname);
  if (target.username !== "" || target.password !== "" || !(isOwn || isPublic)) {
    throw new Unanswered("redirects to an address that is not followed");
  }
  return target;
}

/** By name: no address literal, no single word, none of the names that stand for a network of one's own. */
function isPublicHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(bare) !== 0 || !bare.includes(".")) return false;
  return !/\.(?:local|localhost|internal|intranet|lan|home|corp|private|arpa|test|invalid)$/i.test(bare);
}
