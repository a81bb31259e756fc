// docs/commands.md as text, made from the commands themselves, so that the page cannot say something else than the program does.
import type { CommandKind } from "../src/core/judge/command-kind.js";

/** Markdown. The same commands give the same text, byte for byte. */
export function commandsPage(commands: readonly CommandKind[]): string {
  return `${[INTRODUCTION, contents(commands), ...commands.map(entryOf)].join("\n\n")}\n`;
}

const INTRODUCTION = `<!-- Made by \`npx tsx scripts/write-pages.ts\` from src/core/judge/commands. Do not edit. -->
# Commands

People speak to the App in comments on the pull request. \`/countersign help\` answers with the table below.

- **A command stands in the first line** of a comment in the conversation. Upper and lower case are the same.
- **A comment holds one command.** The App refuses a comment with a second command further down.
- **A command counts once**, in the order in which people wrote them. The App answers each revision of a comment once.
- **Only people give commands.** The App does nothing for bots, nor for comments that another App made.
- **Only the author may edit a comment.** An edit by somebody else makes its command void.
- **A 👍 means taken.** A 😕 means refused, and the reply says why.
- **A command waits** while GitHub does not tell what it is judged by. After 15 minutes the App refuses it and says why.

The App reads no command in a review that only comments, nor on a line of the diff. It tells the author so.`;

function contents(commands: readonly CommandKind[]): string {
  const rows = commands.map(({ verb, who, effect }) => `| [\`${verb}\`](#${verb}) | ${who} | ${effect} |`);
  return ["| command | who | effect |", "|---|---|---|", ...rows].join("\n");
}

function entryOf(kind: CommandKind): string {
  const { verb, usage, who, page } = kind;
  return [
    `## ${verb}`,
    `\`${usage}\``,
    [
      `- Who: ${who}.`,
      `- What stands with it: ${withIt(kind)}`,
      `- The same command in another comment: ${page.again}`,
      `- How long it holds: ${page.holds}`,
      `- An edit of the comment: ${onEdit(kind)}`,
      `- On a closed or merged pull request: ${afterwards(kind)}`,
      ...(page.example === undefined ? [] : [`- Example: \`${page.example}\``]),
    ].join("\n"),
  ].join("\n\n");
}

function withIt({ takes, hasEffect }: CommandKind): string {
  switch (takes) {
    case "nothing":
      return hasEffect ? "Nothing else may stand in its line." : "Nothing. The App ignores other words in its line.";
    case "words":
      return "What the usage names stands behind the verb.";
    case "block":
      return "The age block stands below, and nothing else. The sealing page and `countersign seal` make the whole comment.";
    default:
      return "The review form stands below. On a behavior-changing change it can also be the text of a review with GitHub's own Approve or Request changes. On a high-stakes change a form in public keeps its author off the panel: seal it, unless the two blind reviews disagree.";
  }
}

function onEdit({ edited }: CommandKind): string {
  switch (edited) {
    case "anew":
      return "The App judges it as a new submission.";
    case "silent":
      return "The App does not answer it, as long as the command stays the same.";
    case "refused":
      return "The App does not take it as a new command. Write a new comment.";
  }
}

function afterwards({ afterwards: isRead, hasEffect }: CommandKind): string {
  if (!isRead) return "The App refuses it.";
  return hasEffect ? "The App takes it." : "The App answers it.";
}
