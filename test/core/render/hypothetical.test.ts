import type { ManifestChange } from "../../../src/core/facts/change.js";
import type { Change } from "../../../src/core/facts/facts.js";
import { asksRegistries, judgeAlone, verdictOn } from "../../../src/core/render/hypothetical.js";
import { aChange, aFile, aHunk, aLoadedPolicy, anExamination } from "../../support/build.js";

function changeOf(path: string, lines: readonly string[]) {
  const content = { kind: "hunks" as const, hunks: [aHunk({ old: 1, new: 1 }, lines)] };
  return aChange({ files: [aFile({ path, content, additions: lines.length, deletions: 0 })] });
}

const SMALL = changeOf("src/a.ts", ["+export const a = list(1);"]);

describe("a change alone", () => {
  it("is stopped by nothing that reviewers, checks or maintainers settle", () => {
    expect(verdictOn(judgeAlone(SMALL, aLoadedPolicy(), null)).stops).toEqual([]);
  });

  it.each([
    ["a credential", withSecret(SMALL), "no_secrets"],
    ["more lines than a person reads", changeOf("src/a.ts", manyLines()), "reviewable_size"],
  ])("is stopped by %s, which only its author can undo", (_, change, id) => {
    expect(verdictOn(judgeAlone(change, aLoadedPolicy(), null)).stops).toContain(id);
  });

  it("is not stopped by a dependency, which registries would have been asked about", () => {
    const judged = judgeAlone(withDependency(SMALL), aLoadedPolicy(), null);

    expect([asksRegistries(judged), asksRegistries(judgeAlone(SMALL, aLoadedPolicy(), null))]).toEqual([true, false]);
    expect(verdictOn(judged).stops).not.toContain("dependencies_verified");
  });
});

function withSecret({ files: [file], ...change }: Change): Change {
  const secret = {
    detector: "private-key",
    what: "a private key",
    kind: "credential",
    line: 1,
    masked: "…",
    id: "1",
  } as const;
  return { ...change, files: [{ ...aFile(), ...file, examination: anExamination({ secrets: [secret] }) }] };
}

function withDependency(change: Change): Change {
  const dependency = { ecosystem: "npm", name: "left-pad" } as const;
  const source = { kind: "registry", index: null } as const;
  const after = { ...dependency, spec: "^1.3.0", source, scope: "runtime", line: 3 } as const;
  const changes = [{ ...dependency, before: null, after }];
  const manifest: ManifestChange = { status: "read", role: "manifest", changes, settings: [] };
  const file = aFile({ path: "package.json", examination: anExamination({ manifest }) });
  return { ...change, files: [file] };
}

function manyLines(): string[] {
  return Array.from({ length: 2_000 }, (_, index) => `+export const value${index} = list(${index});`);
}
