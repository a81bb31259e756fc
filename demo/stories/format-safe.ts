// An agent mends the guide. Nobody has to look.
import { act, link, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { FILES, statement } from "../world.js";

export async function formatSafe(stage: Stage): Promise<void> {
  const { github } = stage;
  act("copilot", "mends a sentence of docs/guide.md and opens a pull request");
  await github.commit(REPO, "copilot/guide", {
    files: { "docs/guide.md": `${FILES["docs/guide.md"]}Then buy something.\n` },
    message: "Say what to do in the shop",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/guide",
    author: "Copilot",
    title: "Say what to do in the shop",
    body: statement("Tell visitors that they can buy something."),
  });
  await stage.until("the check to appear", () => stage.check(pull) !== null);
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.status}]`);

  act("CI", "reports success");
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  await stage.until("the check to turn green", () => stage.check(pull)?.conclusion === "success");
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion}]`);
  await stage.until("the briefing to follow", () => /checks are green/i.test(stage.comments(pull)[0] ?? ""));
  show("briefing", stage.comments(pull)[0] ?? "", 20);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
}
