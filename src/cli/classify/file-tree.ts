// One file of a classified change as a tree: findings with their lines, then what the parsers saw: proof, statements,
// dependencies, secrets.

import type { ManifestChange } from "../../core/facts/change.js";
import type { Equivalence, Examination } from "../../core/facts/examination.js";
import type { ChangedFile } from "../../core/facts/facts.js";
import type { Finding } from "../../core/facts/finding.js";
import { printable } from "../printable.js";
import { fitted, type Look, paint } from "./look.js";

export interface FileOfTree {
  /** Null: findings about the whole change. */
  readonly path: string | null;
  readonly findings: readonly Finding[];
  readonly file: ChangedFile | null;
}

/** Branches of one file beyond these are counted. */
const MAX_GROUPS = 8;
const MAX_OF_A_KIND = 5;
const MAX_LINES_NAMED = 6;
const MAX_QUOTE_CHARS = 160;

interface Branch {
  readonly text: string;
  /** A line below it, such as the code that it is about. */
  readonly below: string | null;
}

export function fileTree({ path, findings, file }: FileOfTree, look: Look): readonly string[] {
  const moved = file?.previousPath ?? null;
  const from = moved === null || moved === path ? "" : ` (was ${printable(moved)})`;
  const groups = grouped(findings);
  const more = groups.length - MAX_GROUPS;
  const branches = [
    ...groups.slice(0, MAX_GROUPS).map((group) => findingBranch(group, file, look)),
    ...(more > 0 ? [plain(`and ${more} more kinds of findings`)] : []),
    ...(file?.examination === undefined ? [] : examined(file.examination, file, findings)),
  ];
  return [
    `  ${look.colours.bold(path === null ? "the whole change" : printable(path))}${from}`,
    ...branches.flatMap((branch, index) => drawn(branch, index === branches.length - 1, look)),
  ];
}

function drawn({ text, below }: Branch, isLast: boolean, look: Look): readonly string[] {
  const line = `  ${isLast ? "└" : "├"} ${text}`;
  return below === null ? [line] : [line, `  ${isLast ? " " : "│"}   ${look.colours.dim(below)}`];
}

/** Findings that differ only in their lines, as one. */
function grouped(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.tier, finding.rule, finding.reason, finding.side, finding.line === null]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

const TIER_WIDTH = "behavior-changing".length;

function findingBranch(group: readonly [Finding, ...Finding[]], file: ChangedFile | null, look: Look): Branch {
  const [first] = group;
  const where = linesOf(group);
  const rule = `(${printable(first.rule)})`;
  const reason = fitted(printable(first.reason), TIER_WIDTH + where.length + rule.length + 7, look);
  const tier = paint(first.tier.padEnd(TIER_WIDTH), first.tier, look);
  return { text: `${tier} ${where}${reason} ${look.colours.dim(rule)}`, below: codeOf(first, file, look) };
}

function linesOf(group: readonly [Finding, ...Finding[]]): string {
  const lines = [...new Set(group.flatMap(({ line }) => (line === null ? [] : [line])))];
  if (lines.length === 0) return "";
  const more = lines.length - MAX_LINES_NAMED;
  const named = `${lines.slice(0, MAX_LINES_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `${group[0].side === "old" ? "removed " : ""}line${lines.length === 1 ? "" : "s"} ${named}: `;
}

/**
 * The added line itself. INVARIANT: only where the whole file was searched for secrets and held none; of removed lines
 * nobody knows what they hold, so they are not shown.
 */
function codeOf({ line, side }: Finding, file: ChangedFile | null, look: Look): string | null {
  const examination = file?.examination;
  if (line === null || side === "old" || file?.content.kind !== "hunks" || examination === undefined) return null;
  if (examination.unexamined.length > 0 || examination.secrets.length > 0) return null;
  const added = file.content.hunks
    .flatMap((hunk) => hunk.lines)
    .find((one) => one.kind === "added" && one.newLine === line);
  const text = printable((added?.text ?? "").trim().slice(0, MAX_QUOTE_CHARS));
  return text === "" ? null : fitted(`${line} + ${text}`, 6, look);
}

/** What a finding has said already is not said again. */
function examined(
  { equivalence, statements, manifest, secrets, unexamined }: Examination,
  { status }: ChangedFile,
  findings: readonly Finding[],
): readonly Branch[] {
  const isSaid = (line: number, words: string) =>
    findings.some((finding) => finding.line === line && finding.reason.includes(words));
  const statementsLeft = statements.filter(({ line, reason }) => !isSaid(line, reason));
  const secretsLeft = secrets.filter(({ line, id }) => !isSaid(line, id));
  return [
    ...(status === "added" || status === "removed" ? [] : proof(equivalence, findings)),
    ...listed(statementsLeft, ({ line, effect, reason, text }) => ({
      text: `line ${line}: ${EFFECTS[effect]}: ${printable(reason)}`,
      below: printable(text),
    })),
    ...(manifest === null ? [] : dependencies(manifest)),
    ...listed(secretsLeft, ({ line, what, masked, id }) =>
      plain(`line ${line}: ${printable(what)}, \`${printable(masked)}\` (\`${printable(id)}\`)`),
    ),
    ...listed(unexamined, (reason) => plain(`not examined: ${printable(reason)}`)),
  ];
}

/** What is safe by what it is, such as prose, needs no proof; what is new or gone has nothing to be compared with. */
function proof(equivalence: Equivalence, findings: readonly Finding[]): readonly Branch[] {
  const said = printable(equivalence.reason);
  if (equivalence.status === "same") return [plain(`proved by ${PROOFS[equivalence.by]}: ${said}`)];
  return findings.every(({ tier }) => tier === "format-safe") ? [] : [plain(`not proved: ${said}`)];
}

const PROOFS = { syntax: "its syntax", types: "erasing its types", data: "its data", prose: "its prose" } as const;
const EFFECTS = { destroys: "destroys data", narrows: "may lose data", unread: "unknown effect" } as const;

function dependencies(manifest: ManifestChange): readonly Branch[] {
  if (manifest.status === "unread") return [plain(`dependencies not read: ${printable(manifest.reason)}`)];
  return [
    ...listed(manifest.changes, ({ ecosystem, name, before, after }) => {
      const line = after === null ? "" : `line ${after.line}: `;
      const verb = before === null ? "adds" : after === null ? "removes" : "changes";
      const specs = [before, after].flatMap((side) => (side === null ? [] : [printable(side.spec) || "any version"]));
      return plain(`${line}${verb} ${ecosystem} ${printable(name)} ${specs.join(" → ")}`);
    }),
    ...listed(manifest.settings, ({ line, reason }) =>
      plain(`${line === null ? "" : `line ${line}: `}${printable(reason)}`),
    ),
  ];
}

function listed<T>(items: readonly T[], branch: (item: T) => Branch): readonly Branch[] {
  const more = items.length - MAX_OF_A_KIND;
  return [...items.slice(0, MAX_OF_A_KIND).map(branch), ...(more > 0 ? [plain(`and ${more} more`)] : [])];
}

function plain(text: string): Branch {
  return { text, below: null };
}
