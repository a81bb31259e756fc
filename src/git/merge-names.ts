// What the message of a commit on the default branch tells of the pull request that it came from. GitHub writes these
// texts by default; people may change them, so nothing but a title, a number and a branch's name is taken from them.

export interface MergeNames {
  /**
   * `merge`: a merge commit. `squash`: one commit that names its pull request. `plain`: any other commit; a pull request that
   * was merged by rebase leaves one for each of its commits, and nothing says that they belong together.
   */
  readonly kind: "merge" | "squash" | "plain";
  /** The pull request's number, when the message names one. */
  readonly number: number | null;
  readonly title: string;
  /** The head branch, when the message names one; else empty. */
  readonly branch: string;
}

export function readMergeNames(message: string, isMerge: boolean): MergeNames {
  const [subject = "", ...rest] = message.split("\n");
  if (isMerge) {
    const [, number, branch] = /^Merge pull request #(\d{1,10}) from [^/\s]{1,100}\/(\S{1,250})$/.exec(subject) ?? [];
    const [, local] = /^Merge (?:remote-tracking )?branch '([^'\s]{1,250})'/.exec(subject) ?? [];
    const title = rest.find((line) => line.trim() !== "") ?? subject;
    const named = number !== undefined;
    return { kind: "merge", number: toNumber(number), title: named ? title : subject, branch: branch ?? local ?? "" };
  }
  const [, title = subject, number] = /^(.*) \(#(\d{1,10})\)$/.exec(subject) ?? [];
  return { kind: number === undefined ? "plain" : "squash", number: toNumber(number), title, branch: "" };
}

function toNumber(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}
