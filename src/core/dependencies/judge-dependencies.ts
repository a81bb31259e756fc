// Everything that speaks against a change's dependencies, one concern for each package: what the policy refuses, what comes
// from elsewhere than a registry, what the registries say, and lockfiles that say something else.
import type { Change, Facts } from "../facts/facts.js";
import { packageKey } from "../facts/package-facts.js";
import { prose } from "../markdown/prose.js";
import type { Policy } from "../policy/schema.js";
import { type AskedDependency, askedDependencies } from "./asked-dependencies.js";
import { assess } from "./assess.js";
import { type Assessment, type Fault, NOTHING } from "./assessment.js";
import { aboutFile, aboutPackage, type Concern, merged } from "./concern.js";
import { judgeLocked } from "./judge-locked.js";
import { compareWithLockfiles, type LockfileFault } from "./lockfile-faults.js";
import { fromElsewhere } from "./other-sources.js";
import { type PackageLists, packageLists } from "./package-lists.js";
import { packagesToLookUp } from "./queries.js";

/** One for each dependency that was added or changed, in manifests or lockfiles, and for each fault of a lockfile. */
export function judgeDependencies(change: Change, facts: Facts, policy: Policy): readonly Concern[] {
  const lists = packageLists(policy);
  const asked = new Set(packagesToLookUp(change, policy).map(packageKey));
  const context = { facts, policy, lists, asked };
  const declared = askedDependencies(change);
  return merged([
    ...declared.map((dependency) => judge(dependency, context)),
    ...judgeLocked(change, declared, context),
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
  if (lists.denies(ecosystem, name) || lists.denies(ecosystem, after.name))
    return aboutPackage(ecosystem, name, DENIED);
  if (lists.allows(ecosystem, name)) return aboutPackage(ecosystem, name, NOTHING);
  if (query === null) return aboutPackage(ecosystem, name, fromElsewhere(before, after));
  const key = packageKey(query);
  if (!asked.has(key)) return aboutPackage(ecosystem, name, { ...NOTHING, faults: [TOO_MANY] });
  const answer = facts.packages.get(key);
  if (answer === undefined) return { ...aboutPackage(ecosystem, name, NOTHING), notAsked: true };
  const isNew = after.indirect !== true && (before === null || before.source.kind !== "registry");
  const nowMs = Date.parse(facts.readAt);
  return aboutPackage(ecosystem, name, assess({ query, facts: answer, isNew, policy: policy.dependencies, nowMs }));
}

const DENIED: Assessment = {
  ...NOTHING,
  faults: [{ what: "is refused by `dependencies.deny` of the policy", fix: "remove it" }],
};

const TOO_MANY: Fault = {
  what: "was not looked up, because the change alters too many dependencies at once",
  fix: "split the change into smaller pull requests",
};

function deniedInLockfiles(change: Change, lists: PackageLists): readonly Concern[] {
  return change.files.flatMap(({ examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "lockfile") return [];
    return manifest.changes.flatMap(({ after }) =>
      after !== null && lists.denies(after.ecosystem, after.name)
        ? [aboutPackage(after.ecosystem, after.name, DENIED)]
        : [],
    );
  });
}

function unreadLockfiles(change: Change): readonly Concern[] {
  return change.files.flatMap(({ path, examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "unread" || manifest.role !== "lockfile") return [];
    const why = prose(manifest.reason, 200);
    const fault =
      manifest.cause === "not-given"
        ? { what: `was not read (${why})`, fix: "have a maintainer look at what it locks" }
        : {
            what: `cannot be read (${why})`,
            fix: "write it anew with the package manager; or have a maintainer look at it",
          };
    return [aboutFile(path, { ...NOTHING, faults: [fault] })];
  });
}

function contradicted({ ecosystem, name, reason, fix }: LockfileFault): Concern {
  return aboutPackage(ecosystem, name, {
    ...NOTHING,
    faults: [{ what: `is not locked as it is declared (${prose(reason, 300)})`, fix: prose(fix, 200) }],
  });
}
