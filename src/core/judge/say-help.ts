// The table of commands (DESIGN §4.4), and the answer to a verb that is not in it.

import { VERBS, type Verb } from "../comments/parse-command.js";
import { WAIVABLE } from "../gate/requirements/index.js";
import { quoteInline } from "../markdown/neutralise.js";

interface Row {
  readonly usage: string;
  readonly who: string;
  readonly effect: string;
}

const ROWS: Readonly<Record<Exclude<Verb, "status" | "help">, Row>> = {
  start: {
    usage: "/countersign start",
    who: "a reviewer",
    effect: "opens a review session; the time to read starts here. Answered with the form",
  },
  approve: {
    usage: "/countersign approve",
    who: "a reviewer with an open session",
    effect: "submits a structured review: the form stands below this line",
  },
  reject: {
    usage: "/countersign reject",
    who: "a reviewer with an open session",
    effect: "the same, against the change",
  },
  sealed: {
    usage: "/countersign sealed",
    who: "a reviewer with an open session",
    effect: "submits a sealed review of a high-stakes change: an age block stands below this line, and nothing else",
  },
  reveal: {
    usage: "/countersign reveal <reason>",
    who: "admin; not the author, not who set the agent to work",
    effect: "on a pull request that is closed or merged: opens what was sealed, and records who asked",
  },
  reassign: {
    usage: "/countersign reassign <reason>",
    who: "whoever was asked; or maintain or admin, not the author, not who set the agent to work",
    effect: "hands the request for a review back; the next suitable person is asked",
  },
  away: {
    usage: "/countersign away [until 2026-12-24 | 3d]",
    who: "anyone with write, and whoever may review",
    effect: "you are not asked for reviews until then, for 90 days at most, in every repository here",
  },
  back: {
    usage: "/countersign back",
    who: "anyone with write, and whoever may review",
    effect: "you can be asked again",
  },
  waive: {
    usage: "/countersign waive <requirement>[:<subject>] <reason>",
    who: "maintain or admin; not the author, not who set the agent to work",
    effect: `sets one requirement aside for this version of the change: ${sayWaivable()}`,
  },
  exclude: {
    usage: "/countersign exclude @login <reason>",
    who: "maintain or admin; not the author, not who set the agent to work",
    effect:
      "settles that a reviewer did have a hand in the change, as is claimed since their review began: the seat is free",
  },
  override: {
    usage: "/countersign override <reason>",
    who: "admin; not the author, not who set the agent to work",
    effect: "break-glass: the check succeeds for this commit, and an issue asks for a review afterwards",
  },
  recheck: {
    usage: "/countersign recheck",
    who: "anyone with read",
    effect: "looks at the pull request again",
  },
};

export function sayHelp(): string {
  const rows = Object.values(ROWS).map(({ usage, who, effect }) => `| \`${usage}\` | ${who} | ${effect} |`);
  return [
    "Commands stand in the first line of a comment; the rest of the comment is their text.",
    [
      "| command | who | effect |",
      "|---|---|---|",
      ...rows,
      "| `/countersign status`, `/countersign help` | anyone with read | answers with the state, or with this table |",
    ].join("\n"),
  ].join("\n\n");
}

export function sayUnknown(word: string, suggestion: Verb | null): string {
  const received = word === "" ? "nothing behind it" : quoteInline(word, 40);
  const hint =
    suggestion === null
      ? `write one of ${VERBS.map((verb) => `\`${verb}\``).join(", ")}; \`/countersign help\` says what they do`
      : `did you mean \`/countersign ${suggestion}\`? Edit your comment, or write a new one`;
  return `Expected a command behind \`/countersign\`, received ${received}; ${hint}.`;
}

function sayWaivable(): string {
  const names = [...WAIVABLE].map(([id, subject]) => `\`${subject === null ? id : `${id}:<${subject}>`}\``);
  return names.join(", ");
}
