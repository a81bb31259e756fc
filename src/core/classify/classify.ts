// From a change and a policy to its tier and the reasons: DESIGN §6. Pure. The tier is the highest finding; a rule can only
// raise; every change has at least one finding, so nothing is safe by silence. What the policy's own lists of paths and lines find
// (`tiers.high_stakes`, `behavior_changing`, `format_safe`) counts like a rule's findings.

import { RE2JS } from "re2js";
import type { Change } from "../facts/facts.js";
import type { Agent, Classification, Finding } from "../facts/finding.js";
import { highestTier, TIERS, type Tier } from "../ground/tier.js";
import { compareText } from "../ground/words.js";
import { matchesAny } from "../policy/globs.js";
import type { Policy } from "../policy/schema.js";
import { findAgent } from "./authorship.js";
import { type ChangeView, type FileView, viewChange } from "./change-view.js";
import { hitOn } from "./line-scan.js";
import { fileFinding, findWith, lineFinding, type Rule, settingOf } from "./rule.js";
import { BASE_RULES, RAISING_RULES, scanLines } from "./rules/index.js";
import { changesSource } from "./rules/is-harmless.js";

/** `agentSeen`: the agent that an earlier evaluation of this pull request found; it stays agent-authored. */
export function classify(change: Change, policy: Policy, agentSeen: Agent | null): Classification {
  const findings = findAll(viewChange(change, scanLines), policy);
  return { tier: tierOf(findings), findings, agent: findAgent(change, policy, agentSeen) };
}

/** All findings, highest tier first, then path, line, rule. Also what `explainPath` asks about a path that does not change. */
export function findAll(view: ChangeView, policy: Policy): readonly Finding[] {
  const raising = RAISING_RULES.filter((rule) => policy.tiers.defaults || rule.fixed);
  const findings = [
    ...raising.flatMap((rule) => findWith(rule, view, policy)),
    ...BASE_RULES.flatMap((rule) => findBase(rule, view, policy)),
    ...findByPolicy(view, policy),
  ];
  return findings.sort(byWeight);
}

/** The least that a file is. `off` takes a proof away; it never takes the only finding of a file away. */
function findBase(rule: Rule, view: ChangeView, policy: Policy): readonly Finding[] {
  const setting = settingOf(rule, policy);
  const findings = rule.find(view, policy).map((finding): Finding => {
    if (rule === changesSource) return declaredSafe(finding, view, policy);
    return setting === "off" ? { ...finding, tier: "behavior-changing" } : finding;
  });
  if (setting === undefined || setting === "off") return findings;
  return findings.map((finding) => ({ ...finding, tier: setting }));
}

/** What `tiers.format_safe` of the policy lists loses its default tier, and keeps every other finding. */
function declaredSafe(finding: Finding, view: ChangeView, policy: Policy): Finding {
  const file = view.files.find((candidate) => candidate.file.path === finding.path);
  if (file === undefined || !isFormatSafeByPolicy(file, policy)) return finding;
  return {
    ...finding,
    rule: "policy-format-safe",
    tier: "format-safe",
    reason: "the policy lists this path as format-safe",
  };
}

/** INVARIANT: no finding at all is not safe. */
function tierOf(findings: readonly Finding[]): Tier {
  if (findings.length === 0) return "high-stakes";
  return findings.reduce<Tier>((tier, finding) => highestTier(tier, finding.tier), "format-safe");
}

function byWeight(a: Finding, b: Finding): number {
  return (
    TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier) ||
    compareText(a.path ?? "", b.path ?? "") ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.side, b.side) ||
    compareText(a.reason, b.reason)
  );
}

function findByPolicy(view: ChangeView, { tiers }: Policy): readonly Finding[] {
  const lists: readonly RaisingList[] = [
    { ...tiers.high_stakes, id: "policy-high-stakes", tier: "high-stakes" },
    { ...tiers.behavior_changing, id: "policy-behavior-changing", tier: "behavior-changing" },
  ];
  return view.files.flatMap((file) => lists.flatMap((list) => findInList(file, list)));
}

type WrittenList = Policy["tiers"]["high_stakes"];

interface RaisingList extends WrittenList {
  /** Of its findings. */
  readonly id: string;
  readonly tier: Tier;
}

function findInList(file: FileView, list: RaisingList): readonly Finding[] {
  // An exception must hold for both paths of a rename: what leaves a listed folder still counts.
  const listed = file.paths.filter((path) => !matchesAny(path, list.except, { caseInsensitive: true }));
  if (listed.length === 0) return [];
  const isNamed = listed.some((path) => matchesAny(path, list.paths, { caseInsensitive: true }));
  const byPath = isNamed ? [fileFinding(list, file, `the policy lists this path as ${list.tier}`)] : [];
  return [...byPath, ...findByContent(file, list)];
}

function findByContent(view: FileView, list: RaisingList): readonly Finding[] {
  const { content } = view.file;
  if (list.content.length === 0 || content.kind !== "hunks") return [];
  const patterns = compile(list.content);
  return content.hunks
    .flatMap(({ lines }) => lines)
    .flatMap((line) => {
      const found = line.kind === "context" ? undefined : patterns.find(({ matcher }) => matcher.test(line.text));
      return found === undefined ? [] : [lineFinding(list, view, hitOn(line, found.reason))];
    });
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

/**
 * True when the policy declares every path of the file harmless: the file then counts as format-safe where nothing else is
 * found. Case-sensitive, unlike the lists that raise: a path that only looks alike is not meant.
 */
function isFormatSafeByPolicy(file: FileView, policy: Policy): boolean {
  const { paths, except } = policy.tiers.format_safe;
  if (file.file.content.kind === "unreadable" || file.file.content.kind === "binary") return false;
  return file.paths.every((path) => matchesAny(path, paths) && !matchesAny(path, except, { caseInsensitive: true }));
}
