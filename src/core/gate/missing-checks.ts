// Which checks are asked for and not green: those required by name, those expected by kind. Each is said with what came instead.
import type { CheckResult } from "../facts/facts.js";
import { firstFew } from "../ground/first-few.js";
import { quoteInline } from "../markdown/neutralise.js";
import { matchesName } from "../policy/matches-name.js";
import { VALIDATION_KINDS, type ValidationKind } from "../policy/validation-kinds.js";
import type { RequiredCheck } from "../policy/validation-schema.js";
import type { JudgedCheck } from "./judged-check.js";

/** What is missing, and how to mend it. */
export interface MissingChecks {
  readonly detail: string;
  readonly fix: string;
}

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

export function findMissingNames(judged: readonly JudgedCheck[], wanted: readonly Wanted[]): MissingChecks | null {
  const unmet = wanted.filter((one) => !judged.some((report) => isNamed(report, one) && satisfies(report, one)));
  if (unmet.length === 0) return null;
  return {
    detail: `required and not passed on this commit: ${firstFew(unmet, (one) => describeUnmet(one, judged))}`,
    fix: "start the check, or correct its name under `validation.required`",
  };
}

function satisfies({ check, standing }: JudgedCheck, { app }: Wanted): boolean {
  return standing === "passed" && (app === null || isFrom(check, app));
}

/** Numbers of Apps are told of check runs only. */
function isFrom(check: CheckResult, app: string | number): boolean {
  return typeof app === "number" ? check.appId === app : check.app?.toLowerCase() === app.toLowerCase();
}

function describeUnmet(wanted: Wanted, judged: readonly JudgedCheck[]): string {
  const name = quoteInline(wanted.name, 80);
  const instead = judged.find((report) => isNamed(report, wanted));
  if (instead === undefined)
    return `${name} ${wanted.app === null ? "has" : `from ${describeApp(wanted)} has`} not reported`;
  const reporter = quoteInline(instead.check.reporter?.login ?? "", 60);
  const reason = instead.reason ?? `was reported by ${reporter}, and only ${describeApp(wanted)} counts`;
  return instead.check.name === wanted.name ? `${name} ${reason}` : `${name} (${nameOf(instead)} ${reason})`;
}

function describeApp({ app }: Wanted): string {
  return `App ${quoteInline(String(app), 60)}`;
}

export function findMissingKinds(
  judged: readonly JudgedCheck[],
  expected: readonly ValidationKind[],
): MissingChecks | null {
  const isGreen = (kind: ValidationKind) =>
    judged.some(({ standing, kinds }) => standing === "passed" && kinds.includes(kind));
  const missing = VALIDATION_KINDS.filter((kind) => expected.includes(kind) && !isGreen(kind));
  if (missing.length === 0) return null;
  return {
    detail: `expected and not among the green checks: ${firstFew(missing, (kind) => describeKind(kind, judged))}; ${describeRecognised(judged)}`,
    fix: `add such a check, or say which one it is under \`validation.kinds\`, as in \`kinds: { "my check": ${missing[0]} }\``,
  };
}

function describeKind(kind: ValidationKind, judged: readonly JudgedCheck[]): string {
  const instead = judged.find(({ kinds, reason }) => reason !== null && kinds.includes(kind));
  return instead === undefined ? `\`${kind}\`` : `\`${kind}\` (${nameOf(instead)} ${instead.reason})`;
}

function describeRecognised(judged: readonly JudgedCheck[]): string {
  const known = judged.filter(({ kinds }) => kinds.length > 0);
  if (known.length === 0) return "no check was recognised";
  return `recognised: ${firstFew(known, (report) => `${nameOf(report)} as ${report.kinds.join(" and ")}`)}`;
}

function nameOf({ check }: JudgedCheck): string {
  return quoteInline(check.name, 80);
}
