// What people do on a high-stakes change: seal a review, as one does with the `age` program and a text editor.
import { formatContent, padContent, type SealHeader } from "../../../src/core/comments/content.js";
import { encryptTo } from "../../../src/seal/age.js";
import type { Pull } from "../../github-simulator/index.js";
import type { Scene } from "./scene.js";
import { type AgentChange, agentOpens, ciPasses, STATEMENT } from "./stories.js";

export const LOGIN = `export function login(password: string, hash: string): boolean {
  return verify(password, hash);
}
`;

export const LOGIN_CHANGED = LOGIN.replace(
  "return verify(password, hash);",
  "return hash !== '' && verify(password, hash);",
);

export const FIRST_FORM = `### Intent
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

export const SECOND_FORM = `### Intent
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

/** The agent changes how people sign in; CI is green. */
export async function agentChangesLogin(scene: Scene, change: AgentChange = {}): Promise<Pull> {
  const pull = await agentOpens(scene, {
    branch: "copilot/login",
    files: { "src/auth/login.ts": LOGIN_CHANGED },
    title: "Refuse an empty hash",
    body: `${STATEMENT.replace(/intent: .*/, "intent: Refuse to sign anybody in whose stored hash is empty.")}\nFixes #1\n`,
    ...change,
  });
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

export interface Seal extends Partial<SealHeader> {
  readonly form?: string;
  readonly seconds?: number;
  /** Replaces the recipient that the answer to `start` names. */
  readonly recipient?: string;
}

/** The whole comment. */
export async function sealedComment(scene: Scene, pull: Pull, reviewer: string, seal: Seal = {}): Promise<string> {
  const { form = FIRST_FORM, recipient = recipientIn(scene, pull) } = seal;
  const header: SealHeader = {
    reviewer: seal.reviewer ?? reviewer,
    pull: seal.pull ?? `${pull.repo.owner.login}/${pull.repo.name}#${pull.number}`,
    fingerprint: seal.fingerprint ?? String(scene.json(pull).fingerprint),
    verdict: seal.verdict ?? "approve",
  };
  return `/countersign sealed\n\n${await encryptTo(recipient, padContent(formatContent(header, form)))}`;
}

/** start, wait as long as asked, seal, submit. */
export async function sealsReview(scene: Scene, pull: Pull, reviewer: string, seal: Seal = {}): Promise<void> {
  scene.github.comment(pull, reviewer, "/countersign start");
  await scene.settle();
  scene.advance(seal.seconds ?? 120);
  scene.github.comment(pull, reviewer, await sealedComment(scene, pull, reviewer, seal));
  await scene.settle();
}

export function recipientIn(scene: Scene, pull: Pull): string {
  const found = scene.replies(pull).findLast((body) => /age1[0-9a-z]{50,}/.test(body));
  const recipient = /age1[0-9a-z]{50,}/.exec(found ?? "")?.[0];
  if (recipient === undefined) throw new Error("no answer names a recipient");
  return recipient;
}
