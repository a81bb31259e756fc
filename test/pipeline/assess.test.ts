// What an evaluation asks GitHub for, and in which order.
import { assess } from "../../src/pipeline/assess.js";
import type { PullState } from "../../src/ports.js";
import { aDecision, aSnapshot } from "../support/assessments.js";
import { fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, REF } from "../support/fake-ports.js";

function evaluated(more: Partial<PullState> = {}): PullState {
  return { ref: REF, baseRef: "main", headSha: HEAD_SHA, open: true, decision: aDecision(), published: null, ...more };
}

it.each<[string, PullState | null]>([
  ["nobody knows", null],
  ["only deliveries told of", evaluated({ decision: null })],
  ["has another head than the one that was evaluated", evaluated({ newHeadSha: fakeSha("pushed") })],
])("begins to list the files before it reads a pull request that %s", async (_what, state) => {
  const { github, store, dependencies } = aFakeWorld(aSnapshot());
  store.state = state;
  const begun = { firstPage: Promise.resolve(null) };
  let begin: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const { loadPull, loadFiles } = github.reader;
  github.reader.startFiles = () => {
    begin();
    return begun;
  };
  github.reader.loadPull = (ref, hints) => hasBegun.then(() => loadPull(ref, hints));
  const given: unknown[] = [];
  github.reader.loadFiles = (ref, query, listing) => {
    given.push(listing);
    return loadFiles(ref, query, listing);
  };

  expect(await assess(REF, dependencies)).not.toBeNull();
  expect(given).toEqual([begun]);
});

it("lists no files of a head that was evaluated, as they are mostly remembered", async () => {
  const { github, store, dependencies } = aFakeWorld(aSnapshot());
  store.state = evaluated();
  github.reader.startFiles = () => {
    throw new Error("it was begun");
  };

  expect(await assess(REF, dependencies)).not.toBeNull();
});
