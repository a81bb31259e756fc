// An agent writes a token into the code. It is found, named and masked, and stands in nothing that the App wrote.
import { act, note, requirement, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { aToken, statement } from "../world.js";

export async function leakedToken(stage: Stage): Promise<void> {
  const { github } = stage;
  const token = aToken();
  act("copilot", "writes a GitHub token into src/orders/export.ts and opens a pull request; CI is green");
  await github.commit(REPO, "copilot/export", {
    files: { "src/orders/export.ts": `export const headers = { authorization: "Bearer ${token}" };\n` },
    message: "Export orders",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/export",
    author: "Copilot",
    title: `Export orders with ${token}`,
    body: statement("Send each order to the bookkeeping repository."),
  });
  github.reportCheck(REPO, pull.head.sha, "test", "success");
  const found = () => stage.check(pull)?.requirements.find(({ id }) => id === "no_secrets");
  await stage.until("the check to find it", () => found()?.status === "unsatisfied");
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion}]`);
  requirement(found());

  const written = github.findRequests().filter(({ method, path }) => method !== "GET" && !path.endsWith("/graphql"));
  const echoes = written.filter(({ body }) => JSON.stringify(body ?? null).includes(token));
  if (echoes.length > 0) throw new Error("the token stands in what Countersign wrote");
  note(
    `The token, which stands in the title as well, is in nothing that Countersign wrote to GitHub (${written.length} requests).`,
  );
}
