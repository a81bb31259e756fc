// Which packages are looked up for a change, and by which question. The pipeline asks what `packagesToLookUp` lists, and the
// requirement finds each answer by the same key.
import type { Change } from "../facts/facts.js";
import { type PackageQuery, packageKey } from "../facts/package-facts.js";
import type { Policy } from "../policy/schema.js";
import { askedDependencies } from "./asked-dependencies.js";
import { lockedPackages } from "./locked-packages.js";
import { type PackageLists, packageLists } from "./package-lists.js";

/** Most packages that are looked up for one pull request. Chosen, not measured; the others stay unverified. */
export const MAX_LOOKED_UP = 200;

/** What manifests add and change, of registries; then what else lockfiles add and change, of databases of vulnerabilities. */
export function packagesToLookUp(change: Change, policy: Policy): readonly PackageQuery[] {
  const lists = packageLists(policy);
  return [...declaredPackages(change, lists), ...lockedPackages(change, lists).asked.map(({ query }) => query)];
}

/** Added and changed dependencies from a registry, at most `MAX_LOOKED_UP`, each question once. */
function declaredPackages(change: Change, { allows }: PackageLists): readonly PackageQuery[] {
  const queries = new Map<string, PackageQuery>();
  for (const { after, query } of askedDependencies(change)) {
    if (queries.size >= MAX_LOOKED_UP) break;
    if (query !== null && !allows(after.ecosystem, query.name)) queries.set(packageKey(query), query);
  }
  return [...queries.values()];
}
