// Our check: its runs on a commit, listed, created and updated, and whether the rules of a branch require it of this App.
import { z } from "zod";
import { CHECK_NAME, isOwnName, MERGED_NAME } from "../core/case/decision.js";
import type { Annotation, CheckRunEffect } from "../core/case/effect.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader, PublishedCheck, UpdatedRun } from "../ports.js";
import { parseData } from "./answers.js";
import { asSource, callsFor, type GithubContext, hasCode, inParts, unlessMissing } from "./context.js";

/** GitHub's limits per request and per text. */
const ANNOTATIONS_PER_REQUEST = 50;
const MAX_OUTPUT_CHARS = 65_535;
const MAX_ANNOTATION_TITLE_CHARS = 255;
const MAX_ANNOTATION_MESSAGE_CHARS = 60_000;
const MAX_PAGES = 10;

export const RestCheckRun = z.object({
  id: z.number(),
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  details_url: z.string().nullish(),
  output: z.object({
    title: z.string().nullish(),
    summary: z.string().nullish(),
    text: z.string().nullish(),
  }),
  app: z.object({ id: z.number(), slug: z.string().nullish() }).nullish(),
});
export type RestCheckRun = z.infer<typeof RestCheckRun>;

export function runsOf(data: unknown): unknown {
  return z.object({ check_runs: z.array(z.unknown()) }).safeParse(data).data?.check_runs;
}

/** The ones that count for merging: GitHub itself looks at the latest run of a name only. */
export async function listCheckRuns(
  context: GithubContext,
  ref: RepositoryRef,
  sha: string,
): Promise<readonly PublishedCheck[]> {
  const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
  const own = { ref: sha, app_id: context.appId };
  const { items } = await callsFor(context, ref).list(route, { own, maxPages: MAX_PAGES, itemsOf: runsOf });
  return items
    .map((item) => parseData(RestCheckRun, item))
    .filter((run) => run.app?.id === context.appId)
    .flatMap(toPublished)
    .sort((one, other) => one.id - other.id);
}

/** What GitHub shows of the run; nothing for one that is none of ours by its name. */
function toPublished(run: RestCheckRun): PublishedCheck[] {
  const { id, name, conclusion, output } = run;
  if (!isOwnName(name)) return [];
  const { title = null, summary = null, text = null } = output;
  const status = publishedStatus(run.status);
  return [{ id, name, status, conclusion, title, summary, text, detailsUrl: run.details_url ?? null }];
}

export function publishedStatus(status: string): PublishedCheck["status"] {
  const known = status.toLowerCase();
  return known === "completed" || known === "in_progress" ? known : "queued";
}

export async function createCheckRun(
  context: GithubContext,
  ref: RepositoryRef,
  effect: CheckRunEffect,
): Promise<number> {
  const [first, ...rest] = inParts(effect.annotations, ANNOTATIONS_PER_REQUEST);
  const fields = { head_sha: effect.headSha, ...stateAndOutput(effect, first ?? []) };
  const run = parseData(
    RestCheckRun,
    await callsFor(context, ref).write("POST /repos/{owner}/{repo}/check-runs", fields),
  );
  if (run.head_sha !== effect.headSha) {
    throw new AppError("GITHUB_REJECTED", "GitHub created the check run on another commit");
  }
  await appendAnnotations(patcher(context, ref, run.id), effect, rest);
  return run.id;
}

/**
 * Reports from the field differ on whether a completed run can be opened again: some saw the old conclusion stay. A success
 * that stays would let the change merge, so the answer is checked, and where the run did not follow a new one is created:
 * the latest run of a name is the one that counts.
 */
export async function updateCheckRun(
  context: GithubContext,
  ref: RepositoryRef,
  { id, effect, unsent = [] }: { readonly effect: CheckRunEffect } & UpdatedRun,
): Promise<number> {
  const [first = [], ...rest] = inParts(unsent, ANNOTATIONS_PER_REQUEST);
  const patch = patcher(context, ref, id);
  const run = await patch(stateAndOutput(effect, first));
  const status = effect.conclusion === null ? "in_progress" : "completed";
  if (run.status !== status || run.conclusion !== effect.conclusion || run.name !== effect.name) {
    return createCheckRun(context, ref, effect);
  }
  await appendAnnotations(patch, effect, rest);
  return id;
}

interface Retold {
  readonly run: PublishedCheck;
  readonly text: string;
}

export async function retireCheckRun(context: GithubContext, ref: RepositoryRef, retold: Retold): Promise<void> {
  const patch = patcher(context, ref, retold.run.id);
  const { name } = await patch({ name: MERGED_NAME, ...outputOf(retold) });
  if (name !== MERGED_NAME) await patch({ status: "completed", conclusion: "cancelled" });
}

/** @throws AppError GITHUB_REJECTED for a run that GitHub shows without a title, which is none of ours. */
export async function editCheckRunText(context: GithubContext, ref: RepositoryRef, retold: Retold): Promise<void> {
  await patcher(context, ref, retold.run.id)(outputOf(retold));
}

function outputOf({ run: { title, summary }, text }: Retold): Record<string, unknown> {
  if (!title) throw new AppError("GITHUB_REJECTED", "GitHub shows the check run without a title");
  assertFits(text, "text");
  return { output: { title, summary: summary ?? "", text } };
}

type Patch = (fields: Readonly<Record<string, unknown>>) => Promise<RestCheckRun>;

function patcher(context: GithubContext, ref: RepositoryRef, id: number): Patch {
  const route = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";
  return async (fields) =>
    parseData(RestCheckRun, await callsFor(context, ref).write(route, { check_run_id: id, ...fields }));
}

/** GitHub appends the annotations of each further request. */
async function appendAnnotations(
  patch: Patch,
  effect: CheckRunEffect,
  batches: readonly (readonly Annotation[])[],
): Promise<void> {
  for (const batch of batches) await patch(stateAndOutput(effect, batch));
}

function stateAndOutput(effect: CheckRunEffect, annotations: readonly Annotation[]): Record<string, unknown> {
  const { name, conclusion, detailsUrl, title, summary, text } = effect;
  assertFits(summary, "summary");
  assertFits(text, "text");
  const told = annotations.length === 0 ? {} : { annotations: annotations.map(toRest) };
  return {
    name,
    ...(conclusion === null ? { status: "in_progress" } : { status: "completed", conclusion }),
    details_url: detailsUrl,
    output: { title, summary, text, ...told },
  };
}

/** Cutting here could cut the JSON block for agents; whoever planned the text cuts it with care. */
function assertFits(text: string, field: string): void {
  if (text.length <= MAX_OUTPUT_CHARS) return;
  const long = `the check run's ${field} has ${text.length} characters; GitHub takes ${MAX_OUTPUT_CHARS}`;
  throw new AppError("INTERNAL", long);
}

function toRest({ path, line, level, title, message }: Annotation): Record<string, unknown> {
  return {
    path,
    start_line: line,
    end_line: line,
    annotation_level: level,
    title: title.slice(0, MAX_ANNOTATION_TITLE_CHARS),
    message: message.slice(0, MAX_ANNOTATION_MESSAGE_CHARS),
  };
}

const RequiredChecksRule = z.object({
  type: z.literal("required_status_checks"),
  parameters: z.object({
    required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })),
  }),
});

/** A branch as GitHub describes it, for what its classic protection requires. */
export const Branch = z.object({
  protection: z
    .object({
      required_status_checks: z
        .object({
          enforcement_level: z.string().default("off"),
          contexts: z.array(z.string()).default([]),
          checks: z.array(z.object({ context: z.string(), app_id: z.number().nullish() })).default([]),
        })
        .nullish(),
    })
    .nullish(),
});

/** Rulesets and classic protection both count. */
export function loadEnforcement(
  context: GithubContext,
  ref: RepositoryRef,
  branch: string,
): ReturnType<GithubReader["loadEnforcement"]> {
  return asSource(async () => {
    const pins = [...(await ruleset(context, ref, branch)), ...(await classic(context, ref, branch))];
    // Every rule must hold, so one that is bound to this App is enough.
    const pinned = pins.includes(context.appId);
    return { required: pinned || pins.includes(null), pinned };
  });
}

/** The App id of each rule that asks for our check; null where any App may report it. */
async function ruleset(context: GithubContext, ref: RepositoryRef, branch: string): Promise<(number | null)[]> {
  const route = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
  const items = await unlessNoRules(async () => {
    return (await callsFor(context, ref).list(route, { own: { branch }, maxPages: MAX_PAGES })).items;
  });
  return items
    .flatMap((item) => RequiredChecksRule.safeParse(item).data?.parameters.required_status_checks ?? [])
    .filter((check) => check.context === CHECK_NAME)
    .map(({ integration_id }) => boundTo(integration_id));
}

/** A server that is older than rulesets, and a private repository whose plan has none, know no rules. */
async function unlessNoRules(load: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await load();
  } catch (error) {
    if (hasCode(error, "GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN")) return [];
    throw error;
  }
}

/** GitHub writes “any App” as null or as -1. */
function boundTo(appId: number | null | undefined): number | null {
  return appId == null || appId < 0 ? null : appId;
}

async function classic(context: GithubContext, ref: RepositoryRef, branch: string): Promise<(number | null)[]> {
  const read = () => callsFor(context, ref).read("GET /repos/{owner}/{repo}/branches/{branch}", { branch });
  const answer = await unlessMissing(read, null);
  if (answer === null) return [];
  const checks = parseData(Branch, answer).protection?.required_status_checks;
  if (checks == null || checks.enforcement_level === "off") return [];
  const bound = checks.checks.filter(({ context }) => context === CHECK_NAME).map(({ app_id }) => boundTo(app_id));
  return bound.length === 0 && checks.contexts.includes(CHECK_NAME) ? [null] : bound;
}
