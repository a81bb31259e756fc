// Every place where a person can type a verdict on a high-stakes change before its panel is complete. Each of these people does it in
// another way, on one pull request; two others, who did not, still complete the panel.
import type { LineComment } from "../github-simulator/index.js";
import { agentChangesLogin, LOGIN, SECOND_FORM, sealedComment, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

beforeEach(() => scene.buildShop({ "src/auth/login.ts": LOGIN }));

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

type Pull = Awaited<ReturnType<typeof agentChangesLogin>>;

/** Others' words: who seals a copy of what stands in public is refused. */
const SHOWN = `### Intent
Accounts whose hash was never stored are not to sign themselves in any more.

### Tests
- [x] tests I wrote or ran myself
Started the server, removed one hash by hand, and was turned away at src/auth/login.ts.

### Edge cases
- null comes from the older importer and is compared as well

### Risks
- the message to the person does not say why they were turned away
`;

const COMMENTS: Readonly<Record<string, (block: string) => string>> = {
  "words-below-the-block": (block) => `${block}\n\nI approve, by the way.`,
  "words-above-the-block": (block) => block.replace("/countersign sealed\n", "/countersign sealed\nLGTM\n"),
  "words-behind-sealed": (block) => block.replace("/countersign sealed", "/countersign sealed reject"),
  "a-line-above-a-form": () => `My review:\n\n/countersign reject\n\n${SHOWN}`,
  "a-form-alone": () => SHOWN,
  "two-verdicts": () => `/countersign approve not\n\n${SHOWN}`,
  "a-form-below-start": () => `/countersign start\n\n${SHOWN}`,
  "a-header": () => "verdict: reject",
};

const LINES: Readonly<Record<string, string>> = {
  "a-form-on-a-line": SHOWN,
  "a-command-on-a-line": "/countersign reject",
};

function joins(login: string): string {
  scene.github.createUser(login);
  scene.github.setPermission(scene.repo, login, "write");
  return login;
}

function loginsNotCounted(pull: Pull): string[] {
  return [...scene.check(pull).summary.matchAll(/`([\w-]+)`: gave a verdict on this version/g)].map(
    ([, login = ""]) => login,
  );
}

it("is removed where it can be, keeps its author off the panel, and keeps nobody else off", async () => {
  const { github } = scene;
  const pull = await agentChangesLogin(scene);
  github.comment(pull, "sam", "/countersign start");
  await scene.settle();

  const comments = await Promise.all(
    Object.entries(COMMENTS).map(async ([login, make]) => {
      const author = joins(login);
      return github.comment(pull, author, make(await sealedComment(scene, pull, author)));
    }),
  );
  const lines: LineComment[] = [];
  for (const [login, body] of Object.entries(LINES)) {
    lines.push(...(await github.commentOnLines(pull, joins(login), [{ body: "What about zero?" }, { body }])));
  }
  const [question] = lines;
  const inReplyTo = question === undefined ? {} : { inReplyTo: question };
  lines.push(...(await github.commentOnLines(pull, joins("an-answer-on-a-line"), [{ body: SHOWN, ...inReplyTo }])));
  await github.submitReview(pull, joins("a-review-that-comments"), "COMMENTED", SHOWN);
  await github.submitReview(pull, joins("a-review-with-a-command"), "COMMENTED", "/countersign reject");
  const harmless = github.comment(pull, joins("an-edit"), "What about zero?");
  const [later] = await github.commentOnLines(pull, joins("an-edit-on-a-line"), [{ body: "And this?" }]);
  await scene.settle();
  scene.advance(60);
  github.editComment(harmless, "an-edit", `What about zero?\n\n${SHOWN}`);
  if (later !== undefined) await github.editLineComment(later, "an-edit-on-a-line", "verdict: reject");
  await scene.settle();

  const authors = [
    ...Object.keys(COMMENTS),
    ...Object.keys(LINES),
    "an-answer-on-a-line",
    "a-review-that-comments",
    "a-review-with-a-command",
    "an-edit",
    "an-edit-on-a-line",
  ];
  for (const comment of [...comments, harmless]) expect(pull.comments).not.toContain(comment);
  expect(pull.reviews.flatMap((review) => review.comments).map(({ body }) => body)).toEqual([
    "What about zero?",
    "What about zero?",
  ]);
  expect(loginsNotCounted(pull).sort()).toEqual([...authors].sort());
  expect(scene.replies(pull).join("\n")).not.toMatch(/sign themselves in|by the way|LGTM/);

  const before = scene.replies(pull).length;
  for (const login of authors) github.comment(pull, login, "/countersign start");
  await scene.settle();
  const refusals = scene.replies(pull).slice(before);
  expect(refusals).toHaveLength(authors.length);
  for (const refusal of refusals) expect(refusal).toMatch(/gave a verdict on this version in the clear/);

  await sealsReview(scene, pull, "sam");
  await sealsReview(scene, pull, "maya", { form: SECOND_FORM });
  expect(scene.check(pull).conclusion).toBe("success");
}, 120_000);

it("costs whoever has sealed their seat, and what people say beside it costs nobody anything", async () => {
  const { github } = scene;
  const pull = await agentChangesLogin(scene);
  await sealsReview(scene, pull, "robin");
  await github.commentOnLines(pull, "sam", [{ body: "LGTM, but why not `!hash`?" }]);
  github.comment(pull, "sam", "> /countersign reject\n\nWho wrote this?");
  github.comment(pull, "sam", "How do I submit the form?\n\n### Intent\n\n### Tests\n\n### Edge cases\n\n### Risks\n");
  await scene.settle();
  expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");

  await github.commentOnLines(pull, "robin", [{ body: `I found this:\n\n${SHOWN}` }]);
  await scene.settle();

  expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
  expect(loginsNotCounted(pull)).toEqual(["robin"]);
  await sealsReview(scene, pull, "sam");
  await sealsReview(scene, pull, "maya", { form: SECOND_FORM });
  expect(scene.check(pull).conclusion).toBe("success");
}, 120_000);
