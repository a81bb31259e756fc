// Every entry of the audit chain about a pull request is quoted on GitHub in the end, also those that a merge brings.
import { createAuditLog } from "../../src/db/audit-log.js";
import type { Database } from "../../src/db/client.js";
import { createPullStore } from "../../src/db/pulls.js";
import type { Pull } from "../github-simulator/index.js";
import { openTestDatabase, TEST_DATABASE_URL } from "../support/test-database.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses, reviews } from "./support/stories.js";

let scene: Scene;
let database: Database;

beforeAll(async () => {
  scene = await startScene({
    openDatabase: async (clock) => {
      database = await openTestDatabase(TEST_DATABASE_URL === undefined ? "embedded" : "postgresql", clock);
      return database;
    },
  });
});

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

async function aReviewedPull(): Promise<Pull> {
  await scene.buildShop();
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  await reviews(scene, pull, "robin");
  expect(scene.check(pull).conclusion).toBe("success");
  return pull;
}

/** The newest entry about the pull request, and its kind. */
async function newestEntry(pull: Pull): Promise<{ quoted: string; kind: string }> {
  const [installationId = 0] = (await createAuditLog(database).installations()).slice(-1);
  const ref = {
    installationId,
    repositoryId: pull.repo.id,
    owner: scene.organization,
    name: "shop",
    number: pull.number,
  };
  const head = await createPullStore(database).loadAuditHead(ref);
  const [entry] = await createAuditLog(database).read(installationId, head?.sequence ?? 0, 1);
  return { quoted: `entry ${head?.sequence}, \`${head?.hash}\``, kind: entry?.event.kind ?? "none" };
}

function checkWrites(): number {
  return scene.github.findRequests({ method: "PATCH", path: /\/check-runs\// }).length;
}

it("quotes the merge in the check of the merged head, in one write, and leaves what the check says", async () => {
  const pull = await aReviewedPull();
  const [before, written] = [scene.check(pull), checkWrites()];

  await scene.github.mergePull(pull, { by: "maya" });
  await scene.settle();

  const newest = await newestEntry(pull);
  const after = scene.check(pull);
  expect(newest.kind).toBe("merged");
  expect(after).toEqual({ ...before, text: expect.stringContaining(newest.quoted) });
  expect(after.text).toContain(before.text.trim());
  expect(checkWrites() - written).toBe(1);
});

it("quotes what is recorded after the merge, and writes nothing where nothing is", async () => {
  const pull = await aReviewedPull();
  await scene.github.mergePull(pull, { by: "maya" });
  await scene.settle();
  const written = checkWrites();

  scene.github.comment(pull, "robin", "Thank you.");
  await scene.settle();
  expect(checkWrites() - written).toBe(0);

  scene.github.comment(pull, "zoe", "/countersign override it was merged already");
  await scene.settle();
  const later = await newestEntry(pull);
  expect(later.kind).toBe("command_refused");
  expect(scene.check(pull).text).toContain(later.quoted);
  expect(scene.check(pull).conclusion).toBe("success");
});

it("quotes a bypass in its notice and in the check, although GitHub did not take the first write", async () => {
  await scene.buildShop();
  const pull = await agentOpens(scene);
  ciPasses(scene, pull);
  await scene.settle();
  const before = scene.check(pull);
  scene.github.fail({ method: "PATCH", path: /\/check-runs\//, status: 502, times: 1 });

  await scene.github.mergePull(pull, { by: "ada", bypass: true });
  await scene.settle();
  await scene.app.retryNow();
  await scene.settle();

  const newest = await newestEntry(pull);
  expect(newest.kind).toBe("bypass");
  expect(scene.check(pull)).toEqual({ ...before, text: expect.stringContaining(newest.quoted) });
  expect(scene.replies(pull).filter((body) => body.includes(newest.quoted))).toHaveLength(1);
});
