// `/countersign help`: the table of all commands (DESIGN §4.4).
import { type CommandKind, command } from "../command-kind.js";
import { accept } from "../ruling.js";

export const help = command({
  verb: "help",
  who: "anyone with read",
  effect: "answers with this table",
  endsRow: ", or with this table",
  takes: "nothing",
  hasEffect: false,
  afterwards: true,
  edited: "silent",
  page: {
    again: "It is answered again.",
    holds: "Nothing of it lasts.",
  },
  judge: (turn, { commands }) => accept(turn, "help", { reply: sayHelp(commands) }),
});

function sayHelp(commands: readonly CommandKind[]): string {
  return [
    "Commands stand in the first line of a comment; the rest of the comment is their text.",
    ["| command | who | effect |", "|---|---|---|", ...rowsOf(commands)].join("\n"),
  ].join("\n\n");
}

function rowsOf(commands: readonly CommandKind[]): string[] {
  const groups: CommandKind[][] = [];
  for (const kind of commands) {
    if (kind.endsRow !== undefined) groups.at(-1)?.push(kind);
    else groups.push([kind]);
  }
  return groups.map((group) => {
    const usages = group.map(({ usage }) => `\`${usage}\``).join(", ");
    return `| ${usages} | ${group[0]?.who} | ${group.map(({ effect, endsRow }) => endsRow ?? effect).join("")} |`;
  });
}
