// An agent adds a package that it made up. It is stopped before anybody could register the name; a known one goes on.
import type { Pull } from "../../test/github-simulator/index.js";
import { act, requirement, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { manifest, statement } from "../world.js";

const INVENTED = "express-cart-dates";

export async function inventedPackage(stage: Stage): Promise<void> {
  const { github } = stage;
  act("copilot", `adds ${INVENTED} to package.json and opens a pull request; CI is green`);
  await github.commit(REPO, "copilot/dates", {
    files: { "package.json": manifest({ express: "^1.11.0", [INVENTED]: "^2.0.0" }) },
    message: "Show dates of delivery",
    author: "Copilot",
    by: "Copilot",
  });
  const pull = await github.openPull({
    repo: REPO,
    head: "copilot/dates",
    author: "Copilot",
    title: "Show dates of delivery",
    body: statement("Show in the cart on which day it will be delivered."),
  });
  await showDependencies(stage, pull, "unsatisfied");

  act("copilot", "takes dayjs instead, which the registry has known for years");
  await github.pushTo(pull, {
    files: { "package.json": manifest({ express: "^1.11.0", dayjs: "^1.11.0" }) },
    message: "Use dayjs",
    author: "Copilot",
    by: "Copilot",
  });
  await showDependencies(stage, pull, "satisfied");
}

/** A new direct dependency stays high-stakes; what the registries say is one requirement of it. */
async function showDependencies(stage: Stage, pull: Pull, status: string): Promise<void> {
  stage.github.reportCheck(REPO, pull.head.sha, "test", "success");
  const found = () => stage.check(pull)?.requirements.find(({ id }) => id === "dependencies_verified");
  await stage.until("the registries to be asked", () => found()?.status === status);
  show("check countersign", `${stage.check(pull)?.title}  [${stage.check(pull)?.conclusion ?? "in_progress"}]`);
  requirement(found());
}
