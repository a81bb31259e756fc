// The session that a submission belongs to, or why there is none.

import { isSamePerson } from "../facts/person.js";
import type { Session } from "../facts/submission.js";
import { isAtOrAfter, momentOf } from "../ground/time.js";
import { isExpired } from "../reviews/session.js";
import type { Turn } from "./ruling.js";

export type SessionFault = "none" | "withdrawn" | "changed" | "expired" | "submitted";

export type FoundSession =
  | { readonly found: true; readonly session: Session }
  /** `last`: the reviewer's newest session, when there was one. */
  | { readonly found: false; readonly fault: SessionFault; readonly last: Session | null };

/** The newest session of this person that had begun when the text was written. */
export function findSession({ input, author, at }: Turn): FoundSession {
  const own = input.records.sessions
    .filter((session) => isSamePerson(session.reviewer, author) && isAtOrAfter(at, session.startedAt))
    .sort((a, b) => momentOf(b.startedAt) - momentOf(a.startedAt) || b.key.id - a.key.id);
  const session = own.find(({ state }) => state === "open") ?? own[0];
  if (session === undefined) return { found: false, fault: "none", last: null };
  const fault = faultOf(session, input.fingerprint, at);
  return fault === null ? { found: true, session } : { found: false, fault, last: session };
}

function faultOf(session: Session, fingerprint: string, at: string): SessionFault | null {
  if (session.fingerprint !== fingerprint) return "changed";
  switch (session.state) {
    case "superseded":
      return "withdrawn";
    case "submitted":
      return "submitted";
    case "open":
      return isExpired(session, at) ? "expired" : null;
  }
}
