// What is wrong with the pin of a workflow action, beside what holds for every package: a commit that is not of that
// repository, a comment that names another version, a name that is another's by now.

import type { ActionFacts, PackageQuery } from "../facts/package-facts.js";
import { quoteInline } from "../markdown/neutralise.js";
import { type Assessment, type Fault, NOTHING } from "./assessment.js";

export function assessAction(action: ActionFacts, query: PackageQuery, isNew: boolean): Assessment {
  const renamed = isRenamed(action, query) ? renaming(action) : null;
  const { target, claimed } = action;
  if (target === null) return { ...NOTHING, faults: renamed === null ? [] : [renamed] };
  const faults = [isNew ? renamed : null, stray(action), ambiguous(action, query), miscalled(action, query)];
  const notes = [
    isNew || renamed === null ? null : renamed.what,
    target.kind === "tag" ? "is pinned by a tag, which can be moved to other code" : null,
    target.kind === "branch" ? "follows a branch, so it runs whatever is pushed there next" : null,
    claimed === "earlier"
      ? `is said to be ${quoteInline(query.locked ?? "", 60)}, a tag that has moved on since`
      : null,
    claimed === "missing" ? `is said to be ${quoteInline(query.locked ?? "", 60)}, which is no tag there` : null,
    action.release === null ? "bears no release, so its known vulnerabilities were not asked for" : null,
  ];
  return { ...NOTHING, faults: faults.filter((fault) => fault !== null), notes: notes.filter((note) => note !== null) };
}

function isRenamed({ fullName }: ActionFacts, { name }: PackageQuery): boolean {
  return fullName.toLowerCase() !== name.toLowerCase();
}

function renaming({ fullName }: ActionFacts): Fault {
  const name = quoteInline(fullName, 120);
  return {
    what: `is called ${name} by now, and whoever takes the old name decides what runs`,
    fix: `use it as ${name}`,
  };
}

/** A commit of any fork can be asked for under the name of the repository that it was forked from. */
function stray({ target }: ActionFacts): Fault | null {
  if (target === null || target.membership === "held") return null;
  const sha = quoteInline(target.sha.slice(0, 12), 12);
  const where =
    target.membership === "stray"
      ? "no branch and no tag of its repository holds"
      : "none of the branches and tags that were looked at holds";
  return {
    what: `is pinned to ${sha}, a commit that ${where}, as with one that was only pushed to a fork`,
    fix: "pin the commit of a release, as the repository's page of tags shows it",
  };
}

function ambiguous({ target }: ActionFacts, { spec }: PackageQuery): Fault | null {
  if (target?.kind !== "both") return null;
  const what = `has both a tag and a branch named ${quoteInline(spec, 80)}, so nobody can tell which of them runs`;
  return { what, fix: "pin the full id of the commit that is meant" };
}

function miscalled({ claimed }: ActionFacts, { spec, locked }: PackageQuery): Fault | null {
  if (claimed !== "other") return null;
  const [tag, sha] = [quoteInline(locked ?? "", 60), quoteInline(spec.slice(0, 12), 12)];
  return {
    what: `is pinned to ${sha} and said to be ${tag}, but that tag points to another commit`,
    fix: "pin the commit that the tag points to, or name the version that is pinned",
  };
}
