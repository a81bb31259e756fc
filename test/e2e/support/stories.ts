// What people and agents do again and again in the stories.
import type { Issue, Pull } from "../../github-simulator/index.js";
import { type Scene, TOTAL } from "./scene.js";

export const STATEMENT = `\`\`\`countersign
agent: copilot
operator: alice
intent: Give a discount of ten percent on carts above one hundred euros.
tests: ["npm test -- cart"]
context: []
confidence: 0.9
retries: 0
\`\`\`
`;

/** For stories in which it does not matter who is asked to review: without asking they are told sooner. */
export const ASKS_NOBODY = { ".github/countersign.yml": "version: 1\nreviewers:\n  assign: never\n" };

export const DISCOUNT = TOTAL.replace("  return total;\n", "  return total > 100 ? total * 0.9 : total;\n");

export const GOOD_FORM = `### Intent
Carts above one hundred get ten percent off, as the product owner asked for in the linked issue.

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
I ran the cart suite and added a case for exactly one hundred, which stays undiscounted.

### Edge cases
- a total of exactly 100 in cartTotal keeps its full price, which the issue wants

### Risks
- floating point: 0.9 times a price may carry a rounding error of a cent into the invoice
`;

/** The same change in another reviewer's words: a copy of the first would be refused. */
export const ANOTHER_GOOD_FORM = `### Intent
Larger carts become cheaper by a tenth, starting just above the threshold that the issue names.

### Tests
- [ ] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
Tried 99.99, 100 and 100.01 in a scratch script against cartTotal and compared with a calculator.

### Edge cases
- negative quantities are refused before cartTotal is called, so no discount turns into a refund

### Risks
- marketing may stack this with vouchers, and nobody said which of the two is taken off first
`;

export interface AgentChange {
  readonly branch?: string;
  readonly files?: Record<string, string>;
  readonly title?: string;
  readonly body?: string;
}

/** The agent pushes a branch and opens a pull request for an issue that ines wrote. */
export async function agentOpens({ github, repo }: Scene, change: AgentChange = {}): Promise<Pull> {
  const branch = change.branch ?? "copilot/discount";
  const issue = anIssue(github, repo);
  await github.commit(repo, branch, {
    files: change.files ?? { "src/cart/total.ts": DISCOUNT },
    message: "Give a discount on large carts",
    author: "Copilot",
    by: "Copilot",
  });
  return github.openPull({
    repo,
    head: branch,
    author: "Copilot",
    title: change.title ?? "Give a discount on large carts",
    body: change.body ?? `${STATEMENT}\nFixes #${issue.number}\n`,
  });
}

function anIssue(github: Scene["github"], repo: string): Issue {
  return github.createIssue({
    repo,
    author: "ines",
    title: "Discount on large carts",
    body: "Carts above 100 euros get 10 % off. A cart of exactly 100 euros does not. The invoice shows the discount.",
  });
}

export function ciPasses({ github }: Scene, pull: Pull, name = "test"): void {
  github.reportCheck(pull.repo, pull.head.sha, name, "success");
}

/** start, wait as long as asked, submit. */
export async function reviews(
  scene: Scene,
  pull: Pull,
  reviewer: string,
  { form = GOOD_FORM, verdict = "approve", seconds = 120 }: { form?: string; verdict?: string; seconds?: number } = {},
): Promise<void> {
  scene.github.comment(pull, reviewer, "/countersign start");
  await scene.settle();
  scene.advance(seconds);
  scene.github.comment(pull, reviewer, `/countersign ${verdict}\n\n${form}`);
  await scene.settle();
}

export const DISCOUNT_V2 = TOTAL.replace(
  "  return total;\n",
  "  return total > 100 ? Math.round(total * 90) / 100 : total;\n",
);
