import { loaded, unavailable } from "../../src/core/facts/source.js";
import type { PullRef } from "../../src/core/facts/work.js";
import { AppError } from "../../src/errors.js";
import { proposePolicy, replayPolicy } from "../../src/pipeline/replay-policy.js";
import type { MergedPull } from "../../src/ports.js";
import { anAssessment, aSnapshot } from "../support/assessments.js";
import { aPullItem } from "../support/build/work.js";
import { aChange, aCommit, aFile, aHunk, anAgentAccount, fakeSha } from "../support/build.js";
import { aFakeWorld, type FakeWorld, LOST, REF } from "../support/fake-ports.js";

const STRICTER = "tiers: { high_stakes: { paths: ['src/list/**'] } }\n";
const SORT = aFile({
  path: "src/list/sort.ts",
  content: {
    kind: "hunks",
    hunks: [aHunk({ old: 3, new: 3 }, ["-  return names.sort();", "+  return names.toSorted();"])],
  },
});
const POLICY_FILE = ".github/countersign.yml";

function aMerged(number: number, override: Partial<MergedPull> = {}): MergedPull {
  return {
    number,
    title: `Pull ${number}`,
    body: "",
    author: anAgentAccount(),
    branch: "copilot/work",
    mergedAt: "2026-03-01T00:00:00Z",
    pull: { headSha: fakeSha(`head ${number}`), baseSha: fakeSha("base") },
    counts: { files: 1, additions: 2, deletions: 1, commits: 1 },
    mergeBaseSha: null,
    commits: loaded([aCommit()]),
    ...override,
  };
}

function aWorld(text: string): FakeWorld {
  const world = aFakeWorld(aSnapshot());
  world.github.proposed = { status: "found", text, oid: fakeSha(text) };
  world.github.merged = [aMerged(1), aMerged(2)];
  world.github.reader.loadFiles = async () => loaded({ files: [SORT], gaps: [], texts: new Map() });
  return world;
}

// Handlers are given the work item itself, whose kind must not leak into what they ask for.
function note(world: FakeWorld, paths: readonly string[] = [POLICY_FILE]) {
  const assessment = anAssessment({ snapshot: world.github.see() });
  const change = loaded(aChange({ files: paths.map((path) => aFile({ path })) }));
  const input = { ...assessment.input, facts: { ...assessment.input.facts, change } };
  return proposePolicy({ ...assessment, ref: aPullItem(), input }, world.dependencies);
}

it("says nothing on a pull request that does not edit the policy, and asks nobody", async () => {
  const world = aWorld(STRICTER);

  expect(await note(world, ["src/a.ts", "docs/.github/countersign.yml"])).toBeNull();
  expect(world.queuedKeys()).toEqual([]);
});

it("has the replay made once in the background, and shows it when it is there", async () => {
  const world = aWorld(STRICTER);

  expect(await note(world)).toEqual({ status: "being-made" });
  expect(await note(world)).toEqual({ status: "being-made" });
  expect(world.queuedKeys()).toEqual(["replay:4242#7"]);
  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);

  expect(world.queuedKeys()).toEqual(["replay:4242#7", "pull:4242#7"]);
  expect(await note(world)).toMatchObject({
    status: "ready",
    report: {
      status: "made",
      branch: "main",
      unreadable: [],
      comparison: {
        changes: 2,
        matrix: { "behavior-changing": { "high-stakes": 2 } },
        reviews: { before: { structured: 2, blind: 0 }, after: { structured: 0, blind: 4 } },
        moves: [{ id: "#1", causes: [{ rule: "policy-high-stakes", path: "src/list/sort.ts" }] }, { id: "#2" }],
      },
    },
  });
  expect(world.queuedKeys()).toHaveLength(2);
});

it("does not make again what is there, and looks at the pull request again all the same", async () => {
  const world = aWorld(STRICTER);
  await note(world);
  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);
  world.github.reader.listMergedPulls = () => Promise.reject(new Error("asked again"));

  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);

  expect(world.queuedKeys().filter((key) => key.startsWith("pull"))).toHaveLength(2);
});

it.each([
  ["an invalid file", "tears: {}\n", "invalid"],
  ["a hostile file", "a: ".repeat(40_000), "invalid"],
  ["deeply nested brackets", "[".repeat(60_000), "invalid"],
  ["a file that sets nothing else", "# only a remark\n", "same"],
])("replays nothing for %s", async (_name, text, status) => {
  const world = aWorld(text);

  expect(await note(world)).toMatchObject({ status });
  expect(world.queuedKeys()).toEqual([]);
});

it("takes a removed file for the defaults", async () => {
  const world = aFakeWorld(aSnapshot({ policy: { status: "found", text: STRICTER, oid: fakeSha("x") } }));

  expect(await note(world)).toEqual({ status: "being-made" });
});

it("says why the file at the head is not known, and does not fail the evaluation", async () => {
  const world = aWorld(STRICTER);
  world.github.proposed = { status: "unavailable", reason: "it is too large" };
  expect(await note(world)).toMatchObject({ status: "unread", reason: expect.stringContaining("too large") });

  world.github.reader.loadPolicyAt = () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502"));
  expect(await note(world)).toEqual({ status: "unread", reason: "502" });
});

it("counts pull requests that cannot be judged, and judges the others", async () => {
  const world = aWorld(STRICTER);
  world.github.merged = [
    aMerged(1, { commits: unavailable("GitHub lists 100 of 300 commits") }),
    aMerged(2, { counts: { files: 5_000, additions: 1, deletions: 0, commits: 1 } }),
    aMerged(3),
    aMerged(4),
    aMerged(5),
  ];
  world.github.reader.loadFiles = async ({ number }) => {
    if (number === 3) return unavailable("the head is gone");
    const gaps = number === 4 ? ["a file is missing"] : [];
    return loaded({ files: [SORT], gaps, texts: new Map() });
  };

  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);

  expect(await note(world)).toMatchObject({
    report: {
      comparison: { changes: 1, moves: [{ id: "#5" }] },
      unreadable: [
        { id: "#1", reason: "GitHub lists 100 of 300 commits" },
        { id: "#2", reason: expect.stringContaining("5000 files") },
        { id: "#3", reason: "the head is gone" },
        { id: "#4", reason: "a file is missing" },
      ],
    },
  });
});

it("notes a refusal as the result, and leaves an outage to be tried again", async () => {
  const world = aWorld(STRICTER);
  world.github.reader.listMergedPulls = () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502"));
  await expect(replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies)).rejects.toMatchObject({
    code: "GITHUB_UNAVAILABLE",
  });
  expect(world.replays.stored.size).toBe(0);

  world.github.reader.listMergedPulls = () => Promise.reject(new AppError("GITHUB_FORBIDDEN", "not allowed"));
  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);

  expect(await note(world)).toMatchObject({ status: "ready", report: { status: "failed", reason: "not allowed" } });
});

it.each([
  ["being made for an hour", null, 3_600_000, true],
  ["being made for a minute", null, 60_000, false],
  ["failed a day ago", { version: 1, status: "failed", reason: "x" } as const, 86_400_000, true],
  ["failed an hour ago", { version: 1, status: "failed", reason: "x" } as const, 3_600_000, false],
])("a replay that is %s is begun again or not", async (_name, report, ageMs, again) => {
  const world = aWorld(STRICTER);
  await note(world);
  const [key = ""] = world.replays.stored.keys();
  const madeAt = new Date(world.dependencies.clock.now().getTime() - ageMs);
  world.replays.stored.set(key, { report, madeAt });
  world.queued.length = 0;

  await note(world);

  expect(world.queuedKeys()).toEqual(again ? ["replay:4242#7"] : []);
});

it("writes nothing after the lease was lost", async () => {
  const world = aWorld(STRICTER);

  await expect(
    replayPolicy({ ...REF, kind: "replay" } as PullRef, { ...world.dependencies, lease: LOST }),
  ).rejects.toMatchObject({
    code: "LEASE_LOST",
  });

  expect(world.replays.stored.size).toBe(0);
});

it("does nothing for a pull request that is closed by now", async () => {
  const world = aWorld(STRICTER);
  world.github.snapshot = aSnapshot({ pull: { state: "merged" } });

  await replayPolicy({ ...REF, kind: "replay" } as PullRef, world.dependencies);

  expect(world.queuedKeys()).toEqual([]);
});
