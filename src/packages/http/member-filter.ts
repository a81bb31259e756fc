// Thins a JSON text out while it arrives: members that nobody reads are dropped before anything is parsed. npm's documents of
// old packages reach a hundred megabytes, nearly all of it manifests of releases, of which three members count.

import { Unanswered } from "./unanswered.js";

export interface MemberFilter {
  /** What is kept of the next piece. @throws Unanswered */
  push(piece: string): string;
}

export interface ReadMembers {
  /** Levels that are asked about; what lies deeper is kept whole. */
  readonly depth: number;
  /** Whether the member at this path of keys is read. */
  keeps(path: readonly string[]): boolean;
}

export function createMemberFilter({ depth, keeps }: ReadMembers): MemberFilter {
  /** The keys down to where we are; within a list the key stands still. */
  const path: string[] = [];
  /** For each open bracket, whether it is an object. */
  const open: boolean[] = [];
  let isInString = false;
  let isEscaped = false;
  /** The text of a string that may be a key. */
  let key: string | null = null;
  let awaitsKey = false;
  /** The nesting at which the dropped member lies; null: nothing is dropped. */
  let droppedAt: number | null = null;

  return {
    push(piece) {
      let kept = "";
      let from = 0;
      const isDropping = () => droppedAt !== null;
      const flush = (to: number): void => {
        if (!isDropping()) kept += piece.slice(from, to);
        from = to;
      };

      for (let at = 0; at < piece.length; at++) {
        const character = piece.charCodeAt(at);
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (character === BACKSLASH) isEscaped = true;
          else if (character === QUOTE) isInString = false;
          if (key !== null && isInString && key.length < MAX_KEY_CHARS) key += piece[at];
          continue;
        }
        switch (character) {
          case QUOTE:
            isInString = true;
            key = awaitsKey ? "" : null;
            break;
          case COLON:
            if (key === null) break;
            path[open.length - 1] = key;
            key = null;
            awaitsKey = false;
            if (!isDropping() && open.length <= depth && !keeps(path.slice(0, open.length))) {
              // The key stays, with a value that says nothing.
              flush(at + 1);
              kept += "0";
              droppedAt = open.length;
            }
            break;
          case OPEN_OBJECT:
          case OPEN_LIST:
            if (open.length >= MAX_NESTING) throw new Unanswered("answered something that nests too deeply");
            open.push(character === OPEN_OBJECT);
            awaitsKey = character === OPEN_OBJECT;
            break;
          case CLOSE_OBJECT:
          case CLOSE_LIST:
            if (droppedAt === open.length) resume(at);
            open.pop();
            awaitsKey = false;
            break;
          case COMMA:
            if (droppedAt === open.length) resume(at);
            awaitsKey = open.at(-1) === true;
            break;
        }
      }
      flush(piece.length);
      return kept;

      function resume(at: number): void {
        from = at;
        droppedAt = null;
      }
    },
  };
}

/** No registry's document nests more than some levels. */
const MAX_NESTING = 500;
/** Longer keys are kept in the text; only their comparison is cut. */
const MAX_KEY_CHARS = 300;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
