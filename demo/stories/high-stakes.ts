// An agent touches the login. One approval does not open the gate; an administrator can, and everybody sees it.
import { act, link, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { GOOD_FORM, statement } from "../world.js";

export async function highStakes(stage: Stage): Promise<void> {
  const { github } = stage;
  act("copilot", "changes src/auth/login.ts and opens a pull request; CI is green");
  await github.commit(REPO, "copilot/login", {
    files: {
      "src/auth/login.ts": "export function login(password: string, hash: string): boolean {\n  return true;\n}\n",
    },
    message: "Simplify the login",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/login",
    author: "Copilot",
    title: "Simplify the login",
    body: statement("Make the login simpler."),
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check", () => /high-stakes/i.test(stage.check(pull)?.title ?? ""));
  await stage.until("the briefing", () => stage.comments(pull).length > 0);
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.status}]`);
  show("briefing", stage.comments(pull)[0] ?? "", 24);

  act("robin", "submits a review in the clear; this tier takes only sealed ones");
  const before = stage.comments(pull).length;
  github.comment(pull, "robin", `/countersign approve\n\n${GOOD_FORM}`);
  await stage.until("the reply", () => stage.comments(pull).length > before);
  show("countersign replies", stage.comments(pull).at(-1) ?? "", 10);

  act("ada", ", an administrator, breaks the glass: logins are down");
  github.comment(pull, "ada", "/countersign override logins are down for everybody; reviewed on the phone with robin");
  await stage.until("the override", () => stage.check(pull)?.conclusion === "success");
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion}]`);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
}
