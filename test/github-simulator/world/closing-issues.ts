// Which issues a pull request closes: by keyword in its text, or linked by hand.
import { type Issue, isPull, type Pull } from "./model.js";
import type { World } from "./world.js";

const KEYWORD = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+))?#(\d+)\b/gi;

export function closingIssues(world: World, pull: Pull): Issue[] {
  const found = new Set<Issue>(pull.linkedIssues);
  // GitHub reads the keywords only when the default branch is the target.
  const isRead = pull.base.ref === pull.repo.defaultBranch;
  for (const [, name, number] of isRead ? pull.body.matchAll(KEYWORD) : []) {
    const repo = name ? world.repositories.get(name.toLowerCase()) : pull.repo;
    const issue = repo?.issues.get(Number(number));
    if (issue && !isPull(issue)) found.add(issue);
  }
  return [...found];
}
