// What the doctor found: one line per question, with the way out where something is wrong.

/** `ok`: as it should be · `warn`: works, and somebody should know · `fail`: the gate does not hold or does not work. */
export type Health = "ok" | "warn" | "fail";

export interface Finding {
  readonly health: Health;
  /** One line. */
  readonly text: string;
  /** How to mend it; absent when there is nothing to do. */
  readonly fix?: string;
}

export interface Section {
  readonly name: string;
  readonly findings: readonly Finding[];
}

export const ok = (text: string): Finding => ({ health: "ok", text });
export const warn = (text: string, fix?: string): Finding => ({ health: "warn", text, fix });
export const fail = (text: string, fix?: string): Finding => ({ health: "fail", text, fix });

export function isHealthy(sections: readonly Section[]): boolean {
  return sections.every(({ findings }) => findings.every(({ health }) => health !== "fail"));
}

export interface Paint {
  green(text: string): string;
  yellow(text: string): string;
  red(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

export function formatSections(sections: readonly Section[], paint: Paint): string {
  const marks = { ok: paint.green("✓"), warn: paint.yellow("!"), fail: paint.red("✗") };
  const parts = sections.map(({ name, findings }) => {
    const lines = findings.map(({ health, text, fix }) => {
      const line = `  ${marks[health]} ${plain(text)}`;
      return fix === undefined ? line : `${line}\n${paint.dim(indent(plain(fix)))}`;
    });
    return `${paint.bold(name)}\n${lines.join("\n")}`;
  });
  return `${parts.join("\n\n")}\n\n${summary(sections)}\n`;
}

export function formatJson(sections: readonly Section[]): string {
  return `${JSON.stringify({ healthy: isHealthy(sections), sections }, null, 2)}\n`;
}

function summary(sections: readonly Section[]): string {
  const count = (wanted: Health) =>
    sections.flatMap(({ findings }) => findings).filter(({ health }) => health === wanted).length;
  const failed = count("fail");
  const warned = count("warn");
  if (failed > 0) return `${failed === 1 ? "One thing" : `${failed} things`} must be mended.`;
  return warned > 0
    ? `Nothing must be mended; ${warned === 1 ? "one thing is" : `${warned} things are`} worth a look.`
    : "All is well.";
}

function indent(text: string): string {
  return text.replace(/^/gm, "      ");
}

/** Names come from GitHub: nothing in them may steer the terminal. */
function plain(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, "�");
}
