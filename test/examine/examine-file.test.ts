import type { Examination } from "../../src/core/facts/examination.js";
import type { ChangedFile } from "../../src/core/facts/facts.js";
import { examineFile } from "../../src/examine/examine-file.js";
import type { SideText } from "../../src/ports/examiner.js";
import { aFile, aHunk } from "../support/build.js";

const OLD = "export const a = 1;\n";
const NEW = "// one\nexport const a = 1;\n";
const read = (text: string): SideText => ({ status: "read", text });
const UNREAD: SideText = { status: "unread", reason: "it was too large" };
const COMMENT_ADDED = [aHunk({ old: 1, new: 1 }, ["+// one", " export const a = 1;"])];

function aCommentAdded(override: Partial<ChangedFile> = {}): ChangedFile {
  const { examination: _none, ...file } = aFile({ path: "src/a.ts" });
  return { ...file, content: { kind: "hunks", hunks: COMMENT_ADDED }, ...override };
}

async function examine(file: ChangedFile, before: SideText = read(OLD), after: SideText = read(NEW)) {
  return examineFile({ file, before, after });
}

describe("examining a file", () => {
  it("proves what the whole texts prove", async () => {
    const { equivalence, commentLines } = await examine(aCommentAdded());

    expect(equivalence).toMatchObject({ status: "same", by: "syntax" });
    expect(commentLines.after).toEqual([1]);
  });

  it.each<[string, SideText, SideText]>([
    ["are not those of the diff", read(OLD), read("export const a = 2;\n")],
    ["are those of another file", read("let b;\n"), read("let b;\n")],
    ["were not read on one side", UNREAD, read(NEW)],
    ["do not exist on one side although the file was there", { status: "none" }, read(NEW)],
    ["are no UTF-8", read(OLD), read("\uFFFD\n")],
  ])("proves nothing from texts that %s", async (_what, before, after) => {
    const { equivalence, commentLines } = await examine(aCommentAdded(), before, after);

    expect(equivalence.status).toBe("unknown");
    expect(commentLines).toEqual({ before: [], after: [] });
  });

  it("says why the texts are not known", async () => {
    const { equivalence } = await examine(aCommentAdded(), UNREAD);

    expect(equivalence.reason).toBe("it was too large");
  });

  it.each<[string, Partial<ChangedFile>]>([
    ["new", { status: "added", before: null }],
    ["gone", { status: "removed", after: null }],
  ])("never takes a file that is %s for the same", async (_what, override) => {
    const sign = override.status === "added" ? "+" : "-";
    const hunks = [aHunk({ old: 1, new: 1 }, [`${sign}// only a comment`])];
    const { equivalence } = await examine(aCommentAdded({ ...override, content: { kind: "hunks", hunks } }));

    expect(equivalence.status).toBe("different");
  });

  it.each<[string, ChangedFile["content"], string[]]>([
    ["was not changed in its text", { kind: "unchanged" }, []],
    ["is binary", { kind: "binary" }, []],
    ["nobody could see", { kind: "unreadable", reason: "GitHub shows no diff" }, ["GitHub shows no diff"]],
  ])("of a file that %s says so", async (_what, content, unexamined) => {
    const examination = await examine(aCommentAdded({ content }));

    expect(examination).toMatchObject({ equivalence: { status: "unknown" }, secrets: [], unexamined });
  });

  it("counts a manifest whose texts were not read as unread, not as empty", async () => {
    const hunks = [aHunk({ old: 1, new: 1 }, ['+{ "name": "a" }', "-{}"])];
    const file = aCommentAdded({ path: "package.json", content: { kind: "hunks", hunks } });
    const { manifest } = await examine(file, UNREAD, UNREAD);

    expect(manifest).toEqual({
      status: "unread",
      role: "manifest",
      cause: "not-given",
      reason: "it was too large",
    });
  });

  it("finds secrets and statements in a new file without its texts", async () => {
    const token = `ghp_${"x7Kq2mP9sLw4tRv8nBc3x7Kq2mP9sLw4tRv8"}`;
    const hunks = [aHunk({ old: 0, new: 1 }, ["+DROP TABLE carts;", `+-- ${token}`])];
    const file = aCommentAdded({ path: "db/a.sql", status: "added", before: null, content: { kind: "hunks", hunks } });
    const { statements, secrets }: Examination = await examine(file, { status: "none" }, UNREAD);

    expect(statements).toMatchObject([{ line: 1, effect: "destroys" }]);
    expect(secrets).toMatchObject([{ line: 2, kind: "credential" }]);
    expect(JSON.stringify(secrets)).not.toContain(token.slice(8));
  });
});
