// Our check run on a commit: listed, created, updated.
import { z } from "zod";
import { isOwnName, MERGED_NAME } from "../core/case/decision.js";
import type { Annotation, CheckRunEffect } from "../core/case/effect.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { PublishedCheck } from "../ports.js";
import type { GithubContext } from "./context.js";
import { publishedStatus } from "./conversation.js";
import { parseData } from "./graphql.js";

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

/** The ones that count for merging: GitHub itself looks at the latest run of a name only. */
export async function listCheckRuns(
  { api, appId }: GithubContext,
  ref: RepositoryRef,
  sha: string,
): Promise<readonly PublishedCheck[]> {
  const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
  const parameters = { owner: ref.owner, repo: ref.name, ref: sha, app_id: appId };
  const { items } = await api.readPages(ref.installationId, route, parameters, {
    maxPages: MAX_PAGES,
    itemsOf: runsOf,
  });
  return items
    .map((item) => parseData(RestCheckRun, item))
    .filter((run) => run.app?.id === appId)
    .flatMap(toPublished)
    .sort((one, other) => one.id - other.id);
}

export async function createCheckRun(
  context: GithubContext,
  ref: RepositoryRef,
  effect: CheckRunEffect,
): Promise<number> {
  const [first, ...rest] = inBatches(effect.annotations);
  const { data } = await context.api.write(ref.installationId, "POST /repos/{owner}/{repo}/check-runs", {
    owner: ref.owner,
    repo: ref.name,
    head_sha: effect.headSha,
    ...stateAndOutput(effect, first ?? []),
  });
  const run = parseData(RestCheckRun, data);
  if (run.head_sha !== effect.headSha) {
    throw new AppError("GITHUB_REJECTED", "GitHub created the check run on another commit");
  }
  await appendAnnotations(context, ref, run.id, effect, rest);
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
  id: number,
  effect: CheckRunEffect,
  unsent: readonly Annotation[],
): Promise<number> {
  const [first = [], ...rest] = inBatches(unsent);
  const run = await patch(context, ref, id, stateAndOutput(effect, first));
  const status = effect.conclusion === null ? "in_progress" : "completed";
  if (run.status !== status || run.conclusion !== effect.conclusion || run.name !== effect.name) {
    return createCheckRun(context, ref, effect);
  }
  await appendAnnotations(context, ref, id, effect, rest);
  return id;
}

export async function retireCheckRun(
  context: GithubContext,
  ref: RepositoryRef,
  run: PublishedCheck,
  text: string,
): Promise<void> {
  const { name } = await patch(context, ref, run.id, { name: MERGED_NAME, ...outputOf(run, text) });
  if (name !== MERGED_NAME) await patch(context, ref, run.id, { status: "completed", conclusion: "cancelled" });
}

/** @throws AppError GITHUB_REJECTED for a run that GitHub shows without a title, which is none of ours. */
export async function editCheckRunText(
  context: GithubContext,
  ref: RepositoryRef,
  run: PublishedCheck,
  text: string,
): Promise<void> {
  await patch(context, ref, run.id, outputOf(run, text));
}

function outputOf({ title, summary }: PublishedCheck, text: string): Record<string, unknown> {
  if (!title) throw new AppError("GITHUB_REJECTED", "GitHub shows the check run without a title");
  assertFits(text, "text");
  return { output: { title, summary: summary ?? "", text } };
}

/** What GitHub shows of the run; nothing for one that is none of ours by its name. */
export function toPublished(run: RestCheckRun): PublishedCheck[] {
  const { id, name, status, conclusion, output, details_url } = run;
  if (!isOwnName(name)) return [];
  return [
    {
      id,
      name,
      status: publishedStatus(status),
      conclusion,
      title: output.title ?? null,
      summary: output.summary ?? null,
      text: output.text ?? null,
      detailsUrl: details_url ?? null,
    },
  ];
}

export function runsOf(data: unknown): unknown {
  return z.object({ check_runs: z.array(z.unknown()) }).safeParse(data).data?.check_runs;
}

/** GitHub appends the annotations of each further request. */
async function appendAnnotations(
  context: GithubContext,
  ref: RepositoryRef,
  id: number,
  effect: CheckRunEffect,
  batches: readonly (readonly Annotation[])[],
): Promise<void> {
  for (const batch of batches) {
    await patch(context, ref, id, stateAndOutput(effect, batch));
  }
}

async function patch(
  { api }: GithubContext,
  ref: RepositoryRef,
  id: number,
  fields: Readonly<Record<string, unknown>>,
): Promise<RestCheckRun> {
  const { data } = await api.write(ref.installationId, "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
    owner: ref.owner,
    repo: ref.name,
    check_run_id: id,
    ...fields,
  });
  return parseData(RestCheckRun, data);
}

function stateAndOutput(effect: CheckRunEffect, annotations: readonly Annotation[]): Record<string, unknown> {
  const { name, conclusion, detailsUrl, title, summary, text } = effect;
  assertFits(summary, "summary");
  assertFits(text, "text");
  return {
    name,
    ...(conclusion === null ? { status: "in_progress" } : { status: "completed", conclusion }),
    details_url: detailsUrl,
    output: {
      title,
      summary,
      text,
      ...(annotations.length === 0 ? {} : { annotations: annotations.map(toRest) }),
    },
  };
}

/** Cutting here could cut the JSON block for agents; whoever planned the text cuts it with care. */
function assertFits(text: string, field: string): void {
  if (text.length > MAX_OUTPUT_CHARS) {
    throw new AppError(
      "INTERNAL",
      `the check run's ${field} has ${text.length} characters; GitHub takes ${MAX_OUTPUT_CHARS}`,
    );
  }
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

function inBatches(annotations: readonly Annotation[]): (readonly Annotation[])[] {
  const batches: (readonly Annotation[])[] = [];
  for (let start = 0; start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    batches.push(annotations.slice(start, start + ANNOTATIONS_PER_REQUEST));
  }
  return batches;
}
