// Heals what webhooks missed: asks GitHub what is open and changed, and asks it to send failed deliveries again.
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { OpenPull, PullList } from "../ports.js";
import type { PipelineDependencies } from "./dependencies.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** GitHub keeps deliveries for three days; an hour of overlap with the last run is plenty on a healthy system. */
const REDELIVER_WINDOW_MS = 3 * 24 * HOUR;
/** Full sweeps start pull requests this far apart, so that a large installation does not spend its rate limit at once. */
const SPREAD_MS = 250;

/**
 * Every installation with open pull requests. A piece of work for each: one for all would wait at the first installation that does not
 * answer, and everybody behind it with it.
 */
export async function sweep({ store, queue }: Pick<PipelineDependencies, "store" | "queue">): Promise<void> {
  const installations = new Set((await store.listRepositories()).map(({ installationId }) => installationId));
  const items = [...installations].map((installationId) => ({ kind: "installation-sweep" as const, installationId }));
  await queue.enqueue(items);
}

/** Open pull requests that changed after their last evaluation, in an installation's repositories that have open ones. */
export async function sweepStale(installationId: number, dependencies: PipelineDependencies): Promise<void> {
  const { store } = dependencies;
  const repositories = (await store.listRepositories()).filter((one) => one.installationId === installationId);
  const known: KnownRepository[] = [];
  for (const repository of repositories) {
    known.push({ repository, pulls: await store.listOpen(repository.repositoryId) });
  }
  const unsure = await enqueueStale(known, sinceOldest, dependencies);
  await enqueueStale(unsure, ({ repository }) => repository, dependencies);
}

interface KnownRepository {
  readonly repository: RepositoryRef;
  readonly pulls: readonly OpenPull[];
}

/** Those whose list leaves open what is stale. */
async function enqueueStale(
  known: readonly KnownRepository[],
  toAsked: typeof sinceOldest,
  { reader, queue, logger }: PipelineDependencies,
): Promise<readonly KnownRepository[]> {
  const unsure: KnownRepository[] = [];
  const lists = await reader.listPulls(known.map(toAsked));
  for (const one of known) {
    const { repository, pulls } = one;
    const list = lists.get(repository.repositoryId);
    if (list?.status !== "loaded") {
      logger.warn({ repository: repository.repositoryId }, "a repository could not be swept");
      continue;
    }
    const stale = staleNumbers(list.value, pulls);
    if (stale === null) unsure.push(one);
    else
      await queue.enqueue(
        stale.map((number) => toWork({ ...repository, number })),
        { background: true },
      );
  }
  return unsure;
}

/** What was touched before the oldest evaluation is not news. */
function sinceOldest({ repository, pulls }: KnownRepository): RepositoryRef & { readonly since?: string } {
  const times = pulls.flatMap(({ evaluatedAt }) => (evaluatedAt === null ? [] : [evaluatedAt.getTime()]));
  return times.length === 0 ? repository : { ...repository, since: new Date(Math.min(...times)).toISOString() };
}

/**
 * Changed after their evaluation, never evaluated, or open no more. Null: the list does not tell.
 *
 * INVARIANT: what a list of everything open would show. Whoever is not in a list of what was touched is as they were evaluated, so only
 * one that nobody knows could be missing, and then the count of those that are open is another one.
 */
export function staleNumbers({ pulls, open, whole }: PullList, known: readonly OpenPull[]): readonly number[] | null {
  const evaluatedAt = new Map(known.map((pull) => [pull.ref.number, pull.evaluatedAt]));
  const openNow = new Set(pulls.filter((pull) => pull.open).map(({ number }) => number));
  const listed = new Set(pulls.map(({ number }) => number));
  const unlisted = known.filter(({ ref }) => !listed.has(ref.number));
  if (!whole && unlisted.some((pull) => pull.evaluatedAt === null)) return null;
  if (!whole && openNow.size + unlisted.length !== open) return null;
  const changed = pulls.filter(({ number, updatedAt }) => {
    const evaluated = evaluatedAt.get(number);
    return openNow.has(number) && (evaluated == null || evaluated < new Date(updatedAt));
  });
  const closed = known.filter(({ ref }) => !openNow.has(ref.number) && (whole || listed.has(ref.number)));
  return [...changed.map(({ number }) => number), ...closed.map(({ ref }) => ref.number)];
}

/** Every open pull request of every installation. */
export async function sweepAll({ reader, queue }: PipelineDependencies): Promise<void> {
  const installations = await reader.listInstallations();
  await queue.enqueue(
    installations
      .filter(({ suspended }) => !suspended)
      .map(({ installationId }) => ({ kind: "installation" as const, installationId })),
    { background: true },
  );
}

/** A repository that cannot be read becomes a piece of work of its own, which is tried again. */
export async function sweepInstallation(
  installationId: number,
  { reader, queue }: PipelineDependencies,
): Promise<void> {
  const repositories = await reader.listRepositories(installationId);
  const lists = await reader.listPulls(repositories);
  const unread = repositories.filter(({ repositoryId }) => lists.get(repositoryId)?.status !== "loaded");
  await queue.enqueue(
    unread.map((repository) => ({ kind: "repository" as const, ...repository })),
    { background: true },
  );
  await enqueueSpread(
    repositories.flatMap((repository) => openOf(repository, lists.get(repository.repositoryId))),
    queue,
  );
}

/** @throws AppError GITHUB_FORBIDDEN when it cannot be read. */
export async function sweepRepository(ref: RepositoryRef, { reader, queue }: PipelineDependencies): Promise<void> {
  const { installationId, repositoryId, owner, name } = ref;
  const repository = { installationId, repositoryId, owner, name };
  const list = (await reader.listPulls([repository])).get(repositoryId);
  if (list?.status !== "loaded") {
    throw new AppError(
      "GITHUB_FORBIDDEN",
      `the open pull requests could not be listed: ${list?.reason ?? "no answer"}`,
    );
  }
  await enqueueSpread(openOf(repository, list), queue);
}

type Listed = Awaited<ReturnType<PipelineDependencies["reader"]["listPulls"]>>;

function openOf(repository: RepositoryRef, list: ReturnType<Listed["get"]>): readonly PullRef[] {
  if (list?.status !== "loaded") return [];
  return list.value.pulls.filter(({ open }) => open).map(({ number }) => ({ ...repository, number }));
}

async function enqueueSpread(refs: readonly PullRef[], queue: PipelineDependencies["queue"]): Promise<void> {
  for (const [index, ref] of refs.entries()) {
    await queue.enqueue([toWork(ref)], { delayMs: index * SPREAD_MS, background: true });
  }
}

function toWork(ref: PullRef) {
  return { kind: "pull" as const, ...ref };
}

export async function redeliver({ deliveries, clock, logger }: PipelineDependencies): Promise<void> {
  const asked = await deliveries.redeliverFailed(new Date(clock.now().getTime() - REDELIVER_WINDOW_MS));
  if (asked > 0) {
    logger.info({ asked }, "asked for failed deliveries again");
  }
}
