import { POLICY_PATH } from "../../src/core/policy/schema.js";
import { aSimulatedGithub, closeClean, loadedValue, type Simulated } from "./support/simulated.js";

let world: Simulated;
beforeEach(async () => {
  world = await aSimulatedGithub();
});
afterEach(() => closeClean(world));

/** Opens a pull request with one file and merges it. */
async function mergeOne(number: number, options: { readonly base?: string; readonly merge?: boolean } = {}) {
  const { sim, repo } = world;
  const branch = `work-${number}`;
  await sim.commit(repo, branch, { author: "alice", files: { [`src/${number}.ts`]: `export const n = ${number};\n` } });
  const pull = await sim.openPull({
    repo,
    head: branch,
    author: "alice",
    title: `Add ${number}`,
    ...(options.base === undefined ? {} : { base: options.base }),
  });
  if (options.merge !== false) await sim.mergePull(pull, { by: "alice" });
  return pull;
}

it("lists what was merged into the branch, and what was open, elsewhere or beyond the number is left out", async () => {
  const merged: Awaited<ReturnType<typeof mergeOne>>[] = [];
  for (let number = 1; number <= 12; number += 1) merged.push(await mergeOne(number));
  await mergeOne(13, { merge: false });
  world.sim.clearRequests();

  const pulls = await world.github.reader.listMergedPulls(world.ref, "main", 11);

  expect(pulls).toHaveLength(11);
  expect(pulls.every(({ title }) => title !== "Add 13" && title !== "Add 1")).toBe(true);
  expect(pulls.find(({ number }) => number === merged[4]?.number)).toMatchObject({
    title: "Add 5",
    branch: "work-5",
    author: { login: "alice" },
    pull: { headSha: merged[4]?.head.sha },
    counts: { files: 1, additions: 1, deletions: 0, commits: 1 },
    commits: { status: "loaded", value: [{ author: { account: { login: "alice" } } }] },
  });
  expect(world.sim.countRequests({})).toBe(2);
  expect(await world.github.reader.listMergedPulls(world.ref, "no-such-branch", 11)).toEqual([]);
});

it("lets the files be read as they were in the pull request, after the merge", async () => {
  await mergeOne(1);
  await mergeOne(2);
  const [latest] = await world.github.reader.listMergedPulls(world.ref, "main", 1);
  if (latest === undefined) throw new Error("nothing was listed");

  const answer = await world.github.reader.loadFiles({ ...world.ref, number: latest.number }, latest);

  expect(loadedValue(answer)).toMatchObject({
    gaps: [],
    files: [{ path: `src/${latest.title.slice(4)}.ts`, status: "added", content: { kind: "hunks" } }],
  });
});

it("answers nothing for a repository whose name is another's now", async () => {
  await mergeOne(1);

  expect(await world.github.reader.listMergedPulls({ ...world.ref, repositoryId: 1 }, "main", 5)).toEqual([]);
});

it("reads the policy file in a commit: found, absent, or not a file", async () => {
  const { sim, repo, github, ref } = world;
  await sim.commit(repo, "proposes", { author: "alice", files: { [POLICY_PATH]: "mode: observe\n" } });
  await sim.commit(repo, "folder", { author: "alice", files: { [`${POLICY_PATH}/x`]: "x\n" } });
  const at = (branch: string) => github.reader.loadPolicyAt(ref, repo.git.refs.get(`refs/heads/${branch}`) ?? "");

  expect(await at("proposes")).toMatchObject({ status: "found", text: "mode: observe\n" });
  expect(await at("main")).toEqual({ status: "absent" });
  expect(await at("folder")).toMatchObject({ status: "broken" });
});
