// Judges a question: a command that changes nothing, for everybody who can read the repository.
import { hasAtLeast } from "../people/rights.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";

/** `reply` null: the reaction says enough. */
export function answered(turn: Turn, verb: string, reply: string | null): Ruling {
  const { permission } = turn.person;
  return permission.status === "loaded" && !hasAtLeast(permission.value, "read")
    ? refuse(turn, verb, "Only people who can read this repository get an answer here.")
    : accept(turn, verb, { reply });
}
