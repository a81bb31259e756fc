// Policy file text → the policy, or every problem in it with line and column. Nothing is guessed: an unknown key is a problem.

import { quote } from "../ground/quote.js";
import { err, ok, type Result } from "../ground/result.js";
import { findGlobBudgetFault, findPatternFaults } from "./cost-check.js";
import {
  type BuiltInRule,
  type CrossFault,
  findAgentsWithoutIdentity,
  findPassByWaiting,
  findQueueConflicts,
  findReviewConflicts,
  findRuleFaults,
} from "./cross-check.js";
import { explainIssue } from "./explain-issue.js";
import { policyJsonSchema } from "./json-schema.js";
import { readYaml } from "./read-yaml.js";
import { Policy, type PolicyOrigin, type PolicyProblem } from "./schema.js";
import { dotted, findEntry, type KeyPath, lineAndColumn, type YamlEntry, type YamlFault } from "./yaml-entry.js";

/** Most problems that are listed; the last one then counts the rest. A check run shows 50 annotations at once. */
export const MAX_PROBLEMS = 100;

interface ParseOptions {
  /** Rules that `tiers.rules` may name. Absent: any. */
  readonly builtInRules?: readonly BuiltInRule[];
}

/** A valid file: its policy, and what of it is written rather than defaulted. */
export interface WrittenPolicy {
  readonly policy: Policy;
  isWritten(path: KeyPath): boolean;
  /** A problem at the value that `path` leads to, or at the nearest place above it. */
  problemAt(path: KeyPath, message: string): PolicyProblem;
}

/** An empty file is the default policy. */
export function parsePolicy(
  text: string,
  origin: PolicyOrigin,
  options: ParseOptions = {},
): Result<Policy, readonly PolicyProblem[]> {
  const written = readPolicy(text, origin, options);
  return written.ok ? ok(written.value.policy) : written;
}

/** As `parsePolicy`, for who has to know which keys the file sets. */
export function readPolicy(
  withMark: string,
  origin: PolicyOrigin,
  options: ParseOptions = {},
): Result<WrittenPolicy, readonly PolicyProblem[]> {
  const text = withMark.replace(/^\ufeff/, "");
  const { root, faults } = readYaml(text);
  if (root === null) return err(listProblems(faults, text, origin));
  const parsed = Policy.safeParse(root.value);
  const schemaFaults = parsed.success ? [] : explainAll(parsed.error.issues, root);
  const explained = findPassByWaiting(root).map((fault) => placeFault(fault, root));
  const crossFaults = crossCheck(root, options).map((fault) => placeFault(fault, root));
  const all = oncePerPath([...faults, ...explained, ...schemaFaults, ...crossFaults]);
  if (!parsed.success || all.length > 0) return err(listProblems(all, text, origin));
  return ok({
    policy: parsed.data,
    isWritten: (path) => findEntry(root, path).missing === null,
    problemAt: (path, message) => {
      const { offset } = findEntry(root, path).entry;
      return { origin, key: dotted(path), ...lineAndColumn(text, offset), message };
    },
  });
}

function explainAll(issues: readonly Parameters<typeof explainIssue>[0][], root: YamlEntry): readonly YamlFault[] {
  const schema = policyJsonSchema();
  return issues.flatMap((issue) => explainIssue(issue, root, schema));
}

/** Times of one section are compared only when each of them is valid. */
function crossCheck(root: YamlEntry, { builtInRules }: ParseOptions): readonly CrossFault[] {
  const review = Policy.shape.review.safeParse(root.children.get("review")?.value ?? {});
  const queue = Policy.shape.queue.safeParse(root.children.get("queue")?.value ?? {});
  const wrote = (...path: readonly string[]) => findEntry(root, path).missing === null;
  return [
    ...(review.success ? findReviewConflicts(review.data, (key) => wrote("review", key)) : []),
    ...(queue.success ? findQueueConflicts(queue.data, (tier, key) => wrote("queue", tier, key)) : []),
    ...findAgentsWithoutIdentity(root),
    ...findPatternFaults(root),
    ...findGlobBudgetFault(root),
    ...(builtInRules === undefined ? [] : findRuleFaults(root, builtInRules)),
  ];
}

function placeFault({ path, at, message }: CrossFault, root: YamlEntry): YamlFault {
  const { entry } = findEntry(root, path);
  return { path, offset: at === "key" ? entry.keyOffset : entry.offset, message };
}

/** The first fault of a value explains it; a second one about the same value is an echo. Faults of the whole file all stay. */
function oncePerPath(faults: readonly YamlFault[]): readonly YamlFault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => {
    const key = JSON.stringify(path);
    if (path.length > 0 && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function listProblems(faults: readonly YamlFault[], text: string, origin: PolicyOrigin): readonly PolicyProblem[] {
  const sorted = [...faults].sort((a, b) => a.offset - b.offset);
  const listed = sorted.slice(0, sorted.length > MAX_PROBLEMS ? MAX_PROBLEMS - 1 : MAX_PROBLEMS);
  const problems = listed.map(({ path, offset, message }) => ({
    origin,
    key: dotted(path),
    ...lineAndColumn(text, offset),
    message,
  }));
  const rest = sorted.length - listed.length;
  if (rest === 0) return problems;
  const message = `expected a valid policy, received ${rest} more problems than are listed; mend the listed ones first`;
  return [...problems, { origin, key: "", line: 1, column: 1, message }];
}

/** One line for each, at its place; nothing of it makes a file invalid. */
export function findUnboundChecks({ policy, problemAt }: WrittenPolicy): readonly PolicyProblem[] {
  return policy.validation.required.flatMap((check, index) =>
    isUnbound(check) ? [problemAt(["validation", "required", index], describe(check))] : [],
  );
}

/** `**` asks for every check and names none. */
export function isUnbound(check: Policy["validation"]["required"][number]): check is string {
  return typeof check === "string" && !/^\*+$/.test(check);
}

/** The entry that binds a check, to paste into the list. */
export function boundTo(name: string, app: string): string {
  return `{ name: ${JSON.stringify(name)}, app: ${app} }`;
}

function describe(name: string): string {
  const example = `\`${boundTo(name, "github-actions")}\``;
  return `${quote(name)} is bound to no App, so whoever may write to the repository can report it; name its App, for example ${example}`;
}
