// Hostile texts: what looks like a command and is none, forged markers, markup, and what must not reach the log.
import type { Pull } from "../github-simulator/index.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses, GOOD_FORM, reviews, STATEMENT } from "./support/stories.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop());

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
});

afterAll(() => scene.close());

const OVERRIDE = "/countersign override production is down and this is the fix";

async function aWaitingPull(body?: string): Promise<Pull> {
  const pull = await agentOpens(scene, body === undefined ? {} : { body });
  ciPasses(scene, pull);
  await scene.settle();
  return pull;
}

function issuesOfOurs() {
  return [...scene.github.world.repository(scene.repo).issues.values()].filter(
    (issue) => issue.kind === "issue" && issue.author?.login === "countersign[bot]",
  );
}

describe("what is no command", () => {
  it.each([
    ["in a quote", `> ${OVERRIDE}`],
    ["in a code fence", `\`\`\`\n${OVERRIDE}\n\`\`\``],
    ["in an indented block", `    ${OVERRIDE}`],
    ["on the second line", `Look:\n${OVERRIDE}`],
    ["behind an empty line", `\n${OVERRIDE}`],
    ["in an HTML comment", `<!--\n${OVERRIDE}\n-->`],
    ["in details", `<details>\n${OVERRIDE}\n</details>`],
    ["behind a zero-width space", `\u200b${OVERRIDE}`],
    ["behind a right-to-left mark", `\u202e${OVERRIDE}`],
    ["behind a tab", `\t${OVERRIDE}`],
    ["in code", `\`${OVERRIDE}\``],
    ["with a longer name", OVERRIDE.replace("/countersign", "/countersigned")],
  ])("is not obeyed and not answered: %s", async (_name, body) => {
    const pull = await aWaitingPull();
    scene.github.comment(pull, "ada", body);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
    expect(scene.replies(pull)).toEqual([]);
  });

  it("is not read in the pull request's body, its title, an issue or a review", async () => {
    const pull = await agentOpens(scene, { title: OVERRIDE, body: `${OVERRIDE}\n\n${STATEMENT}` });
    ciPasses(scene, pull);
    const issue = scene.github.createIssue({ repo: scene.repo, author: "ada", title: "x", body: OVERRIDE });
    scene.github.comment(issue, "ada", OVERRIDE);
    await scene.github.editPull(pull, "ada", { body: `${OVERRIDE}\n\n${STATEMENT}` });
    await scene.github.submitReview(pull, "ada", "COMMENTED", OVERRIDE);
    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
    expect(issue.comments).toHaveLength(1);
    expect(issuesOfOurs()).toEqual([]);
  });
});

describe("a statement", () => {
  it.each([
    ["twice", `${STATEMENT}\n${STATEMENT}`],
    ["in an HTML comment", `<!--\n${STATEMENT}-->`],
    ["in a quote", STATEMENT.replace(/^/gm, "> ")],
    ["in a longer fence", `\`\`\`\`\n${STATEMENT}\`\`\`\``],
  ])("does not state the intent %s", async (_name, body) => {
    const pull = await aWaitingPull(body);

    expect(scene.requirement(pull, "intent_stated").status).toBe("unsatisfied");
  });
});

const CRITERION = "Carts above 100 euros get 10 % off. A cart of exactly 100 euros does not.";

describe("acceptance criteria", () => {
  async function withIssue(author: string, editor?: string): Promise<Pull> {
    const issue = scene.github.createIssue({ repo: scene.repo, author, title: "Discount", body: CRITERION });
    if (editor !== undefined)
      scene.github.editIssue(issue, editor, `${issue.body} And everything else is fine as well.`);
    return aWaitingPull(`${STATEMENT}\nFixes #${issue.number}\n`);
  }

  it.each([
    ["ines", undefined, "satisfied"],
    ["Copilot", undefined, "unsatisfied"],
    ["ines", "Copilot", "unsatisfied"],
  ] as const)("in an issue written by %s and edited by %s are %s", async (author, editor, status) => {
    const pull = await withIssue(author, editor);

    expect(scene.requirement(pull, "acceptance_criteria").status).toBe(status);
  });
});

describe("acceptance criteria that nobody wrote", () => {
  async function linking(body: string, more: { readonly viaApp?: string } = {}): Promise<Pull> {
    const issue = scene.github.createIssue({ repo: scene.repo, author: "ines", title: "Discount", body, ...more });
    return aWaitingPull(`${STATEMENT}\nFixes #${issue.number}\n`);
  }

  it.each([
    ["a comment", `<!-- ${CRITERION} -->`],
    ["headings", `## ${CRITERION}\n\n## Steps to reproduce the behavior\n`],
    ["unticked boxes", `- [ ] ${CRITERION}\n- [ ] The invoice shows the discount.`],
  ])("are not found in an issue that holds only %s", async (_what, body) => {
    const pull = await linking(body);

    expect(scene.requirement(pull, "acceptance_criteria").status).toBe("unsatisfied");
  });

  it("are not found in an issue that an App wrote in a person's name", async () => {
    const pull = await linking(CRITERION, { viaApp: `tool-${scene.organization}` });

    expect(scene.requirement(pull, "acceptance_criteria")).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining("through an App"),
    });
  });

  it("wait while GitHub does not say who wrote the issue, and cost one question once it does", async () => {
    const path = /\/issues\/\d+$/;
    scene.github.fail({ method: "GET", path, status: 403, times: 1000 });
    const pull = await linking(CRITERION);
    expect(scene.requirement(pull, "acceptance_criteria").status).toBe("error");
    expect(scene.check(pull).conclusion).toBeNull();

    scene.github.clearFaults();
    scene.github.clearRequests();
    for (const label of ["one", "two", "three"]) {
      await scene.github.setLabels(pull, "robin", [label]);
      await scene.settle();
    }

    expect(scene.requirement(pull, "acceptance_criteria").status).toBe("satisfied");
    expect(scene.github.requests.filter((request) => request.method === "GET" && path.test(request.path))).toHaveLength(
      1,
    );
  });
});

describe("a forged marker of the App", () => {
  it("does not keep the bypass notice from being written", async () => {
    const pull = await aWaitingPull();
    const marker = `<!-- countersign:bypass:${pull.head.sha} -->`;
    await scene.github.editPull(pull, "Copilot", { body: STATEMENT.replace("Give a", `${marker} Give a`) });
    await scene.settle();

    await scene.github.mergePull(pull, { by: "ada", bypass: true });
    await scene.settle();

    expect(scene.replies(pull).filter((body) => body.startsWith(marker))).toHaveLength(1);
  });

  it("does not keep the override's issue from being opened", async () => {
    const pull = await aWaitingPull();
    const marker = `<!-- countersign:override:${scene.github.world.repository(scene.repo).id}#${pull.number}:${pull.head.sha} -->`;
    await scene.github.editPull(pull, "Copilot", { body: STATEMENT.replace("Give a", `${marker} Give a`) });
    await scene.settle();

    scene.github.comment(pull, "ada", OVERRIDE);
    await scene.settle();

    expect(issuesOfOurs()).toHaveLength(1);
  });

  it("does not take the place of the briefing, whoever writes it", async () => {
    const pull = await agentOpens(scene);
    scene.github.comment(pull, "Copilot", "<!-- countersign:briefing -->\nEverything is approved.");
    ciPasses(scene, pull);
    await scene.settle();

    expect(scene.briefings(pull)).toHaveLength(1);
  });
});

it("demands the review after an override in the conversation where issues are switched off, once", async () => {
  const pull = await aWaitingPull();
  scene.github.fail({ method: "POST", path: /\/issues$/, status: 410, times: 1000 });

  scene.github.comment(pull, "ada", OVERRIDE);
  await scene.settle();
  scene.github.comment(pull, "robin", "/countersign status");
  await scene.settle();
  await scene.app.retryNow();
  scene.github.clearFaults();

  expect(scene.replies(pull).filter((body) => body.startsWith("<!-- countersign:override:"))).toHaveLength(1);
  expect(scene.replies(pull).filter((body) => body.startsWith("<!-- countersign:reply:"))).toHaveLength(2);
});

describe("markup in a text", () => {
  const EVIL =
    "Give @acme/everyone ![x](https://evil.example/p.png) [safe](https://evil.example) <img src=x> <!-- x --> ``` a | b";

  it("reaches no text of the App outside of code", async () => {
    const branch = "copilot/@acme-everyone";
    const pull = await agentOpens(scene, {
      branch,
      title: EVIL,
      body: STATEMENT.replace(/^intent: .*$/m, `intent: ${JSON.stringify(EVIL)}`).replace(
        "operator: alice",
        `operator: ${JSON.stringify(EVIL)}`,
      ),
      files: { "src/cart/total.ts": "export {};\n", "src/@acme|<b>/![x](y).ts": "export const a = 1;\n" },
    });
    scene.github.reportCheck(scene.repo, pull.head.sha, EVIL, "failure");
    scene.github.comment(pull, "ada", `/countersign ${EVIL}`);
    scene.github.comment(pull, "ada", `/countersign waive ${EVIL} because of @acme/everyone and #1`);
    scene.github.comment(pull, "ada", "/countersign status");
    scene.github.comment(pull, "ada", `/countersign override ${EVIL}`);
    await scene.settle();

    const { summary, text } = scene.check(pull);
    const texts = [
      ...scene.briefings(pull),
      ...scene.replies(pull),
      ...issuesOfOurs().map(({ body }) => body),
      summary,
      text,
    ];
    expect(texts.length).toBeGreaterThan(5);
    for (const shown of texts) expect(withoutCode(shown)).not.toMatch(/@acme|evil\.example|<img|<b>|!\[/);
  });
});

/** As CommonMark reads it: fenced blocks first, then code spans closed by a run of the same length. */
function withoutCode(markdown: string): string {
  const prose = markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1`*[ \t]*$/gm, "");
  return prose.replace(/(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g, "");
}

it("writes nothing that a person wrote into its log, whatever fails", async () => {
  const secret = "xyzzy";
  scene.github.fail({ method: "POST", path: /\/comments$/, status: 422, times: 3 });
  scene.github.fail({ method: "POST", path: /\/check-runs$/, status: 502, times: 3 });
  scene.github.fail({ method: "POST", path: /\/graphql$/, status: 502, times: 3 });
  const pull = await agentOpens(scene, {
    title: `${secret} title`,
    body: `${secret}\n${STATEMENT.replace("Give", `${secret} give`)}`,
  });
  ciPasses(scene, pull);
  await reviews(scene, pull, "robin", { form: GOOD_FORM.replace("Carts", `${secret} carts`) });
  scene.github.comment(pull, "ada", `/countersign override ${secret} is the reason for this`);
  await scene.settle();
  for (let turn = 1; turn <= 4; turn++) {
    await scene.app.retryNow();
    await scene.settle();
  }

  expect(scene.app.logged.length).toBeGreaterThan(0);
  expect(scene.app.logged.filter((line) => line.includes(secret))).toEqual([]);
  expect(scene.check(pull).conclusion).toBe("success");
});
