import type { WorkItem } from "../../src/core/facts/work.js";
import { handleWork } from "../../src/pipeline/handlers.js";
import { aSnapshot } from "../support/assessments.js";
import { aFakeWorld, REF } from "../support/fake-ports.js";

describe("the parsers", () => {
  it("are started for a pull request before anything of it is read", async () => {
    expect(await stepsOf({ kind: "pull", ...REF })).toEqual(["parsers start", "the pull request is read"]);
  });

  it.each<WorkItem>([
    { kind: "commit", ...REF, sha: "a".repeat(40) },
    { kind: "ask", ...REF },
    { kind: "sweep" },
    { kind: "redeliver" },
  ])("are not started for work that parses nothing: $kind", async (item) => {
    expect(await stepsOf(item)).toEqual([]);
  });
});

async function stepsOf(item: WorkItem): Promise<string[]> {
  const { dependencies } = aFakeWorld(aSnapshot());
  const steps: string[] = [];
  const examiner = { prepare: () => steps.push("parsers start") };
  const loadPull = async () => {
    steps.push("the pull request is read");
    return null;
  };
  await handleWork(item, { ...dependencies, examiner, reader: { ...dependencies.reader, loadPull } });
  return steps;
}
