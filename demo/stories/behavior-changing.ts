// An agent changes what a cart costs. Thumbs up do not open the gate; a person who looked does.
import type { Pull } from "../../test/github-simulator/index.js";
import { act, link, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { DISCOUNT, DISCOUNT_ROUNDED, GOOD_FORM, statement } from "../world.js";

export async function behaviorChanging(stage: Stage): Promise<void> {
  const { github } = stage;
  const pull = await open(stage);

  act("robin", "approves with GitHub's own button: “LGTM”");
  await refused(stage, pull, () => github.submitReview(pull, "robin", "APPROVED", "LGTM"));

  act("alice", ", who set the agent to work, wants to review it herself");
  await refused(stage, pull, () => github.comment(pull, "alice", "/countersign start"));

  act("robin", "comments /countersign start and reads");
  await refused(stage, pull, () => github.comment(pull, "robin", "/countersign start"));

  act("robin", "submits the form a few seconds later");
  stage.advance(12);
  await refused(stage, pull, () => github.comment(pull, "robin", `/countersign approve\n\n${GOOD_FORM}`));

  act("robin", "takes two minutes, and submits it again");
  stage.advance(120);
  github.comment(pull, "robin", `/countersign approve\n\n${GOOD_FORM}`);
  await stage.until("the check to turn green", () => stage.check(pull)?.conclusion === "success");
  show(
    "check countersign",
    `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion}]\n\n${stage.check(pull)?.summary}`,
  );

  act("copilot", "pushes one more change after the review; the approval was for the code before it");
  await github.pushTo(pull, {
    files: { "src/cart/total.ts": DISCOUNT_ROUNDED },
    message: "Round to cents",
    author: "Copilot",
    by: "Copilot",
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check on the new head", () => /waiting/i.test(stage.check(pull)?.title ?? ""));
  show("check countersign on the new head", `${stage.check(pull)?.title}  [${stage.check(pull)?.status}]`);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
  link("the same on Countersign", `${stage.appUrl}/pulls/${REPO}/${pull.number}`);
}

async function open(stage: Stage): Promise<Pull> {
  const { github } = stage;
  const issue = github.createIssue({
    repo: REPO,
    author: "ines",
    title: "Discount on large carts",
    body: "Carts above 100 euros get 10 % off. A cart of exactly 100 euros does not.",
  });
  act("copilot", "changes cartTotal and opens a pull request; CI is green");
  await github.commit(REPO, "copilot/discount", {
    files: { "src/cart/total.ts": DISCOUNT },
    message: "Give a discount on large carts",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/discount",
    author: "Copilot",
    title: "Give a discount on large carts",
    body: `${statement("Give ten percent off carts above one hundred euros.")}\nFixes #${issue.number}\n`,
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check to wait for a review", () => /review/i.test(stage.check(pull)?.title ?? ""));
  await stage.until("the briefing", () => stage.comments(pull).length > 0);
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.status}]`);
  show("briefing", stage.comments(pull)[0] ?? "", 30);
  return pull;
}

/** Does something and shows the reply that it gets. */
async function refused(stage: Stage, pull: Pull, attempt: () => unknown): Promise<void> {
  const before = stage.comments(pull).length;
  await attempt();
  await stage.until("the reply", () => stage.comments(pull).length > before);
  show("countersign replies", stage.comments(pull).at(-1) ?? "", 12);
}
