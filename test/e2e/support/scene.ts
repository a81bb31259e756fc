// The whole App in this process against the simulator: people, an agent, a clock that the test moves, and for each test an
// organisation of its own with a repository `shop`, so that a file of tests needs one App only.
import { type GithubSimulator, type Pull, startGithubSimulator } from "../../github-simulator/index.js";
import { type AppOptions, type RunningApp, startApp } from "./app.js";

/** The App's own check on a commit, as GitHub shows it. */
export interface ShownCheck {
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

interface ShopOptions {
  readonly private?: boolean;
}

export interface Scene {
  readonly github: GithubSimulator;
  readonly app: RunningApp;
  /** The organisation and the repository of the present test. */
  readonly organization: string;
  readonly repo: string;
  /** A new organisation with the App on it, and its shop. */
  buildShop(files?: Record<string, string>, options?: ShopOptions): Promise<void>;
  /** Waits until every delivery is answered and no work is left. */
  settle(): Promise<void>;
  /** Moves GitHub's clock and the App's; nobody waits. */
  advance(seconds: number): void;
  /** Moves GitHub's clock and the App's, and waits until everything that became due is done. */
  pass(hours: number): Promise<void>;
  checks(pull: Pull): ShownCheck[];
  check(pull: Pull): ShownCheck;
  /** The json block at the end of the check's text. */
  json(pull: Pull): Record<string, unknown> & { requirements: { id: string; status: string; detail: string }[] };
  requirement(pull: Pull, id: string): { status: string; detail: string };
  /** Bodies of the App's comments, oldest first, without the briefing. */
  replies(pull: Pull): string[];
  briefings(pull: Pull): string[];
  close(): Promise<void>;
}

export async function startScene(options: AppOptions = {}): Promise<Scene> {
  let offsetMs = 0;
  const github = await startGithubSimulator({ clock: () => Date.now() + offsetMs, authClock: () => Date.now() });
  buildWorld(github);
  const app = await startApp(github, options);
  github.webhooks.url = `${app.url}/api/github/webhooks`;

  const ours = (pull: Pull) => pull.comments.filter(({ author }) => author?.login === "countersign[bot]");
  const isBriefing = (body: string) => body.startsWith("<!-- countersign:briefing -->");
  const checks = (pull: Pull): ShownCheck[] =>
    github.checkRuns(pull.repo, pull.head.sha, "countersign").map((run) => ({
      status: run.status,
      conclusion: run.conclusion,
      title: run.output.title ?? "",
      summary: run.output.summary ?? "",
      text: run.output.text ?? "",
    }));
  let shops = 0;
  const scene: Scene = {
    github,
    app,
    get organization() {
      return `acme${shops}`;
    },
    get repo() {
      return `acme${shops}/shop`;
    },
    async buildShop(files = {}, shop = {}) {
      shops += 1;
      await buildShop(github, scene.organization, { ...shop, files });
      await scene.settle();
    },
    async settle() {
      // Our own writes cause deliveries too, so both sides have to be quiet.
      let before = -1;
      while (before !== github.webhooks.deliveries.length) {
        before = github.webhooks.deliveries.length;
        await github.webhooks.settled();
        await app.idle();
        await github.webhooks.settled();
      }
    },
    advance: (seconds) => {
      offsetMs += seconds * 1000;
      app.advance(seconds);
    },
    async pass(hours) {
      scene.advance(hours * 3_600);
      await scene.settle();
    },
    checks,
    check(pull) {
      const [only, ...more] = checks(pull);
      if (only === undefined || more.length > 0) {
        throw new Error(`expected one countersign check on ${pull.head.sha}, found ${more.length + (only ? 1 : 0)}`);
      }
      return only;
    },
    json: (pull) => JSON.parse(/```json\n(.*)\n```\s*$/s.exec(scene.check(pull).text)?.[1] ?? "null"),
    requirement(pull, id) {
      const found = scene.json(pull).requirements.find((requirement) => requirement.id === id);
      if (found === undefined) {
        throw new Error(`no requirement ${id}`);
      }
      return found;
    },
    replies: (pull) =>
      ours(pull)
        .map(({ body }) => body)
        .filter((body) => !isBriefing(body)),
    briefings: (pull) =>
      ours(pull)
        .map(({ body }) => body)
        .filter(isBriefing),
    async close() {
      await app.close();
      await github.close();
    },
  };
  return scene;
}

/** alice sets agents to work; robin and sam may review; maya maintains, ada administers; ines wrote the issue; zoe may only read. */
function buildWorld(github: GithubSimulator): void {
  for (const login of ["alice", "robin", "sam", "maya", "ada", "ines", "zoe"]) {
    github.createUser(login);
  }
  github.createBot("copilot-swe-agent");
}

async function buildShop(
  github: GithubSimulator,
  organization: string,
  { files, private: isPrivate = false }: ShopOptions & { readonly files: Record<string, string> },
): Promise<void> {
  github.createOrganization(organization);
  const repo = await github.createRepository({
    owner: organization,
    name: "shop",
    private: isPrivate,
    files: { "README.md": "# Shop\n", "src/cart/total.ts": TOTAL, "docs/guide.md": "Hello.\n", ...files },
  });
  for (const [login, permission] of Object.entries(PERMISSIONS)) {
    github.setPermission(repo, login, permission);
  }
  github.install(organization);
}

const PERMISSIONS = {
  alice: "write",
  robin: "write",
  sam: "write",
  maya: "maintain",
  ada: "admin",
  ines: "write",
  zoe: "read",
} as const;

export const TOTAL = `export function cartTotal(items: { price: number; quantity: number }[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.quantity;
  }
  return total;
}
`;
