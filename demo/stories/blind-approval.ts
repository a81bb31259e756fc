// Two people judge a change of the login without knowing of one another's verdict, and agree.
import { createHash } from "node:crypto";
import { answerTo, opensRiskyChange, sealsReview, showCheck } from "../panel.js";
import { act, link, note, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";
import { LOGIN } from "../world.js";

export async function blindApproval(stage: Stage): Promise<void> {
  const { github } = stage;
  const pull = await opensRiskyChange(stage, {
    branch: "copilot/empty-hash",
    title: "Refuse an empty hash",
    intent: "Refuse to sign anybody in whose stored hash is empty.",
    issue: { title: "Empty hash signs anybody in", body: "Accounts without a hash must not be able to sign in." },
    files: { "src/auth/login.ts": LOGIN.replace("return verify", 'return hash !== "" && verify') },
  });
  show("briefing", stage.comments(pull)[0] ?? "", 24);

  act("robin", "begins, reads for two minutes, and submits a review that is sealed in the browser");
  const first = await sealsReview(stage, pull, { reviewer: "robin", verdict: "approve", form: FIRST });
  show("robin's comment, as everybody sees it", first.comment, 6);
  show("countersign replies", first.answer);
  showCheck(stage, pull);
  note("Until the second review is in, all of this is the same whatever robin found.");

  act("sam", "copies robin's block and submits it as a review of his own");
  await answerTo(stage, pull, () => github.comment(pull, "sam", "/countersign start"));
  stage.advance(120);
  show("countersign replies", await answerTo(stage, pull, () => github.comment(pull, "sam", first.comment)), 8);

  act("sam", "does read the change, and seals what he found");
  const second = await sealsReview(stage, pull, { reviewer: "sam", verdict: "approve", form: SECOND });
  await stage.until("the check to turn green", () => stage.check(pull)?.conclusion === "success");
  show("countersign reveals both at once", second.answer, 40);
  showCheck(stage, pull);

  const committed = /Commitment (sha256:[0-9a-f]{64})/.exec(first.answer)?.[1] ?? "";
  act("anybody", "computes robin's commitment again, from the nonce and the text that the comment gives");
  note(`the receipt said  ${committed}`);
  note(`now it comes out  ${recomputed(second.answer).find((one) => one === committed) ?? "otherwise"}`);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
  link("the same on Countersign", `${stage.appUrl}/pulls/${REPO}/${pull.number}`);
  link("the page on which people review", `${stage.appUrl}/review/${REPO}/${pull.number}`);
}

/** What the shell lines of the comment compute. */
function recomputed(reveal: string): string[] {
  const blocks = [...reveal.matchAll(/printf %s ([0-9a-f]{64})\n {2}base64 -d <<'END'\n([\s\S]*?)\nEND/g)];
  return blocks.map(([, nonce = "", text = ""]) => {
    const hash = createHash("sha256").update(nonce).update(Buffer.from(text, "base64"));
    return `sha256:${hash.digest("hex")}`;
  });
}

/** What robin finds. */
export const FIRST = `### Intent
An empty stored hash no longer signs anybody in, which the verify function let through.

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
I ran the sign-in suite and tried login() with an empty hash in a console: false.

### Edge cases
- a hash of blanks still reaches verify(), which refuses it

### Risks
- accounts that were imported without a hash cannot sign in until they reset, support knows
`;

/** What sam finds. */
export const SECOND = `### Intent
login() gains a guard, so that rows without a password hash are turned away before comparing.

### Tests
- [ ] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
Wrote a case with hash set to the empty string and one with undefined; the second throws, as before.

### Edge cases
- undefined is compared with !== and passes the new guard; src/auth/login.ts:2 still throws in verify

### Risks
- the guard answers faster than verify does, so timing tells which accounts have no hash
`;
