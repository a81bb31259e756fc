// Gated branches besides the default one: whoever may push to one chooses its policy, and a commit that passed for one is green for
// another until it was looked at again, unless a merge queue asks anew.
import { z } from "zod";
import { matchesAny } from "../../core/policy/globs.js";
import type { Request } from "./ask.js";
import { ask } from "./ask.js";
import { type Protection, readProtection } from "./read-protection.js";
import { type Finding, ok, warn } from "./report.js";

export interface GatedBranches {
  readonly defaultBranch: string;
  /** Names and globs of the policy files. */
  readonly named: readonly string[];
  /** Address of the repository's rules. */
  readonly rules: string;
}

const Branches = z.array(z.object({ name: z.string(), protected: z.boolean().default(false) }));
const MAX_PAGES = 5;
const PER_PAGE = 100;
/** Looked at one by one. More gated branches than this make a long list of equal warnings. */
const MAX_BRANCHES = 20;

export async function checkGatedBranches(request: Request, asked: GatedBranches): Promise<Finding[]> {
  const { defaultBranch, named, rules } = asked;
  const candidates = (await listBranches(request))
    .filter((branch) => branch.name !== defaultBranch && (branch.protected || matchesAny(branch.name, named)))
    .slice(0, MAX_BRANCHES);
  if (candidates.length === 0) return [];
  const gated: { readonly name: string; readonly protection: Protection | null }[] = [];
  for (const { name } of [{ name: defaultBranch }, ...candidates]) {
    const read = await readProtection(request, name);
    const protection = read.status === "answered" ? read.value : null;
    const isRequired = (protection?.sources.length ?? 0) > 0;
    if (name === defaultBranch || isRequired || matchesAny(name, named)) gated.push({ name, protection });
  }
  const open = candidates.filter(
    (branch) =>
      !branch.protected && gated.some(({ name, protection }) => name === branch.name && isPushedTo(protection)),
  );
  const withoutQueue = gated.filter(({ protection }) => !protection?.kinds.has("merge_queue"));
  return [
    ...open.map(({ name }) =>
      warn(
        `\`${name}\` is gated by the policy and may be pushed to: whoever does chooses its policy`,
        `require pull requests on it at ${rules}, or take it off \`branches\``,
      ),
    ),
    ...(gated.length < 2
      ? []
      : [
          aboutQueues(
            gated.length,
            withoutQueue.map(({ name }) => name),
            rules,
          ),
        ]),
  ];
}

function aboutQueues(gated: number, without: readonly string[], rules: string): Finding {
  if (without.length === 0) return ok(`each of ${gated} gated branches has a merge queue`);
  const names = without.map((name) => `\`${name}\``).join(", ");
  return warn(
    `${gated} branches are gated, and no merge queue stands before ${names}: a commit that passed for one of them is green for the others for some seconds`,
    `require a merge queue on the stricter ones at ${rules}`,
  );
}

function isPushedTo(protection: Protection | null): boolean {
  return protection !== null && !["pull_request", "update", "merge_queue"].some((kind) => protection.kinds.has(kind));
}

async function listBranches(request: Request): Promise<z.infer<typeof Branches>> {
  const branches: z.infer<typeof Branches> = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const asked = await ask(
      () => request("GET /repos/{owner}/{repo}/branches", { per_page: PER_PAGE, page }),
      Branches,
    );
    if (asked.status === "refused") break;
    branches.push(...asked.value);
    if (asked.value.length < PER_PAGE) break;
  }
  return branches;
}
