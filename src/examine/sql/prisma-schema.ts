// Prisma's schema says what the database shall be; what is taken out of it the next migration takes out of the database.
import type { RiskyStatement } from "../../core/facts/examination.js";
import type { DiffLine, Hunk } from "../../core/facts/facts.js";
import { excerptOf, nameWords } from "./risk.js";

/** Removed models, enums, views and fields, and changed types of fields. Reported on the line that took their place. */
export function readPrismaSchema(hunks: readonly Hunk[]): readonly RiskyStatement[] {
  const added = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "added").map(({ text }) => text));
  const blocks = new Set(added.map((text) => BLOCK.exec(text)?.[2]));
  return hunks.flatMap(({ lines, newStart }) => {
    const fields = fieldsIn(lines.filter(({ kind }) => kind === "added"));
    let next = newStart;
    return lines.flatMap((line): RiskyStatement[] => {
      if (line.kind !== "removed") {
        next = (line.newLine ?? next) + 1;
        return [];
      }
      const risk = judgeBlock(line.text, blocks) ?? judgeField(line.text, fields);
      return risk === null ? [] : [{ ...risk, line: Math.max(1, next), text: excerptOf(line.text) }];
    });
  });
}

const BLOCK = /^\s{0,40}(model|enum|view|type)\s{1,9}(\w{1,100})\s{0,9}\{/;
const FIELD = /^\s{0,40}([A-Za-z]\w{0,100})\s{1,60}([A-Za-z]\w{0,60})(\[\]|\?)?(?:\s|$)/;
const SCALARS = /^(?:String|Int|BigInt|Float|Decimal|Boolean|DateTime|Json|Bytes|Unsupported)$/;

function judgeBlock(
  text: string,
  blocks: ReadonlySet<string | undefined>,
): Pick<RiskyStatement, "effect" | "reason"> | null {
  const [, kind, name] = BLOCK.exec(text) ?? [];
  if (kind === undefined || name === undefined || blocks.has(name)) return null;
  return {
    effect: kind === "view" || kind === "type" ? "narrows" : "destroys",
    reason: `removes the ${kind} ${nameWords(name)} from the schema`,
  };
}

function judgeField(
  text: string,
  added: ReadonlyMap<string, string>,
): Pick<RiskyStatement, "effect" | "reason"> | null {
  const [, name, type, suffix] = FIELD.exec(text) ?? [];
  // A field of a relation is no column.
  if (name === undefined || type === undefined || /@relation\b/.test(text) || BLOCK.test(text)) return null;
  if (!SCALARS.test(type) && (suffix === "[]" || !/@default|@map|@db/.test(text))) return null;
  const now = added.get(name);
  if (now === undefined) return { effect: "destroys", reason: `removes the field ${nameWords(name)} from a model` };
  return now === shapeOf(text)
    ? null
    : { effect: "narrows", reason: `changes the type of the field ${nameWords(name)}` };
}

function fieldsIn(lines: readonly DiffLine[]): ReadonlyMap<string, string> {
  return new Map(lines.map(({ text }) => [FIELD.exec(text)?.[1] ?? "", shapeOf(text)]));
}

/** Type, and the column's own type; optional is wider than required. */
function shapeOf(text: string): string {
  const [, , type, suffix] = FIELD.exec(text) ?? [];
  return `${type}${suffix === "[]" ? "[]" : ""} ${/@db\.\w{1,40}(?:\([^()]{0,40}\))?/.exec(text)?.[0] ?? ""}`;
}
