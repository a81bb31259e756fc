// Takes back what an edited comment or native review had done before it was edited. By somebody else than its author, an
// edit does not lift a rejection (see withdraw.ts).
import type { AuditEvent } from "../../audit/event.js";
import type { Session, Submission } from "../../records.js";
import { upsertSessions } from "../apply-changes.js";
import { isSameSource } from "../revision.js";
import { isEditedByAnother, type Pending } from "./pending.js";
import { type Turn, withRecords } from "./ruling.js";
import { supersede, toVoidEvent, voidSubmission } from "./withdraw.js";

export interface Edited {
  /** With the records after the edit. */
  readonly turn: Turn;
  /** What to tell about it; null when nothing was taken back. */
  readonly note: string | null;
  readonly events: readonly AuditEvent[];
}

export function withdrawEdited(turn: Turn, { text }: Pending): Edited {
  const { records, facts } = turn.input;
  if (text.editedAt === null || facts.pull.state !== "open") return { turn, note: null, events: [] };
  const foreign = isEditedByAnother(text);
  const opened = records.sessions.filter((session) => foreign && isOpenedBy(session, turn));
  const sessions = upsertSessions(records.sessions, opened.map(supersede));
  const after = withRecords(turn, { ...records, sessions });
  const live = records.submissions.find(({ source, voided }) => voided === null && isSameSource(source, turn.source));
  if (live === undefined) return { turn: after, note: null, events: [] };
  if (foreign && live.verdict === "reject") return { turn: after, note: sayRejectionStands(), events: [] };
  const voided = { at: turn.at, reason: foreign ? "edited by somebody other than its author" : "replaced by an edit" };
  return {
    turn: withRecords(turn, voidSubmission(after.input.records, live, voided)),
    note: sayVoided(live, foreign),
    events: [toVoidEvent(turn.input, live, voided)],
  };
}

function isOpenedBy(session: Session, { source }: Turn): boolean {
  return source.kind === session.key.kind && session.key.id === source.id && session.state === "open";
}

function sayVoided(live: Submission, foreign: boolean): string {
  const what = live.verdict === "approve" ? "approval" : "rejection";
  const why = foreign ? "its text was edited by somebody other than its author" : "its text was edited";
  return `The ${what} that stood here does not count any more, because ${why}.`;
}

function sayRejectionStands(): string {
  return "The rejection that stood here stays in force as it was submitted: nobody but its author can take it back.";
}
