// Workflow actions: no registry keeps them, their repositories on GitHub do. Asked through the installation, in whose eyes
// the answer is remembered: what one organisation may see is nothing that another is told.
import { z } from "zod";
import { type ActionFacts, type ActionRepository, type PackageQuery, packageKey } from "../core/facts/package-facts.js";
import { unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader } from "../ports.js";
import type { Deadline } from "./deadline.js";
import { Unanswered } from "./http/unanswered.js";
import type { LookedUp } from "./look-up-one.js";
import type { Answer, Memory } from "./memory.js";
import type { RegistryAnswer } from "./read-registry.js";
import type { PackageSettings } from "./settings.js";
import { standingOf } from "./standing.js";

export interface ActionSource {
  readonly reader: Pick<GithubReader, "loadActionRef">;
  /** False on a GitHub Enterprise Server, which runs actions of github.com besides and does not tell about them. */
  readonly knowsAll: boolean;
}

export interface ActionParts {
  readonly settings: PackageSettings;
  readonly memory: Memory;
  readonly actions: ActionSource | null;
  /** The repository whose workflow uses the action; null: not known, so nobody is asked. */
  readonly using: RepositoryRef | null;
}

/** Actions that are asked about for one change. A hostile one may name many, at up to seven calls each. Chosen, not measured. */
const MAX_ACTIONS = 40;

/** Never throws. */
export function lookUpActions(
  queries: readonly PackageQuery[],
  parts: ActionParts,
  deadline: Deadline,
): Promise<readonly LookedUp[]> {
  return Promise.all(
    queries.map((query, index) =>
      index < MAX_ACTIONS
        ? lookUpAction(query, parts, deadline)
        : silent(query, `the change alters more than ${MAX_ACTIONS} actions at once`),
    ),
  );
}

async function lookUpAction(query: PackageQuery, parts: ActionParts, deadline: Deadline): Promise<LookedUp> {
  const { settings, memory, actions, using } = parts;
  const standing = standingOf(query, settings);
  if (standing !== "usual") return { ...silent(query, "nobody can be asked"), standing };
  if (settings.offline) return silent(query, "this installation asks nobody (`PACKAGES_OFFLINE`)");
  if (actions === null || using === null) return silent(query, "nobody can be asked");
  const key = `action:${using.installationId}:${using.repositoryId}:${packageKey(query)}`;
  const asked = memory.recall(key, ANSWER, () => ask(query, actions, using));
  const answer = await deadline.ask("GitHub", asked);
  if (answer.status === "unavailable") return { ...silent(query, answer.reason) };
  const { repository } = answer.value;
  if (repository === null && !actions.knowsAll)
    return { ...silent(query, "nobody can be asked"), standing: "uncovered" };
  if (repository?.isOwn) return { ...silent(query, "it is the organisation's own"), standing: "private" };
  return {
    ...silent(query, ""),
    registry: { status: "loaded", value: registryAnswer(query, repository) },
    weeklyDownloads: { status: "loaded", value: null },
    ...(repository === null ? {} : { action: actionFacts(query, repository) }),
  };
}

function silent(query: PackageQuery, reason: string): LookedUp {
  const silence = unavailable<never>(reason);
  return { query, standing: "usual", registry: silence, weeklyDownloads: silence, existsIn: [] };
}

/** @throws Unanswered */
async function ask({ name, spec, locked }: PackageQuery, { reader }: ActionSource, using: RepositoryRef) {
  try {
    const found = await reader.loadActionRef(using, { name, ref: spec, claim: locked });
    if (found.status === "unavailable") throw new Unanswered(`did not tell (${found.reason})`);
    return { repository: found.value };
  } catch (error) {
    if (error instanceof AppError) throw new Unanswered(`could not be asked (${error.code})`);
    throw error;
  }
}

const Target = z.object({
  sha: z.string(),
  kind: z.enum(["commit", "tag", "branch", "both"]),
  committedAt: z.string().nullable(),
  releasedAt: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  membership: z.enum(["held", "stray", "unfound"]),
});
const Repository: z.ZodType<ActionRepository> = z.object({
  fullName: z.string(),
  isOwn: z.boolean(),
  isArchived: z.boolean(),
  createdAt: z.string(),
  target: Target.nullable(),
  claimed: z.enum(["same", "earlier", "other", "missing"]).nullable(),
});

/** Tags and branches move; only what a commit's id says holds for hours. */
const ANSWER: Answer<{ repository: ActionRepository | null }> = {
  schema: z.object({ repository: Repository.nullable() }),
  isShortLived: ({ repository }) => repository?.target?.kind !== "commit" || repository.target.membership !== "held",
};

function registryAnswer(query: PackageQuery, repository: ActionRepository | null): RegistryAnswer {
  if (repository === null) return { existence: "missing", firstPublished: null, resolved: null, unclear: false };
  const { createdAt, target, isArchived } = repository;
  return {
    existence: "exists",
    firstPublished: createdAt,
    resolved: target && {
      version: shownVersion(query, repository),
      published: publishedAt(query, repository),
      deprecated: isArchived ? "its repository is archived" : null,
      yanked: false,
      runsScripts: null,
    },
    unclear: false,
  };
}

function shownVersion(query: PackageQuery, repository: ActionRepository): string {
  const { target } = repository;
  return target?.kind === "commit" ? (releaseOf(query, repository) ?? target.sha.slice(0, 12)) : query.spec;
}

/** What follows later releases by itself, as a branch and `v4` do, has no age. The later of two dates: commits state their own. */
function publishedAt({ spec }: PackageQuery, { target }: ActionRepository): string | null {
  if (target === null || !(target.kind === "commit" || isRelease(spec))) return null;
  const times = [target.committedAt, target.releasedAt].flatMap((time) => time ?? []).sort();
  return times.at(-1) ?? null;
}

function actionFacts(query: PackageQuery, repository: ActionRepository): ActionFacts {
  const { fullName, claimed, target } = repository;
  return {
    fullName,
    claimed,
    target: target && { sha: target.sha, kind: target.kind, membership: target.membership },
    release: releaseOf(query, repository),
  };
}

const RELEASE = /^v?(\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,60})?)$/;

function isRelease(name: string): boolean {
  return RELEASE.test(name);
}

/** As databases of vulnerabilities write it: three numbers, without the `v`. */
function releaseOf({ spec, locked }: PackageQuery, { claimed, target }: ActionRepository): string | null {
  const claim = claimed === "same" && locked !== null ? [locked] : [];
  const named = target === null ? [] : [...claim, spec.replace(/^refs\/tags\//, ""), ...target.tags];
  return named.map((name) => RELEASE.exec(name)?.[1]).find((release) => release !== undefined) ?? null;
}
