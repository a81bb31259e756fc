// The commands in the order of the help. Adding one is one file and one line here.
import { nearest } from "../../ground/nearest.js";
import type { CommandKind } from "../command-kind.js";
import { approve } from "./approve.js";
import { away } from "./away.js";
import { back } from "./back.js";
import { exclude } from "./exclude.js";
import { help } from "./help.js";
import { override } from "./override.js";
import { reassign } from "./reassign.js";
import { recheck } from "./recheck.js";
import { reject } from "./reject.js";
import { reveal } from "./reveal.js";
import { sealed } from "./sealed.js";
import { start } from "./start.js";
import { status } from "./status.js";
import { waive } from "./waive.js";

export const COMMANDS: readonly CommandKind[] = [
  start,
  approve,
  reject,
  sealed,
  reveal,
  reassign,
  away,
  back,
  waive,
  exclude,
  override,
  recheck,
  status,
  help,
];

/** Null: there is no such command. */
export function kindOf(verb: string): CommandKind | null {
  return COMMANDS.find((kind) => kind.verb === verb) ?? null;
}

/** Which one a verb that does not exist was probably meant to be. */
export function meantBy(verb: string): CommandKind | null {
  const meant = nearest(
    verb,
    COMMANDS.map((kind) => kind.verb),
  );
  return meant === null ? null : kindOf(meant);
}
