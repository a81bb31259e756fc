// The keys of the policy file that decide which automated checks must be green, and whose word on them counts.
import { z } from "zod";
import { globCostFault } from "./globs.js";
import { type KindNames, VALIDATION_KINDS, type ValidationKind } from "./validation-kinds.js";
import { listOf, MAX_LIST_ENTRIES, nameGlob } from "./values.js";

const SLUG = z
  .string()
  .regex(/^(?=.*[A-Za-z])[\w-]{1,100}$/, "an App's slug, as in `github.com/apps/<slug>`, or its number");

const BoundCheck = z
  .strictObject({
    name: nameGlob.meta({ description: "Name or glob of the check.", examples: ["build"] }),
    app: z.union([SLUG, z.int().min(1).max(1_000_000_000)]).meta({
      description: "Slug or number of the only App whose report counts; by number, check runs only.",
      examples: ["github-actions"],
    }),
  })
  .meta({ description: "A check, and the App that has to report it." });

/** One entry of `validation.required`: a name or glob that whoever may write can report, or one that is bound to an App. */
export type RequiredCheck = string | z.infer<typeof BoundCheck>;

const Kind = z.enum(VALIDATION_KINDS);

/** Below a kind stand names, and below any other name its kinds. */
const Kinds = z
  .record(z.string(), z.union([Kind, z.array(nameGlob).min(1).max(MAX_LIST_ENTRIES)]))
  .superRefine((written, context) => {
    for (const [key, value] of Object.entries(written)) {
      for (const { path, expected } of faultsOf(key, value)) {
        context.addIssue({ code: "custom", message: expected, path: [key, ...path] });
      }
    }
  })
  .meta({
    description: "Checks whose kind their names do not tell: `{ vet: lint }` or `{ lint: [vet, house-rules] }`.",
    examples: [{ "house-rules": "lint" }],
  });

export const Validation = z.strictObject({
  required: z
    .array(z.union([nameGlob, BoundCheck]))
    .max(MAX_LIST_ENTRIES)
    .default([])
    .meta({
      description:
        "Names or globs of checks that must be green, or `{ name, app }`; each must match one. Empty: every check, and at least one.",
      examples: [["lint / **", { name: "build", app: "github-actions" }]],
    }),
  expect: z
    .array(Kind)
    .max(MAX_LIST_ENTRIES)
    .default([])
    .meta({
      description: "Kinds of checks of which each must be green: told by a check's name and App, and by `kinds`.",
      examples: [["lint", "tests", "security"]],
    }),
  kinds: Kinds.transform(namesByKind).prefault({}),
  ignore: listOf(nameGlob).meta({
    description: "Names or globs of checks that play no part.",
    examples: [["deploy preview"]],
  }),
});

interface KindFault {
  /** Below the key. */
  readonly path: readonly number[];
  readonly expected: string;
}

function faultsOf(key: string, value: string | readonly string[]): readonly KindFault[] {
  if (isKind(key)) {
    const expected = `a list of names, because \`${key}\` is a kind, as in \`${key}: [my-${key}]\``;
    return typeof value === "string" ? [{ path: [], expected }] : [];
  }
  const fault = key === "" ? "at least one character" : globCostFault(key);
  if (fault !== null) return [{ path: [], expected: `a name or glob with ${fault} in front` }];
  if (typeof value === "string") return [];
  const expected = `one of ${VALIDATION_KINDS.map((kind) => `\`${kind}\``).join(", ")}`;
  return value.flatMap((kind, index) => (isKind(kind) ? [] : [{ path: [index], expected }]));
}

/** Both spellings in one form and one order: equal policies have equal hashes. */
function namesByKind(written: Readonly<Record<string, string | readonly string[]>>): KindNames {
  const pairs = Object.entries(written).flatMap(([key, value]) =>
    [value].flat().map((entry) => (isKind(key) ? { kind: key, name: entry } : { kind: entry, name: key })),
  );
  return Object.fromEntries(
    VALIDATION_KINDS.flatMap((kind) => {
      const names = new Set(pairs.filter((pair) => pair.kind === kind).map(({ name }) => name));
      return names.size === 0 ? [] : [[kind, [...names].sort()]];
    }),
  );
}

function isKind(text: string): text is ValidationKind {
  return VALIDATION_KINDS.some((kind) => kind === text);
}
