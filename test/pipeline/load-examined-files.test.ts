import { loaded } from "../../src/core/facts/source.js";
import { createExamineFiles } from "../../src/pipeline/load-examined-files.js";
import type { Examiner, FileToExamine } from "../../src/ports.js";
import { aFile, anExamination } from "../support/build.js";

const FILE = aFile({ path: "src/a.ts" });
const TEXTS = new Map([[FILE.before?.blob ?? "", { status: "read", text: "old" } as const]]);

/** Remembers what it was asked; `unexamined` is what it says of each file. */
function anExaminer(unexamined: readonly string[] = []) {
  const asked: FileToExamine[] = [];
  const examiner: Examiner = {
    prepare: () => undefined,
    examine: async (files) => {
      asked.push(...files);
      return files.map(() => anExamination({ unexamined }));
    },
    close: async () => undefined,
  };
  return { asked, examine: createExamineFiles(examiner) };
}

describe("examining the files of an answer", () => {
  it("gives each file the texts of its own blobs, or says that they were not read", async () => {
    const { asked, examine } = anExaminer();

    await examine({ files: [FILE], gaps: [], texts: TEXTS });

    expect(asked).toEqual([
      {
        file: FILE,
        before: { status: "read", text: "old" },
        after: { status: "unread", reason: "its whole text was not read" },
      },
    ]);
  });

  it("has no text for a side without a blob", async () => {
    const { asked, examine } = anExaminer();

    await examine({ files: [{ ...FILE, before: null }], gaps: [], texts: TEXTS });

    expect(asked[0]?.before.status).toBe("unread");
  });

  it("examines a file once for as long as it is the same object", async () => {
    const { asked, examine } = anExaminer();

    const first = await examine({ files: [FILE], gaps: ["a gap"], texts: TEXTS });
    const second = await examine({ files: [FILE], gaps: ["a gap"], texts: new Map() });

    expect(asked).toHaveLength(1);
    expect(second).toEqual(first);
    expect(second.gaps).toEqual(["a gap"]);
    expect(second.files[0]?.examination).toEqual(anExamination());
  });

  it("tries again what could not be examined in full", async () => {
    const { asked, examine } = anExaminer(["it took too long"]);

    await examine({ files: [FILE], gaps: [], texts: TEXTS });
    const { files } = await examine({ files: [FILE], gaps: [], texts: new Map() });

    expect(asked).toHaveLength(2);
    expect(files[0]?.examination?.unexamined).toEqual(["it took too long"]);
  });

  it("leaves the adapter's own objects alone", async () => {
    const { examine } = anExaminer();
    const file = aFile({ path: "src/b.ts" });
    const { examination: _none, ...bare } = file;

    await examine({ files: [bare], gaps: [], texts: new Map() });

    expect(loaded(bare)).not.toHaveProperty("value.examination");
  });
});
