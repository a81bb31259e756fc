// Which pull request an address asks about. The address is hostile; what comes out has the shape of GitHub's names.
import type { Context } from "hono";

export interface AskedPull {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** From the parameters `owner`, `repo` and `number`; null when they cannot name a pull request. */
export function readAskedPull(context: Context): AskedPull | null {
  const { owner = "", repo = "", number = "" } = context.req.param();
  const fits = /^[\w.-]{1,100}$/.test(owner) && /^[\w.-]{1,100}$/.test(repo) && /^[1-9]\d{0,8}$/.test(number);
  return fits ? { owner, repo, number: Number(number) } : null;
}
