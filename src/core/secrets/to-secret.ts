// What may be known of a secret outside this folder: where it is, a mask, and a hash that names the finding.
import { createHash } from "node:crypto";
import type { Secret } from "../facts/examination.js";

interface Found {
  readonly path: string;
  readonly line: number;
  readonly detector: string;
  readonly what: string;
  readonly value: string;
  readonly harmless: number;
}

export function toCredential({ path, line, detector, what, value, harmless }: Found): Secret {
  const masked = `${value.slice(0, harmless)}…`;
  return { detector, what, kind: "credential", line, masked, id: idOf(path, detector, value) };
}

/**
 * Numbers of people are few enough to try them all against a hash, so the id is made of what stands around the number, with
 * every digit of it blanked.
 */
export function toPersonalData(found: Omit<Found, "harmless" | "value"> & { readonly around: string }): Secret {
  const { path, line, detector, what, around } = found;
  return {
    detector,
    what,
    kind: "personal-data",
    line,
    masked: "…",
    id: idOf(path, detector, around.replace(/\d/g, "0")),
  };
}

/** 12 hex digits: enough to tell the findings of a repository apart, short enough to type. */
function idOf(path: string, detector: string, rest: string): string {
  return createHash("sha256")
    .update(JSON.stringify([path, detector, rest]))
    .digest("hex")
    .slice(0, 12);
}
