// What the stories of the high-stakes tier have in common: the agent's pull request, and people who seal their reviews as the
// page, `countersign seal` or plain age do.
import { formatContent, padContent } from "../src/core/comments/content.js";
import type { Verdict } from "../src/core/facts/submission.js";
import { encryptTo } from "../src/seal/age.js";
import type { Pull } from "../test/github-simulator/index.js";
import { act, show } from "./print.js";
import { REPO, type Stage } from "./stage.js";
import { statement } from "./world.js";

export interface RiskyChange {
  readonly branch: string;
  readonly title: string;
  readonly intent: string;
  readonly issue: { readonly title: string; readonly body: string };
  readonly files: Readonly<Record<string, string>>;
}

/** Opened, green, and waiting for two people. */
export async function opensRiskyChange(stage: Stage, change: RiskyChange): Promise<Pull> {
  const { github } = stage;
  const issue = github.createIssue({ repo: REPO, author: "ines", ...change.issue });
  act("copilot", `changes ${Object.keys(change.files).join(" and ")} and opens a pull request; CI is green`);
  await github.commit(REPO, change.branch, {
    files: change.files,
    message: change.title,
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: change.branch,
    author: "Copilot",
    title: change.title,
    body: `${statement(change.intent)}\nFixes #${issue.number}\n`,
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check", () => /0 of 2 blind reviews/i.test(stage.check(pull)?.title ?? ""));
  await stage.until("the briefing", () => stage.comments(pull).length > 0);
  showCheck(stage, pull);
  return pull;
}

export function showCheck(stage: Stage, pull: Pull): void {
  const check = stage.check(pull);
  show("check countersign", `${check?.title}  [${check?.conclusion ?? check?.status}]`);
}

/** Does something and gives the next comment of the App. */
export async function answerTo(stage: Stage, pull: Pull, attempt: () => unknown): Promise<string> {
  const before = stage.comments(pull).length;
  await attempt();
  await stage.until("the answer", () => stage.comments(pull).length > before);
  return stage.comments(pull).at(-1) ?? "";
}

/** start, two minutes of reading, and the comment that submits the sealed form. */
export async function sealsReview(
  stage: Stage,
  pull: Pull,
  { reviewer, verdict, form }: { reviewer: string; verdict: Verdict; form: string },
): Promise<{ readonly comment: string; readonly answer: string }> {
  await answerTo(stage, pull, () => stage.github.comment(pull, reviewer, "/countersign start"));
  stage.advance(120);
  const recipient = (await (await fetch(`${stage.appUrl}/seal/recipient`)).text()).trim();
  const fingerprint = stage.fingerprint(pull);
  const header = { reviewer, pull: `${REPO}#${pull.number}`, fingerprint, verdict };
  const comment = `/countersign sealed\n\n${await encryptTo(recipient, padContent(formatContent(header, form)))}`;
  const answer = await answerTo(stage, pull, () => stage.github.comment(pull, reviewer, comment));
  if (/not counted yet/.test(answer)) throw new Error(`${reviewer}'s review was not taken:\n${answer}`);
  return { comment, answer };
}
