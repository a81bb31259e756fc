// One immutable snapshot of a pull request. Every source is loaded or unavailable with its reason; nothing is guessed.

import { packagesToLookUp } from "../core/dependencies/queries.js";
import {
  type Account,
  type Change,
  type Comment,
  type Facts,
  type PersonFacts,
  personKey,
} from "../core/facts/facts.js";
import type { Records } from "../core/facts/records.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import { hashOfComment } from "../core/facts/submission.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import { accountsToLookUp, commandCommentIds } from "../core/judge/pending.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import type { FilesListing, FormStore, GithubReader, PackageSource, PullSnapshot } from "../ports.js";
import { type ExaminedFiles, type ExamineFiles, loadExaminedFiles } from "./load-examined-files.js";

/** People looked up per evaluation. More commenters than this with a command in hand is an attack on our rate limit. */
const MAX_PEOPLE = 50;

/** What the review page left for the pipeline. */
type FormSource = Pick<FormStore, "isExpected" | "loadPending">;

/** Where facts come from beside the snapshot. */
export interface FactSources {
  readonly reader: GithubReader;
  readonly examine: ExamineFiles;
  readonly packages: PackageSource;
  readonly forms: FormSource;
}

/** What is known of the pull request so far. */
interface Known {
  readonly snapshot: PullSnapshot;
  /** The list of its files, where it was begun before. */
  readonly begun?: FilesListing | undefined;
  readonly policy: LoadedPolicy;
  readonly records: Records;
  /** Who did something on the review page that was not judged yet, or is looking at it. */
  readonly onPage: readonly Account[];
}

export async function loadFacts(ref: PullRef, known: Known, sources: FactSources): Promise<Facts> {
  const { reader, examine } = sources;
  const { snapshot, policy, records } = known;
  const [files, comments] = await Promise.all([
    loadExaminedFiles(ref, { query: snapshot, begun: known.begun }, { reader, examine }),
    withOrigins(ref, known, sources),
  ]);
  const change = toChange(snapshot, files, records);
  const people = await loadPeople(ref, known, reader);
  return {
    readAt: snapshot.readAt,
    repository: snapshot.repository,
    pull: snapshot.pull,
    change,
    comments,
    reviews: snapshot.reviews,
    lineComments: snapshot.lineComments,
    checks: snapshot.checks,
    linkedIssues: snapshot.linkedIssues,
    unseenIssues: snapshot.unseenIssues,
    siblings: snapshot.siblings,
    requested: snapshot.requested,
    people,
    packages: await loadPackages(ref, { change, policy }, sources.packages),
  };
}

function toChange(snapshot: PullSnapshot, files: Source<ExaminedFiles>, records: Records): Source<Change> {
  if (files.status === "unavailable") {
    return unavailable(`the changed files could not be read: ${files.reason}`);
  }
  if (snapshot.commits.status === "unavailable") {
    return unavailable(`the commits could not be read: ${snapshot.commits.reason}`);
  }
  const missing = snapshot.counts.commits - snapshot.commits.value.length;
  const gaps = [...files.value.gaps];
  if (missing > 0) {
    gaps.push(`${missing} of ${snapshot.counts.commits} commits are not listed`);
  }
  return loaded({
    files: files.value.files,
    gaps,
    commits: snapshot.commits.value,
    branch: snapshot.branch,
    title: snapshot.title,
    body: snapshot.body,
    author: snapshot.author,
    requesters: snapshot.requesters,
    pushers: records.pushers,
  });
}

/** Adds, for each command that is still to be judged, whether an App wrote it in a person's name. */
async function withOrigins(
  ref: PullRef,
  { snapshot, records }: Known,
  { reader, forms }: FactSources,
): Promise<Facts["comments"]> {
  if (snapshot.comments.status === "unavailable") {
    return snapshot.comments;
  }
  const wanted = new Set(commandCommentIds(snapshot.comments.value, records));
  const withOrigin = snapshot.comments.value.map(async (comment) => {
    if (!wanted.has(comment.id)) {
      return comment;
    }
    const origin = await reader.loadViaApp(ref, comment.id);
    if (origin.status === "unavailable") return comment;
    return { ...comment, viaApp: origin.value && !(await isAskedFor(ref, comment, forms)) };
  });
  return loaded(await Promise.all(withOrigin));
}

/**
 * Posted by us in the person's name, because they asked for this very text on the review page. INVARIANT: known by its text and
 * its author, so another program that holds a token of ours cannot have its own words taken for the person's.
 */
async function isAskedFor(ref: PullRef, { author, body }: Comment, forms: FactSources["forms"]): Promise<boolean> {
  return author?.id != null && forms.isExpected(ref, author.id, hashOfComment(body));
}

async function loadPeople(
  ref: PullRef,
  { snapshot, policy, records, onPage }: Known,
  reader: GithubReader,
): Promise<ReadonlyMap<string, PersonFacts>> {
  const comments = snapshot.comments.status === "loaded" ? snapshot.comments.value : [];
  const reviews = snapshot.reviews.status === "loaded" ? snapshot.reviews.value : [];
  const accounts = accountsToLookUp({ comments, reviews, records, onPage }).slice(0, MAX_PEOPLE);
  const teams = teamsNamed(policy);
  const people = await Promise.all(accounts.map((account) => loadAccount({ ref, teams, reader }, account)));
  return new Map(people.map((person) => [personKey(person.account.login), person]));
}

interface Asking {
  readonly ref: PullRef;
  /** Those that the policy names. */
  readonly teams: readonly string[];
  readonly reader: GithubReader;
}

/** An account may have been renamed since it was recorded: then its number finds it. */
async function loadAccount(asking: Asking, { id, login }: Account): Promise<PersonFacts> {
  const found = await loadPerson(asking, login);
  if (id === null || found.permission.status === "unavailable" || found.account.id === id) return found;
  const now = await asking.reader.loadLogin(asking.ref, id);
  if (now.status === "unavailable" || now.value === null || personKey(now.value) === personKey(login)) return found;
  return loadPerson(asking, now.value);
}

async function loadPerson({ ref, teams, reader }: Asking, login: string): Promise<PersonFacts> {
  const [permission, memberOf] = await Promise.all([
    reader.loadPermission(ref, login),
    teams.length === 0 ? loaded([]) : reader.loadTeams(ref, login, teams),
  ]);
  if (permission.status === "unavailable") {
    return { account: { id: null, login, type: "Unknown" }, permission, teams: memberOf };
  }
  const account = permission.value.account ?? { id: null, login, type: "Unknown" as const };
  return { account: { ...account, login }, permission: loaded(permission.value.permission), teams: memberOf };
}

function teamsNamed({ policy }: LoadedPolicy): readonly string[] {
  const { teams, experts, escalation } = policy.reviewers;
  return [...new Set([...teams, ...experts.flatMap((expert) => expert.teams), ...escalation.teams])].sort();
}

/** What registries say about the dependencies of a change. Asks nobody when none changed. */
export async function loadPackages(
  ref: RepositoryRef,
  { change, policy }: { readonly change: Source<Change>; readonly policy: LoadedPolicy },
  packages: PackageSource,
): Promise<Facts["packages"]> {
  if (change.status === "unavailable") return new Map();
  const queries = packagesToLookUp(change.value, policy.policy);
  return queries.length === 0 ? new Map() : packages.lookUp(queries, ref);
}
