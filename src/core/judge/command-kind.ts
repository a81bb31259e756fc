// What one file under commands/ says of its command: its names, what it does, and what becomes of it later. Everything that lists
// commands or tells them apart is made from these.
import type { Command } from "../comments/parse-command.js";
import type { Verdict } from "../facts/submission.js";
import type { Ruling, Turn } from "./ruling.js";

interface Description {
  /** Recorded for every comment that was judged by it. */
  readonly verb: string;
  /** Behind the verb: in angle brackets what has to stand there, in square ones what may. */
  readonly arguments?: string;
  readonly who: string;
  /** In the table of the help. */
  readonly effect: string;
  /** The help shows it in the row of the command before it, whose effect goes on with these words. */
  readonly endsRow?: string;
  /**
   * Behind and below the verb. `nothing`: words in its line are refused where it has an effect · `words`: sentences, over all lines,
   * so that a verdict in them is none · `block`: a sealed review · a form that gives this verdict.
   */
  readonly takes: "nothing" | "words" | "block" | { readonly verdict: Verdict };
  /** It changes something, so what it is judged by has to be known first. */
  readonly hasEffect: boolean;
  /** It makes sense on a pull request that is closed or merged. */
  readonly afterwards?: true;
  /** An edit of a comment that was taken: judged `anew` · left without an answer when it says the same · `refused`, as it counts once. */
  readonly edited: "anew" | "silent" | "refused";
  /** What it gave hangs on its comment: whoever edits the command away is told what that did. */
  readonly lasts?: true;
  /** For docs/commands.md. */
  readonly page: {
    /** As somebody would write it, where that is more than the verb. */
    readonly example?: string;
    /** What the same command does in another comment. */
    readonly again: string;
    /** How long it holds: across a push, an edit, a deletion. */
    readonly holds: string;
  };
  readonly judge: (turn: Turn, said: Said) => Ruling;
}

export interface CommandKind extends Description {
  readonly usage: string;
}

/** A command as it stands in a comment. */
export interface Said extends Command {
  /** What a comment with a form says beside its verdict, each a sentence. Other commands are refused for it before they are judged. */
  readonly faults: readonly string[];
  /** All commands there are, in the order of the help. */
  readonly commands: readonly CommandKind[];
}

export function command(description: Description): CommandKind {
  const { verb, arguments: behind } = description;
  return { ...description, usage: `/countersign ${verb}${behind === undefined ? "" : ` ${behind}`}` };
}

/** Of a command with a form. */
export function verdictOf(kind: CommandKind | null): Verdict | null {
  return typeof kind?.takes === "object" ? kind.takes.verdict : null;
}
