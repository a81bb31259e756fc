// Small pieces of what people read: names, times, lists.

import { momentOf } from "../ground/time.js";
import { quoteInline } from "./neutralise.js";

/** A login as code: it notifies nobody. */
export function sayLogin(login: string): string {
  return quoteInline(login, 60);
}

/** Notifies them. Only of people whom GitHub itself named to us; whatever is no login stays code. */
export function sayMention(login: string): string {
  return /^[a-z\d][a-z\d_-]{0,38}$/i.test(login) ? `@${login}` : sayLogin(login);
}

export function sayNothingClaimed(login: string): string {
  return `Nothing is claimed of ${sayLogin(login)} since a review of theirs began, and no commit that is gone names them, so there is nothing to settle.`;
}

/** `2026-03-02 10:01:30 UTC`. */
export function sayTime(iso: string): string {
  return `${new Date(momentOf(iso)).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `45 seconds`, `1 minute 30 seconds`, `2 hours`: at most two units. */
export function sayDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [
    count(Math.floor(whole / 3_600), "hour"),
    count(Math.floor((whole % 3_600) / 60), "minute"),
    count(whole % 60, "second"),
  ].filter((part) => part !== null);
  return parts.slice(0, 2).join(" ") || "0 seconds";
}

function count(number: number, unit: string): string | null {
  if (number === 0) return null;
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

export function sayList(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** A block to copy. `~` so that backticks inside stay what they are; `text` holds only what this program wrote. */
export function sayBlock(text: string): string {
  return `~~~markdown\n${text}\n~~~`;
}

/** The first letter as at the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `2026-03-02 10:01 UTC`: nobody is asked to the second. */
export function sayMinute(iso: string): string {
  return `${new Date(momentOf(iso)).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
