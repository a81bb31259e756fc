// A pull request that edits the policy, from the webhook to the report in its check.
import { POLICY_PATH } from "../../src/core/policy/schema.js";
import { type Scene, startScene } from "./support/scene.js";

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const STRICTER = "tiers: { high_stakes: { paths: ['src/list/**'] } }\n";

async function merged(branch: string, path: string) {
  const { github, repo } = scene;
  await github.commit(repo, branch, { author: "Copilot", files: { [path]: `// ${branch}\nexport const a = 1;\n` } });
  const pull = await github.openPull({ repo, head: branch, author: "Copilot", title: `Work on ${branch} @alice` });
  await scene.settle();
  await github.mergePull(pull, { by: "ada", bypass: true });
  await scene.settle();
  return pull;
}

it("is told what its policy would have decided on the pull requests merged last, and told anew when it changes", async () => {
  await scene.buildShop();
  const { github, repo } = scene;
  const list = await merged("copilot/list", "src/list/new.ts");
  await merged("copilot/docs", "docs/new.md");
  await github.commit(repo, "policy", { author: "maya", files: { [POLICY_PATH]: STRICTER } });
  const pull = await github.openPull({ repo, head: "policy", author: "maya" });
  await scene.settle();
  await scene.app.idle();

  const { text } = scene.check(pull);
  expect(text).toContain("The 2 pull requests that were merged into `main` last");
  expect(text).toContain("| Behavior-changing | 1 | 0 | 0 |");
  expect(text).toContain(`/pull/${list.number}) \`Work on copilot/list @alice\`: behavior-changing → high-stakes`);
  expect(text).toContain("`src/list/new.ts`: the policy lists this path as high-stakes");
  expect(text).not.toContain("docs/new.md");
  expect(scene.json(pull)).toMatchObject({ countersign: 1 });

  await github.commit(repo, "policy", { author: "maya", files: { [POLICY_PATH]: "tears: {}\n" } });
  await scene.settle();
  expect(scene.check(pull).text).toContain("the file is no valid policy");

  await github.commit(repo, "policy", { author: "maya", files: { [POLICY_PATH]: "# the defaults\n" } });
  await scene.settle();
  expect(scene.check(pull).text).toContain("The same as the present one");
  expect(github.violations).toEqual([]);
});
