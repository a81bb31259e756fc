// Who is asked about packages, and in whose name.
import { readManifestChange } from "../../src/core/dependencies/read-manifest-change.js";
import { loaded, unavailable } from "../../src/core/facts/source.js";
import { loadPackages } from "../../src/pipeline/load-facts.js";
import type { PackageSource } from "../../src/ports.js";
import { aChange, aFile, aLoadedPolicy, anExamination } from "../support/build.js";
import { REF } from "../support/fake-ports.js";

describe("the look-up of packages", () => {
  const path = ".github/workflows/ci.yml";
  const after = "on: push\njobs:\n  a:\n    steps:\n      - uses: tools/deploy@v1\n";
  const manifest = readManifestChange({ path, previousPath: path, before: null, after });
  const change = aChange({ files: [aFile({ path, examination: anExamination({ manifest }) })] });

  const asked: unknown[][] = [];
  const packages: PackageSource = {
    lookUp: async (...question) => {
      asked.push(question);
      return new Map();
    },
  };

  beforeEach(() => asked.splice(0));

  it("asks in the name of the pull request's repository", async () => {
    await loadPackages(REF, { change: loaded(change), policy: aLoadedPolicy() }, packages);

    expect(asked).toEqual([[[expect.objectContaining({ name: "tools/deploy" })], REF]]);
  });

  it("asks nobody when no dependency changed, or when the change is not known", async () => {
    await loadPackages(REF, { change: loaded(aChange({ files: [] })), policy: aLoadedPolicy() }, packages);
    await loadPackages(REF, { change: unavailable("down"), policy: aLoadedPolicy() }, packages);

    expect(asked).toEqual([]);
  });
});
