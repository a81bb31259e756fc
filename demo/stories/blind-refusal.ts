// The agent "simplifies" the login. Two people see what that means, each by themselves. A verdict in the clear does not help it in.
import { answerTo, opensRiskyChange, sealsReview, showCheck } from "../panel.js";
import { act, link, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";

export async function blindRefusal(stage: Stage): Promise<void> {
  const { github } = stage;
  const pull = await opensRiskyChange(stage, {
    branch: "copilot/simpler-login",
    title: "Simplify the login",
    intent: "Make the login simpler.",
    issue: { title: "Login is hard to read", body: "Somebody new should understand login() within a minute." },
    files: {
      "src/auth/login.ts": "export function login(password: string, hash: string): boolean {\n  return true;\n}\n",
    },
  });

  act("ines", "approves with GitHub's own button, which everybody sees");
  show(
    "countersign replies",
    await answerTo(stage, pull, () => github.submitReview(pull, "ines", "APPROVED", "LGTM")),
    8,
  );

  act("ines", "wants to review it properly now");
  show("countersign replies", await answerTo(stage, pull, () => github.comment(pull, "ines", "/countersign start")), 8);

  act("robin", "seals a review");
  await sealsReview(stage, pull, { reviewer: "robin", verdict: "reject", form: FIRST });
  showCheck(stage, pull);

  act("sam", "seals another");
  const second = await sealsReview(stage, pull, { reviewer: "sam", verdict: "reject", form: SECOND });
  await stage.until("the check to refuse", () => stage.check(pull)?.conclusion === "failure");
  show("countersign reveals both at once", second.answer, 30);
  showCheck(stage, pull);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
  link("the same on Countersign", `${stage.appUrl}/pulls/${REPO}/${pull.number}`);
}

const FIRST = `### Intent
It says simpler; what it does is to sign everybody in with any password.

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
Called login("wrong", hash) in a console: true. No test in the suite asks for a refusal, so CI stays green.

### Edge cases
- every account is one, also those that are locked; src/auth/login.ts:2 does not read the hash any more

### Risks
- anybody reads and orders in anybody's name, from the moment this is deployed
`;

const SECOND = `### Intent
verify() is gone from src/auth/login.ts, so passwords are not compared with anything.

### Tests
- [ ] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
I added one case with a wrong password to the sign-in suite, and it fails on this branch.

### Edge cases
- an empty password works as well as any other

### Risks
- this opens the shop to everyone; I would rather keep the function hard to read
`;
