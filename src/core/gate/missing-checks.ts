// Which checks are asked for and not green: those required by name, those expected by kind. Each is told with what came instead.
import type { CheckResult } from "../facts/facts.js";
import { type Few, few, sayFew } from "../ground/first-few.js";
import { type Hostile, hostile, line } from "../ground/hostile.js";
import { quoteInline } from "../markdown/neutralise.js";
import { matchesName } from "../policy/globs.js";
import { type RequiredCheck, VALIDATION_KINDS, type ValidationKind } from "../policy/validation.js";
import type { JudgedCheck } from "./judged-check.js";

/** How many are named of each sort. */
export const MAX_NAMED = 5;

/** An entry of `validation.required`. */
export interface Wanted {
  readonly name: string;
  /** A list of one, kept: the compiled glob is remembered by its list. */
  readonly globs: readonly string[];
  /** Slug or number of the only App whose report counts; null: anybody's. */
  readonly app: string | number | null;
}

export function toWanted(required: RequiredCheck): Wanted {
  const { name, app } = typeof required === "string" ? { name: required, app: null } : required;
  return { name, globs: [name], app };
}

/** By name alone: what another App reports under this name satisfies nothing, and holds the change as well when it fails. */
export function isNamed({ check }: JudgedCheck, { globs }: Wanted): boolean {
  return matchesName(check.name, globs);
}

/** What was reported and is no pass. */
interface Instead {
  readonly name: Hostile;
  /** Reads on behind the name. */
  readonly why: string;
}

export interface MissingNames {
  readonly code: "names";
  readonly unmet: Few<{ readonly name: Hostile; readonly app: Hostile | null; readonly instead: Instead | null }>;
}

/** Null: none is missing. */
export function findMissingNames(judged: readonly JudgedCheck[], wanted: readonly Wanted[]): MissingNames | null {
  const unmet = wanted.filter((one) => !judged.some((report) => isNamed(report, one) && satisfies(report, one)));
  if (unmet.length === 0) return null;
  const told = unmet.map((one) => ({
    name: hostile(one.name),
    app: one.app === null ? null : hostile(String(one.app)),
    instead: insteadOf(one, judged),
  }));
  return { code: "names", unmet: few(told, MAX_NAMED) };
}

function satisfies({ check, standing }: JudgedCheck, { app }: Wanted): boolean {
  return standing === "passed" && (app === null || isFrom(check, app));
}

/** Numbers of Apps are told of check runs only. */
function isFrom(check: CheckResult, app: string | number): boolean {
  return typeof app === "number" ? check.appId === app : check.app?.toLowerCase() === app.toLowerCase();
}

function insteadOf(wanted: Wanted, judged: readonly JudgedCheck[]): Instead | null {
  const found = judged.find((report) => isNamed(report, wanted));
  if (found === undefined) return null;
  const reporter = quoteInline(found.check.reporter?.login ?? "", 60);
  const foreign = line`was reported by ${reporter}, and only App ${quoteInline(String(wanted.app), 60)} counts`;
  return { name: hostile(found.check.name), why: found.reason ?? foreign };
}

export function sayMissingNames({ unmet }: MissingNames) {
  return {
    detail: line`required and not passed on this commit: ${sayFew(unmet, sayUnmet)}`,
    fix: "start the check, or correct its name under `validation.required`",
  };
}

function sayUnmet({ name, app, instead }: MissingNames["unmet"]["some"][number]): string {
  const wanted = quoteInline(name, 80);
  if (instead === null)
    return line`${wanted} ${app === null ? "has" : line`from App ${quoteInline(app, 60)} has`} not reported`;
  return instead.name === name ? line`${wanted} ${instead.why}` : line`${wanted} (${sayInstead(instead)})`;
}

function sayInstead({ name, why }: Instead): string {
  return line`${quoteInline(name, 80)} ${why}`;
}

export interface MissingKinds {
  readonly code: "kinds";
  readonly missing: Few<{ readonly kind: ValidationKind; readonly instead: Instead | null }>;
  readonly recognised: Few<{ readonly name: Hostile; readonly kinds: readonly ValidationKind[] }>;
}

/** Null: none is missing. */
export function findMissingKinds(
  judged: readonly JudgedCheck[],
  expected: readonly ValidationKind[],
): MissingKinds | null {
  const isGreen = (kind: ValidationKind) =>
    judged.some(({ standing, kinds }) => standing === "passed" && kinds.includes(kind));
  const missing = VALIDATION_KINDS.filter((kind) => expected.includes(kind) && !isGreen(kind));
  if (missing.length === 0) return null;
  const instead = (kind: ValidationKind): Instead | null => {
    const found = judged.find(({ kinds, reason }) => reason !== null && kinds.includes(kind));
    return found === undefined ? null : { name: hostile(found.check.name), why: found.reason ?? "" };
  };
  const known = judged.filter(({ kinds }) => kinds.length > 0);
  return {
    code: "kinds",
    missing: few(
      missing.map((kind) => ({ kind, instead: instead(kind) })),
      MAX_NAMED,
    ),
    recognised: few(
      known.map(({ check, kinds }) => ({ name: hostile(check.name), kinds })),
      MAX_NAMED,
    ),
  };
}

export function sayMissingKinds({ missing, recognised }: MissingKinds) {
  const kinds = sayFew(missing, ({ kind, instead }) =>
    instead === null ? line`\`${kind}\`` : line`\`${kind}\` (${sayInstead(instead)})`,
  );
  const known = sayFew(recognised, (one) => line`${quoteInline(one.name, 80)} as ${one.kinds.join(" and ")}`);
  return {
    detail: line`expected and not among the green checks: ${kinds}; ${known === "" ? "no check was recognised" : line`recognised: ${known}`}`,
    fix: line`add such a check, or say which one it is under \`validation.kinds\`, as in \`kinds: { "my check": ${missing.some[0]?.kind ?? ""} }\``,
  };
}
