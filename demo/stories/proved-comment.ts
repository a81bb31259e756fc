// An agent rewrites a comment in source code. Nobody has to look, because both programs are the same; a comment that steers
// a tool is code.
import { act, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { COMMENTED, statement, UNCHECKED } from "../world.js";

export async function provedComment(stage: Stage): Promise<void> {
  const { github } = stage;
  act("copilot", "rewrites a comment in src/cart/total.ts and opens a pull request; CI is green");
  await github.commit(REPO, "copilot/comment", {
    files: { "src/cart/total.ts": COMMENTED },
    message: "Say what cartTotal leaves out",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/comment",
    author: "Copilot",
    title: "Say what cartTotal leaves out",
    body: statement("Tell readers that cartTotal knows no tax and no shipping."),
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check to turn green", () => stage.check(pull)?.conclusion === "success");
  await stage.until("the briefing to follow", () => /checks are green/i.test(stage.comments(pull)[0] ?? ""));
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion}]`);
  show("briefing", stage.comments(pull)[0] ?? "", 5);

  act("copilot", "adds one more comment: // @ts-ignore. A compiler reads it, so it is code");
  await github.pushTo(pull, {
    files: { "src/cart/total.ts": UNCHECKED },
    message: "Quiet the compiler",
    author: "Copilot",
    by: "Copilot",
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check to ask for a review", () => /behavior/i.test(stage.check(pull)?.title ?? ""));
  show("check countersign on the new head", `${stage.check(pull)?.title}  [${stage.check(pull)?.status}]`);
}
