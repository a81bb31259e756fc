// Commands that change nothing: recheck, status, help, and a verb that does not exist.
import type { Command, Verb } from "../comments/parse-command.js";
import { hasAtLeast } from "../people/rights.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { sayHelp, sayUnknown } from "./say-help.js";
import { sayStatus } from "./say-status.js";

type Question = Extract<Verb, "recheck" | "status" | "help">;

export function judgeQuestion(turn: Turn, verb: Question): Ruling {
  const { permission } = turn.person;
  if (permission.status === "loaded" && !hasAtLeast(permission.value, "read")) {
    return refuse(turn, verb, "Only people who can read this repository get an answer here.");
  }
  switch (verb) {
    case "recheck":
      // The evaluation that reads this comment is the one that was asked for.
      return accept(turn, verb, {});
    case "status":
      return accept(turn, verb, { reply: sayStatus(turn.input) });
    case "help":
      return accept(turn, verb, { reply: sayHelp() });
  }
}

export function judgeUnknown(turn: Turn, command: Extract<Command, { kind: "unknown" }>): Ruling {
  return refuse(turn, "unknown", sayUnknown(command.word, command.suggestion));
}
