// Stories around requests for reviews: who is asked on GitHub, what the briefing says.
import type { Pull } from "../../github-simulator/index.js";
import { LOGIN, LOGIN_CHANGED } from "./panel.js";
import type { Scene } from "./scene.js";
import { type AgentChange, agentOpens, ciPasses } from "./stories.js";

/** A change of how people sign in. */
export const STAKES: AgentChange = {
  branch: "copilot/login",
  files: { "src/auth/login.ts": LOGIN_CHANGED },
};

export const policy = (text: string) => ({ ".github/countersign.yml": `version: 1\n${text}` });

/** A shop of its own with one pull request by the agent, whose checks are green. */
export async function aPull(scene: Scene, files: Record<string, string> = {}, change: AgentChange = {}): Promise<Pull> {
  await scene.buildShop({ "src/auth/login.ts": LOGIN, ...files });
  const pull = await agentOpens(scene, change);
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

/** Logins of the people whom GitHub shows as asked. */
export function asked(pull: Pull): string[] {
  return [...pull.requestedReviewers].map(({ login }) => login);
}

export function theOneAsked(pull: Pull): string {
  const [only, ...more] = asked(pull);
  if (only === undefined || more.length > 0) throw new Error(`expected one person to be asked, found ${asked(pull)}`);
  return only;
}

/** The briefing's row about it; empty when there is none. */
export function rowOf(scene: Scene, pull: Pull): string {
  return /\| \*\*Asked to review\*\* \| (.*) \|/.exec(scene.briefings(pull).at(-1) ?? "")?.[1] ?? "";
}

/** The App's answer. */
export async function say(scene: Scene, pull: Pull, login: string, text: string): Promise<string> {
  scene.github.comment(pull, login, text);
  await scene.settle();
  return scene.replies(pull).at(-1) ?? "";
}
