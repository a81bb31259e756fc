// Heals what webhooks missed: asks GitHub what is open and changed, and asks it to send failed deliveries again.
import type { RepositoryRef } from "../core/facts/work.js";
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
export async function sweepStale(
  installationId: number,
  { reader, store, queue, logger }: PipelineDependencies,
): Promise<void> {
  const repositories = await store.listRepositories();
  for (const repository of repositories.filter((one) => one.installationId === installationId)) {
    try {
      await queue.enqueue(await findStale(repository, { reader, store }), { background: true });
    } catch (error) {
      // One repository that cannot be read must not keep the others from healing.
      logger.warn({ repository: repository.repositoryId, code: codeOf(error) }, "a repository could not be swept");
    }
  }
}

async function findStale(repository: RepositoryRef, { reader, store }: Pick<PipelineDependencies, "reader" | "store">) {
  const [listed, known] = await Promise.all([
    reader.listOpenPulls(repository),
    store.listOpen(repository.repositoryId),
  ]);
  const evaluatedAt = new Map(known.map((pull) => [pull.ref.number, pull.evaluatedAt]));
  const changed = listed.filter(({ number, updatedAt }) => {
    const evaluated = evaluatedAt.get(number);
    return evaluated == null || evaluated < new Date(updatedAt);
  });
  const stillOpen = new Set(listed.map(({ number }) => number));
  const closed = known.filter(({ ref }) => !stillOpen.has(ref.number));
  const numbers = [...changed.map(({ number }) => number), ...closed.map(({ ref }) => ref.number)];
  return numbers.map((number) => ({ kind: "pull" as const, ...repository, number }));
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

export async function sweepInstallation(
  installationId: number,
  { reader, queue }: PipelineDependencies,
): Promise<void> {
  const repositories = await reader.listRepositories(installationId);
  const items = repositories.map((repository) => ({ kind: "repository" as const, ...repository }));
  await queue.enqueue(items, { background: true });
}

export async function sweepRepository(
  repository: RepositoryRef,
  { reader, queue }: PipelineDependencies,
): Promise<void> {
  const { installationId, repositoryId, owner, name } = repository;
  const open = await reader.listOpenPulls(repository);
  for (const [index, { number }] of open.entries()) {
    const item = { kind: "pull" as const, installationId, repositoryId, owner, name, number };
    await queue.enqueue([item], { delayMs: index * SPREAD_MS, background: true });
  }
}

export async function redeliver({ deliveries, clock, logger }: PipelineDependencies): Promise<void> {
  const asked = await deliveries.redeliverFailed(new Date(clock.now().getTime() - REDELIVER_WINDOW_MS));
  if (asked > 0) {
    logger.info({ asked }, "asked for failed deliveries again");
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "INTERNAL";
}
