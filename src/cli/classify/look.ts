// How the command's text looks on this terminal: colours where they are wanted, lines no wider than the screen.
import type { createColors } from "picocolors";
import type { Tier } from "../../core/ground/tier.js";
import { cutTo } from "../../core/markdown/neutralise.js";

export interface Look {
  readonly colours: ReturnType<typeof createColors>;
  /** Null: no terminal, nothing is cut. */
  readonly columns: number | null;
}

export function paint(text: string, tier: Tier, { colours }: Look): string {
  switch (tier) {
    case "format-safe":
      return colours.green(text);
    case "behavior-changing":
      return colours.yellow(text);
    case "high-stakes":
      return colours.red(text);
  }
}

/** Cut to what is left of the line; never to less than a few words. */
export function fitted(text: string, used: number, { columns }: Look): string {
  return columns === null ? text : cutTo(text, Math.max(40, columns - used));
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
