// Finds credentials and personal data in the added lines of a file: our own rules, and secretlint's as a second opinion.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { lintSource } from "@secretlint/core";
import type { Secret } from "../../core/facts/examination.js";
import type { ChangedFile } from "../../core/facts/facts.js";
import { findCredentials } from "../../core/secrets/find-credentials.js";
import { findPersonalData } from "../../core/secrets/find-personal-data.js";
import { isPlaceholder } from "../../core/secrets/looks-random.js";
import { toCredential } from "../../core/secrets/to-secret.js";

/**
 * By line; nothing twice.
 * @throws when there is more than anybody would read: the file then counts as not examined, which holds the check.
 */
export async function findSecrets(file: ChangedFile): Promise<readonly Secret[]> {
  const ours = [...findCredentials(file), ...findPersonalData(file)];
  if (ours.length > MAX_FOUND) throw new RangeError("more findings than anybody would read");
  const linesOfOurs = new Set(ours.map(({ line }) => line));
  // A line that is held already needs no second opinion, and its findings would be named twice.
  const theirs = (await askSecretlint(file)).filter(({ line }) => !linesOfOurs.has(line));
  return withoutRepeats([...ours, ...theirs].sort((a, b) => a.line - b.line));
}

/** Chosen: far beyond what leaks by accident, small enough to keep with every evaluation. */
const MAX_FOUND = 500;

/** The same value twice on one line is one finding. */
function withoutRepeats(secrets: readonly Secret[]): readonly Secret[] {
  const seen = new Set<string>();
  return secrets.filter(({ id, line }) => {
    const key = `${line} ${id}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** A second opinion may leave out what would take long: our own rules have seen it. */
const MAX_LINE_CHARS = 5_000;
const MAX_CHARS = 2_000_000;

/** Secretlint's comments that switch it off are switched off themselves: they would be written by whoever has something to hide. */
async function askSecretlint(file: ChangedFile): Promise<readonly Secret[]> {
  if (file.content.kind !== "hunks") return [];
  const added = file.content.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "added"));
  const content = added.map(({ text }) => (text.length > MAX_LINE_CHARS ? "" : text)).join("\n");
  if (content.length > MAX_CHARS || !MAY_HOLD.test(content)) return [];
  const { lint } = await loadSecretlint();
  return (await lint(content)).flatMap(({ ruleId, messageId, range, loc }) => {
    const value = content.slice(range[0], range[1]);
    const line = added[loc.start.line - 1]?.newLine ?? null;
    if (line === null || NO_SECRET.test(messageId) || value.length < MIN_CHARS || isPlaceholder(value)) return [];
    const vendor = ruleId.replace(/^.*secretlint-rule-/, "");
    const what = `a credential (${vendor})`;
    return [toCredential({ path: file.path, line, detector: `secretlint-${vendor}`, what, value, harmless: 0 })];
  });
}

/** Every shape it knows is at least that long in one piece. */
const MAY_HOLD = /[\w+/.~-]{16}/;
const MIN_CHARS = 16;
/** Account numbers are identifiers. */
const NO_SECRET = /AccountID/i;

/** Our own rules for these look at hosts, placeholders and whole keys; secretlint's hold examples and names, too, or want whole files. */
const LEFT_TO_US = /secretlint-rule-(?:basicauth|database-connection-string|gcp|privatekey|filter-comments)$/;

interface Secretlint {
  /** Ids of the rules that are asked. */
  readonly ruleIds: readonly string[];
  /** What those rules find that may find something in the text. */
  readonly lint: (content: string) => Promise<Messages>;
}

type Messages = Awaited<ReturnType<typeof lintSource>>["messages"];

let loading: Promise<Secretlint> | null = null;

export function loadSecretlint(): Promise<Secretlint> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Secretlint> {
  const [core, preset] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
    silenceProfiler(),
  ]);
  const rules = preset.rules
    .filter(({ meta }) => !LEFT_TO_US.test(meta.id))
    .map((rule) => ({ id: rule.meta.id, rule }));
  return {
    ruleIds: rules.map(({ id }) => id),
    async lint(content) {
      const config = { rules: rules.filter(({ id }) => mayFind(id, content)) };
      if (config.rules.length === 0) return [];
      const source = { content, filePath: "added.txt", ext: ".txt", contentType: "text" as const };
      return (await core.lintSource({ source, options: { config, noPhysicFilePath: true, maskSecrets: true } }))
        .messages;
    },
  };
}

/** It notes when each rule starts and ends, keeps every note as long as the process lives, and searches all of them for each. */
async function silenceProfiler(): Promise<void> {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve("@secretlint/core"));
  const { secretLintProfiler } = await import(pathToFileURL(resolve("@secretlint/profiler")).href);
  secretLintProfiler.mark = () => undefined;
}

/** False: the rule finds nothing in the text. A rule that is not known here may always find something. */
export function mayFind(ruleId: string, text: string): boolean {
  const mark = MARKS.get(ruleId.replace(/^.*secretlint-rule-/, ""));
  return mark === undefined || mark.test(text);
}

/**
 * What every finding of a rule holds: looking for it costs next to nothing, while running all of the rules costs more than everything
 * else that is done with most files. By the rule's name. No mark is looked for across lines, and each is found in linear time.
 */
const MARKS: ReadonlyMap<string, RegExp> = new Map([
  ["1password", /ops_ey/],
  ["anthropic", /sk-ant-/],
  ["aws", /(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)/],
  ["databricks", /dapi[A-Fa-f0-9]{32}/],
  ["docker", /dckr_pat_/],
  ["figma", /figd_/],
  ["github", /gh[oprsu]_[A-Za-z0-9]|github_pat_/],
  ["gitlab", /glpat-/],
  ["grafana", /glc_|glsa_/],
  ["groq", /gsk_[A-Za-z0-9]/],
  ["hashicorp-vault", /hv[brs]\./],
  ["huggingface", /hf_[A-Za-z]{34}/],
  ["linear", /lin_api_/],
  ["notion", /ntn_[0-9]/],
  ["npm", /npm_[A-Za-z0-9_]{36}/],
  ["openai", /T3BlbkFJ/],
  ["sendgrid", /SG\.\w/],
  ["shopify", /shp(?:pa|ca|at|ss)_/],
  ["slack", /xox[abopr]-|xapp-|hooks\.slack\.com/i],
  ["vercel", /vc[acikpr]_[A-Za-z0-9]/],
]);
