// The names under which our runs stand on a commit. A check belongs to a commit, and GitHub lets the same commit be merged into
// any branch: so the name that rules require is given only where a success is earned, on the way to a gated branch.

/** What rules require. */
export const CHECK_NAME = "countersign";
/** The same decision on the way to a branch that is not gated. No rule requires it. */
export const PREVIEW_NAME = "countersign (preview)";
/** A success whose pull request is merged: history, and no rule takes it for an approval of the next merge. */
export const MERGED_NAME = "countersign (merged)";

/** A run that is kept up to date. */
export type CheckName = typeof CHECK_NAME | typeof PREVIEW_NAME;

export type OwnName = CheckName | typeof MERGED_NAME;

const OWN_NAMES: readonly string[] = [CHECK_NAME, PREVIEW_NAME, MERGED_NAME];

export function checkNameFor(isGated: boolean): CheckName {
  return isGated ? CHECK_NAME : PREVIEW_NAME;
}

/** Ours by its name, whoever reported it: none of them vouches for anything else. */
export function isOwnName(name: string): name is OwnName {
  return OWN_NAMES.includes(name);
}
