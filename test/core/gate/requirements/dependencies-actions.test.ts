// Workflow actions, from the text of the workflow to the requirement.

import { packagesToLookUp } from "../../../../src/core/dependencies/queries.js";
import { readManifestChange } from "../../../../src/core/dependencies/read-manifest-change.js";
import type { ChangedFile } from "../../../../src/core/facts/facts.js";
import { type ActionFacts, type PackageFacts, packageKey } from "../../../../src/core/facts/package-facts.js";
import { loaded } from "../../../../src/core/facts/source.js";
import { dependenciesVerified as dependenciesVerifiedKind } from "../../../../src/core/gate/requirements/dependencies-verified.js";
import { aChange, aFacts, aFile, aGateInput, anExamination, aPolicy } from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { merge, type Override } from "../../../support/merge.js";

const dependenciesVerified = inWordsOf(dependenciesVerifiedKind);

const SHA = "11bd71901bbe5b1630ceea73d27597364c9af683";
const OTHER = "5".repeat(40);
const PATH = ".github/workflows/ci.yml";

const ESTABLISHED: ActionFacts = {
  fullName: "Tools/Deploy",
  claimed: "same",
  target: { sha: SHA, kind: "commit", membership: "held" },
  release: "4.1.1",
};

describe("what is asked about an action", () => {
  it.each([
    [`Tools/Deploy@${SHA} # v4.1.1`, SHA, "v4.1.1"],
    [`tools/deploy@${SHA} # tag=v4.1.1`, SHA, "v4.1.1"],
    [`tools/deploy@${SHA} # pin@v4`, SHA, "v4"],
    [`tools/deploy@${SHA} # ratchet:tools/deploy@v4`, SHA, "v4"],
    [`"tools/deploy/sub/folder@${SHA}" #4.1.1-beta.1 (see the notes)`, SHA, "4.1.1-beta.1"],
    [`tools/deploy@${SHA} # see issue 4`, SHA, null],
    [`tools/deploy@${SHA} # main`, SHA, null],
    [`tools/deploy@${SHA}`, SHA, null],
    ["tools/deploy@v4 # v5", "v4", null],
    ["tools/deploy/.github/workflows/release.yml@main", "main", null],
  ])("of `uses: %s` is its ref and the version in its comment", (uses, spec, locked) => {
    const asked = packagesToLookUp(aChange({ files: [workflow("", uses)] }), aPolicy());

    expect(asked).toEqual([{ ecosystem: "actions", name: "tools/deploy", spec, index: null, locked }]);
  });

  it("is asked again when only the comment changes", () => {
    const files = [workflow(`tools/deploy@${SHA} # v4.1.1`, `tools/deploy@${SHA} # v4.2.0`)];

    expect(packagesToLookUp(aChange({ files }), aPolicy())).toMatchObject([{ locked: "v4.2.0" }]);
  });

  it("is nothing for what did not change, folders of the repository, and containers", () => {
    const files = [
      workflow(`tools/deploy@${SHA} # v4`, `tools/deploy@${SHA} # v4`),
      workflow("", "./.github/actions/own"),
      workflow("", "../escape"),
    ];

    expect(packagesToLookUp(aChange({ files }), aPolicy())).toEqual([]);
  });

  it.each(["#".repeat(100_000), `${"# v".repeat(20_000)}1`, `# ${"v1.".repeat(600)}`, "# \u0000v4", "# __proto__"])(
    "stays bounded beside a hostile comment: %#",
    (comment) => {
      expect(
        packagesToLookUp(aChange({ files: [workflow("", `tools/deploy@${SHA} ${comment}`)] }), aPolicy()),
      ).toHaveLength(1);
    },
  );
});

describe("dependencies_verified of an action", () => {
  it("is satisfied by the commit of an established release", () => {
    expect(judge({})).toMatchObject({ status: "satisfied", detail: "1 dependency looked at" });
  });

  it.each<[string, Override<PackageFacts>, string]>([
    ["is missing", { existence: loaded("missing") }, "does not exist on GitHub or is not visible to the App"],
    ["is a slip", { existence: loaded("missing"), similarTo: "tools/deployer" }, "App, `tools/deployer` does"],
    ["has no such ref", { resolved: loaded(null) }, `has no tag, branch or commit \`${SHA}\``],
    [
      "is an impostor",
      action({ target: { sha: SHA, kind: "commit", membership: "stray" } }),
      "a commit that no branch and no tag of its repository holds",
    ],
    [
      "is not found",
      action({ target: { sha: SHA, kind: "commit", membership: "unfound" } }),
      "none of the branches and tags that were looked at holds",
    ],
    [
      "is miscalled",
      action({ claimed: "other" }),
      "is pinned to `11bd71901bbe` and said to be `v4.1.1`, but that tag points to another commit",
    ],
    [
      "is ambiguous",
      action({ target: { sha: OTHER, kind: "both", membership: "held" } }),
      "has both a tag and a branch named",
    ],
    ["was renamed", action({ fullName: "others/deploy" }), "is called `others/deploy` by now"],
    ["is young", { firstPublished: loaded("2026-03-01T00:00:00Z") }, "was first published"],
    ["is vulnerable", { vulnerabilities: loaded([{ id: "GHSA-1", severity: "high", malicious: false }]) }, "`GHSA-1`"],
  ])("is unsatisfied when it %s", (_what, facts, detail) => {
    expect(judge(facts)).toMatchObject({
      status: "unsatisfied",
      detail: expect.stringContaining(detail),
      fix: expect.stringContaining("/countersign waive dependencies_verified:actions:tools/deploy <reason>"),
    });
  });

  it.each<[string, Override<PackageFacts>, string]>([
    [
      "is pinned by a tag",
      action({ target: { sha: OTHER, kind: "tag", membership: "held" } }),
      "is pinned by a tag, which can be moved",
    ],
    ["follows a branch", action({ target: { sha: OTHER, kind: "branch", membership: "held" } }), "follows a branch"],
    [
      "names a tag that moved on",
      action({ claimed: "earlier" }),
      "is said to be `v4.1.1`, a tag that has moved on since",
    ],
    ["names a tag that is none", action({ claimed: "missing" }), "is said to be `v4.1.1`, which is no tag there"],
    ["bears no release", action({ release: null }), "its known vulnerabilities were not asked for"],
  ])("tells that it %s", (_what, facts, detail) => {
    expect(judge(facts)).toMatchObject({ status: "satisfied", detail: expect.stringContaining(detail) });
  });

  it("tells a rename of an action that was used before, and holds nothing up", () => {
    const renamed = action({ fullName: "others/deploy" });

    expect(judge(renamed, [workflow(`tools/deploy@${OTHER}`, `tools/deploy@${SHA} # v4.1.1`)])).toMatchObject({
      status: "satisfied",
      detail: expect.stringContaining("is called `others/deploy` by now"),
    });
  });

  it("shows hostile names without their markup", () => {
    const { detail } = judge(action({ fullName: "[x](https://evil.example)/@robin`", claimed: "other" }));

    expect(detail.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/[@<[\]]/);
  });
});

function workflow(before: string, after: string): ChangedFile {
  const textOf = (uses: string) =>
    uses === "" ? null : `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n`;
  const manifest = readManifestChange({ path: PATH, previousPath: PATH, before: textOf(before), after: textOf(after) });
  return aFile({ path: PATH, examination: anExamination({ manifest }) });
}

function action(more: Partial<ActionFacts>): Override<PackageFacts> {
  return { action: { ...ESTABLISHED, ...more } };
}

/** The requirement on a workflow that adds an action whose repository says this. */
function judge(facts: Override<PackageFacts>, files = [workflow("", `tools/deploy@${SHA} # v4.1.1`)]) {
  const change = aChange({ files });
  const whole = merge<PackageFacts>(
    {
      existence: loaded("exists"),
      firstPublished: loaded("2019-01-01T00:00:00Z"),
      resolved: loaded({
        version: "4.1.1",
        published: "2025-01-01T00:00:00Z",
        deprecated: null,
        yanked: false,
        runsScripts: null,
      }),
      weeklyDownloads: loaded(null),
      vulnerabilities: loaded([]),
      similarTo: null,
      existsIn: [],
      action: ESTABLISHED,
    },
    facts,
  );
  const packages = new Map(packagesToLookUp(change, aPolicy()).map((query) => [packageKey(query), whole]));
  return dependenciesVerified(aGateInput({ facts: aFacts({ change: loaded(change), packages }) }));
}
