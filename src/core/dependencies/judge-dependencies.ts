// Everything that speaks against a change's dependencies, one concern for each package: what the policy refuses, what comes
// from elsewhere than a registry, what the registries say, and lockfiles that say something else.
import type { Change, Facts } from "../facts.js";
import type { Policy } from "../policy/schema.js";
import { quoteInline } from "../text/neutralise.js";
import { prose } from "../text/prose.js";
import { assess } from "./assess.js";
import { type Assessment, type Fault, NOTHING } from "./assessment.js";
import type { DeclaredDependency, Ecosystem } from "./change.js";
import { compareWithLockfiles, type LockfileFault } from "./lockfile-faults.js";
import { packageKey } from "./package-facts.js";
import {
  type AskedDependency,
  askedDependencies,
  type PackageLists,
  packageLists,
  packagesToLookUp,
} from "./queries.js";

export interface Concern extends Assessment {
  /** How people name it, in waivers too: `npm:left-pad`; of a lockfile its path. */
  readonly subject: string;
  /** What a waiver may call it besides. */
  readonly alias: string | null;
  /** Nobody was asked about it yet. */
  readonly notAsked: boolean;
}

/** One for each dependency that was added or changed, and for each denied package or fault of a lockfile. */
export function judgeDependencies(change: Change, facts: Facts, policy: Policy): readonly Concern[] {
  const lists = packageLists(policy);
  const asked = new Set(packagesToLookUp(change, policy).map(packageKey));
  const context = { facts, policy, lists, asked };
  return merged([
    ...askedDependencies(change).map((dependency) => judge(dependency, context)),
    ...deniedInLockfiles(change, lists),
    ...unreadLockfiles(change),
    ...compareWithLockfiles(change.files).map(contradicted),
  ]);
}

interface Context {
  readonly facts: Facts;
  readonly policy: Policy;
  readonly lists: PackageLists;
  /** Keys of what the pipeline looks up. */
  readonly asked: ReadonlySet<string>;
}

function judge(dependency: AskedDependency, { facts, policy, lists, asked }: Context): Concern {
  const { before, after, query } = dependency;
  const { ecosystem } = after;
  const name = query?.name ?? after.name;
  if (lists.denies(ecosystem, name) || lists.denies(ecosystem, after.name)) return concern(ecosystem, name, DENIED);
  if (lists.allows(ecosystem, name)) return concern(ecosystem, name, NOTHING);
  if (query === null) return concern(ecosystem, name, fromElsewhere(before, after));
  const key = packageKey(query);
  if (!asked.has(key)) return concern(ecosystem, name, { ...NOTHING, faults: [TOO_MANY] });
  const answer = facts.packages.get(key);
  if (answer === undefined) return { ...concern(ecosystem, name, NOTHING), notAsked: true };
  const isNew = after.indirect !== true && (before === null || before.source.kind !== "registry");
  const nowMs = Date.parse(facts.readAt);
  return concern(ecosystem, name, assess({ query, facts: answer, isNew, policy: policy.dependencies, nowMs }));
}

const DENIED: Assessment = {
  ...NOTHING,
  faults: [{ what: "is refused by `dependencies.deny` of the policy", fix: "remove it" }],
};

const TOO_MANY: Fault = {
  what: "was not looked up, because the change alters too many dependencies at once",
  fix: "split the change into smaller pull requests",
};

/** Code that no registry vouches for. What was there before, from the same place, is a bump like any other. */
function fromElsewhere(before: DeclaredDependency | null, after: DeclaredDependency): Assessment {
  if (after.source.kind !== "git" && after.source.kind !== "url") return NOTHING;
  const location = after.source.location;
  if (before !== null && before.source.kind === after.source.kind && before.source.location === location)
    return NOTHING;
  const how = after.source.kind === "git" ? "from a git repository" : "from an address";
  const what = `comes ${how}, not from a registry (${quoteInline(location, 150)})`;
  const fix = "use a published release; or name the package under `dependencies.allow`";
  return { ...NOTHING, faults: [{ what, fix }] };
}

function deniedInLockfiles(change: Change, lists: PackageLists): readonly Concern[] {
  return change.files.flatMap(({ examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "lockfile") return [];
    return manifest.changes.flatMap(({ after }) =>
      after !== null && lists.denies(after.ecosystem, after.name) ? [concern(after.ecosystem, after.name, DENIED)] : [],
    );
  });
}

function unreadLockfiles(change: Change): readonly Concern[] {
  return change.files.flatMap(({ path, examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "unread" || manifest.role !== "lockfile") return [];
    const fault = {
      what: `cannot be read (${prose(manifest.reason, 200)})`,
      fix: "write it anew with the package manager; or have a maintainer look at it",
    };
    return [{ ...NOTHING, subject: path, alias: null, notAsked: false, faults: [fault] }];
  });
}

function contradicted({ ecosystem, name, reason, fix }: LockfileFault): Concern {
  return concern(ecosystem, name, {
    ...NOTHING,
    faults: [{ what: `is not locked as it is declared (${prose(reason, 300)})`, fix: prose(fix, 200) }],
  });
}

function concern(ecosystem: Ecosystem, name: string, assessment: Assessment): Concern {
  return { ...assessment, subject: `${ecosystem}:${name}`, alias: name, notAsked: false };
}

/** Several manifests may declare one package; each thing is said once. */
function merged(concerns: readonly Concern[]): readonly Concern[] {
  const bySubject = new Map<string, Concern>();
  for (const found of concerns) {
    const known = bySubject.get(found.subject);
    bySubject.set(found.subject, known === undefined ? found : both(known, found));
  }
  return [...bySubject.values()];
}

function both(a: Concern, b: Concern): Concern {
  const fresh = b.faults.filter(({ what }) => !a.faults.some((known) => known.what === what));
  return {
    ...a,
    faults: [...a.faults, ...fresh],
    unverified: [...new Set([...a.unverified, ...b.unverified])],
    notes: [...new Set([...a.notes, ...b.notes])],
    notAsked: a.notAsked || b.notAsked,
  };
}
