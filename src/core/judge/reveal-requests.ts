// Who asked to have revealed what is sealed on a pull request that is over. The request lasts until it is carried out.
import type { Comment } from "../facts/facts.js";
import type { Given, Records } from "../facts/records.js";

export interface RevealRequest extends Omit<Given, "voided"> {
  readonly at: string;
}

/** Those whose comment is there; whether each still stands is for `groundNow` to say. Empty: nothing is sealed any more. */
export function revealRequests(comments: readonly Comment[], records: Records): readonly RevealRequest[] {
  if (!records.sealed.some(({ revealed, voided }) => revealed === null && voided === null)) return [];
  return records.handled.flatMap(({ source, command, accepted }) => {
    const by = comments.find(({ id }) => source.kind === "comment" && id === source.id)?.author;
    if (command !== "reveal" || !accepted || by === null || by === undefined) return [];
    // A revision names its time first.
    const at = source.revision.split("+", 1)[0] ?? "";
    return [{ commentId: source.id, revision: source.revision, by, at }];
  });
}
