// What the demo prints: scenes, steps, and frames that show what stands on GitHub.
import pc from "picocolors";
import type { ShownRequirement, Stage } from "./stage.js";

const WIDTH = 100;

export function title(text: string): void {
  console.log(`\n${pc.bold(text)}\n${"═".repeat(Math.min(text.length, WIDTH))}`);
}

export function scene(number: number, of: number, text: string): void {
  console.log(`\n${pc.bold(pc.cyan(`Scene ${number} of ${of}:`))} ${pc.bold(text)}`);
}

/** Something that a person or a program does. `what` reads on behind the name. */
export function act(who: string, what: string): void {
  console.log(`\n  ${pc.yellow("▸")} ${pc.bold(who)}${what.startsWith(",") ? "" : " "}${what}`);
}

/** What people see now, in a frame. Long texts are cut to `lines`. */
export function show(label: string, text: string, lines = 14): void {
  const wrapped = rendered(text)
    .split("\n")
    .flatMap((line) => wrap(line));
  const cut =
    wrapped.length > lines ? [...wrapped.slice(0, lines), pc.dim(`… ${wrapped.length - lines} more lines`)] : wrapped;
  console.log(pc.dim(`    ┌─ ${label}`));
  for (const line of cut) {
    console.log(`${pc.dim("    │")} ${line}`);
  }
  console.log(pc.dim("    └─"));
}

/** One requirement as agents read it: what is there or missing, and the way out. */
export function requirement(shown: ShownRequirement | undefined): void {
  if (shown === undefined) throw new Error("the check does not tell this requirement");
  show(`${shown.id}: ${shown.status}`, [shown.detail, shown.fix && `→ ${shown.fix}`].filter(Boolean).join("\n"));
}

export function note(text: string): void {
  console.log(`    ${text}`);
}

export function link(label: string, url: string): void {
  console.log(pc.dim(`    ${label}: ${url}`));
}

export function summary(stage: Stage): void {
  const calls = stage.github.countRequests();
  const deliveries = stage.github.webhooks.deliveries.length;
  title("What happened");
  console.log(
    `  ${deliveries} signed webhooks in, ${calls} API requests out, in ${stage.seconds().toFixed(1)} seconds.`,
  );
  console.log(
    `  Every request was checked against GitHub's own API description; violations: ${stage.github.violations.length}.`,
  );
}

/** The last words: the links above lead somewhere only while both servers run. */
export function farewell(stage: Stage, keep: boolean): void {
  console.log(
    keep
      ? `\nStill running: GitHub at ${stage.github.url}, Countersign at ${stage.appUrl}. The links above work; Ctrl-C ends both.`
      : "\nBoth servers stop now, and the links above end with them. To look around: npm run demo -- --keep",
  );
}

/** Shows that the demo waits for the server; one line that overwrites itself on a terminal. */
export function progress(text: string): { done(): void } {
  if (!process.stdout.isTTY) {
    return { done: () => undefined };
  }
  const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  let frame = 0;
  const timer = setInterval(() => {
    process.stdout.write(`\r    ${pc.dim(`${frames[frame++ % frames.length]} ${text}`)}`);
  }, 80);
  return {
    done() {
      clearInterval(timer);
      process.stdout.write(`\r${" ".repeat(text.length + 8)}\r`);
    },
  };
}

/** What GitHub does not show is left out: hidden marks, where links lead, and the tags around what can be unfolded. */
function rendered(text: string): string {
  return text
    .replace(/<!-- countersign:[^>]* -->\n?/g, "")
    .replace(/<summary>(.*?)<\/summary>/g, "▸ $1")
    .replace(/<\/?details>\n?/g, "")
    .replace(/\[([^\]]*)\]\(https?:[^)\s]*\)/g, "$1");
}

function wrap(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const at = rest.lastIndexOf(" ", WIDTH);
    const end = at > 20 ? at : WIDTH;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}
