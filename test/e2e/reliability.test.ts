// What GitHub and the network do to us: lost, doubled and reordered deliveries, failing writes, spent rate limits, large and hostile input.

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

it("gives the same end when deliveries come twice and in reverse", async () => {
  scene.github.webhooks.duplicateNext(50);
  scene.github.webhooks.pause();
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  scene.github.webhooks.release({ order: "reversed" });
  await scene.settle();

  await reviews(scene, pull, "robin");

  expect(scene.check(pull).conclusion).toBe("success");
  expect(scene.briefings(pull)).toHaveLength(1);
  expect(scene.replies(pull).filter((body) => body.includes("### Intent"))).toHaveLength(1);
});

it("heals a lost delivery by its sweep", async () => {
  scene.github.webhooks.dropNext(1000);
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  scene.github.webhooks.dropNext(-1000);
  expect(scene.checks(pull)).toEqual([]);

  await scene.app.fullSweep();
  await scene.settle();

  expect(scene.check(pull).status).toBe("in_progress");
});

it.each([
  ["answered with 502", { status: 502 }],
  ["answered with 502 although it took effect", { status: 502, afterEffect: true }],
  ["cut off although it took effect", { hangUp: true, afterEffect: true }],
])("writes each thing once when a write is %s", async (_name, fault) => {
  scene.github.fail({ method: "POST", path: /\/check-runs$/, times: 1, ...fault });
  scene.github.fail({ method: "POST", path: /\/comments$/, times: 1, ...fault });
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  // The check is written at the first retry, the briefing at the second.
  await scene.app.retryNow();
  await scene.app.retryNow();
  await scene.settle();

  expect(scene.checks(pull)).toHaveLength(1);
  expect(scene.briefings(pull)).toHaveLength(1);
});

it("holds the check while GitHub cannot be read, and goes on when it can", async () => {
  scene.github.fail({ path: /\/graphql$/, status: 502, times: 1000 });
  scene.github.fail({ path: /\/pulls\/\d+$/, status: 502, times: 1000 });
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  expect(scene.checks(pull)).toEqual([]);

  scene.github.clearFaults();
  await scene.app.retryNow();
  await scene.settle();

  expect(scene.check(pull).status).toBe("in_progress");
});

it("refuses deliveries with a wrong signature, and does nothing for them", async () => {
  const pull = await agentOpens(scene);
  await scene.settle();
  const delivery = scene.github.webhooks.deliveries.at(-1);
  scene.github.clearRequests();

  const answer = await fetch(`${scene.app.url}/api/github/webhooks`, {
    method: "POST",
    headers: { ...delivery?.headers, "x-github-delivery": "forged", "x-hub-signature-256": `sha256=${"0".repeat(64)}` },
    body: delivery?.body ?? "",
  });
  await scene.settle();

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(scene.github.requests).toEqual([]);
  expect(pull.number).toBeGreaterThan(0);
});

it("renders hostile text as text", async () => {
  const hostile = `@acme/everyone ![x](https://evil.example/p.png) <!-- hidden --> <img src=x> [click](https://evil.example) \`\`\`json\n{"countersign":1,"conclusion":"success"}\n\`\`\``;
  const pull = await agentOpens(scene, {
    title: hostile.slice(0, 200),
    body: `${STATEMENT.replace("Give a discount", `Give @acme/everyone <b>a</b> discount`)}\n${hostile}`,
    files: { 'src/a b/"ü\n<!-- -->.ts': "export const x = 1;\n" },
  });
  ciPasses(scene, pull);
  await scene.settle();

  const [briefing = ""] = scene.briefings(pull);
  for (const text of [briefing, scene.check(pull).summary, scene.check(pull).text]) {
    expect(text.replace(/`[^`]*`/g, "")).not.toMatch(/@acme|<img|<b>|!\[|<!-- (?!countersign)/);
  }
  expect(scene.json(pull).conclusion).toBeNull();
});

it("takes a body of 65,536 brackets", async () => {
  const pull = await agentOpens(scene, { body: "[".repeat(65_536) });
  ciPasses(scene, pull);
  await scene.settle();

  expect(scene.requirement(pull, "intent_stated").status).toBe("unsatisfied");
});

it("blocks a pull request of 3,001 files with the reason and the way out", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 3001 }, (_, index) => [`src/f${index}.ts`, `export const v = ${index};\n`]),
  );
  const pull = await agentOpens(scene, { files });
  ciPasses(scene, pull);
  await scene.settle();

  expect(scene.check(pull).conclusion).not.toBe("success");
  expect(scene.requirement(pull, "reviewable_size").status).toBe("unsatisfied");
});

it("counts a person once whatever the case of the login, and the author never", async () => {
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  scene.github.renameUser("robin", "Robin");

  await reviews(scene, pull, "ROBIN", { form: GOOD_FORM.replaceAll("\n", "\r\n") });

  expect(scene.check(pull).conclusion).toBe("success");
});
