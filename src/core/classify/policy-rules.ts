// What the policy file itself says about paths and lines (`tiers.high_stakes`, `behavior_changing`, `format_safe`).
import { RE2JS } from "re2js";
import type { ChangedFile } from "../facts/facts.js";
import type { Finding } from "../facts/finding.js";
import type { Tier } from "../ground/tier.js";
import { matchesAny } from "../policy/globs.js";
import type { Policy } from "../policy/schema.js";
import type { ChangeView, FileView } from "./change-view.js";

/** Ids of the findings that the policy's own lists give. */
export const POLICY_RULE_IDS = ["policy-high-stakes", "policy-behavior-changing", "policy-format-safe"] as const;

export function findByPolicy(view: ChangeView, { tiers }: Policy): readonly Finding[] {
  const lists: readonly RaisingList[] = [
    { ...tiers.high_stakes, rule: "policy-high-stakes", tier: "high-stakes" },
    { ...tiers.behavior_changing, rule: "policy-behavior-changing", tier: "behavior-changing" },
  ];
  return view.files.flatMap((file) => lists.flatMap((list) => findInList(file, list)));
}

type WrittenList = Policy["tiers"]["high_stakes"];

interface RaisingList extends WrittenList {
  readonly rule: (typeof POLICY_RULE_IDS)[number];
  readonly tier: Tier;
}

/**
 * True when the policy declares every path of the file harmless: the file then counts as format-safe where nothing else is
 * found. Case-sensitive, unlike the lists that raise: a path that only looks alike is not meant.
 */
export function isFormatSafeByPolicy(file: FileView, policy: Policy): boolean {
  const { paths, except } = policy.tiers.format_safe;
  if (file.file.content.kind === "unreadable" || file.file.content.kind === "binary") return false;
  return file.paths.every((path) => matchesAny(path, paths) && !matchesAny(path, except, { caseInsensitive: true }));
}

function findInList(file: FileView, list: RaisingList): readonly Finding[] {
  const { rule, tier } = list;
  // An exception must hold for both paths of a rename: what leaves a listed folder still counts.
  const listed = file.paths.filter((path) => !matchesAny(path, list.except, { caseInsensitive: true }));
  if (listed.length === 0) return [];
  const findings: Finding[] = [];
  const byPath = listed.find((path) => matchesAny(path, list.paths, { caseInsensitive: true }));
  if (byPath !== undefined) {
    const reason = `the policy lists this path as ${tier}`;
    findings.push({ rule, tier, path: file.file.path, line: null, side: "new", reason });
  }
  return [...findings, ...findByContent(file.file, list)];
}

function findByContent(file: ChangedFile, { content, rule, tier }: RaisingList): readonly Finding[] {
  if (content.length === 0 || file.content.kind !== "hunks") return [];
  const patterns = compile(content);
  const findings: Finding[] = [];
  for (const line of file.content.hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === "context") continue;
    const found = patterns.find(({ matcher }) => matcher.test(line.text));
    if (found === undefined) continue;
    const side = line.kind === "removed" ? "old" : "new";
    const path = side === "old" ? (file.previousPath ?? file.path) : file.path;
    findings.push({ rule, tier, path, line: line.newLine ?? line.oldLine, side, reason: found.reason });
  }
  return findings;
}

interface CompiledPattern {
  readonly matcher: RE2JS;
  readonly reason: string;
}

/** RE2: linear in the line, so a pattern of the policy can be slow but never hang. Compiled once per policy. */
function compile(content: WrittenList["content"]): readonly CompiledPattern[] {
  let compiled = memo.get(content);
  if (compiled === undefined) {
    compiled = content.map(({ pattern, reason }) => ({ matcher: RE2JS.compile(pattern), reason }));
    memo.set(content, compiled);
  }
  return compiled;
}

const memo = new WeakMap<WrittenList["content"], readonly CompiledPattern[]>();
