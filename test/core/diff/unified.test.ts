import { describe, expect, it } from "@jest/globals";
import { parseUnifiedDiff } from "../../../src/core/diff/unified.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";

const OLD = "1111111111111111111111111111111111111111";
const NEW = "2222222222222222222222222222222222222222";
const HUNK = "@@ -1 +1 @@\n-a\n+b\n";

function read(diff: string): ChangedFile[] {
  const result = parseUnifiedDiff(diff);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function only(diff: string): ChangedFile {
  const files = read(diff);
  expect(files).toHaveLength(1);
  return files[0] as ChangedFile;
}

function modified(names: string, oldName: string, newName: string): string {
  return `diff --git ${names}\nindex ${OLD}..${NEW} 100644\n--- ${oldName}\n+++ ${newName}\n${HUNK}`;
}

describe("parseUnifiedDiff", () => {
  it.each([
    ["the old name", "a/src/evil.ts", "b/docs/a.md"],
    ["the new name", "a/docs/a.md", "b/src/evil.ts"],
    ["both names", "a/src/evil.ts", "b/src/evil.ts"],
  ])("does not believe lines whose header differs in %s from git's own", (_what, oldName, newName) => {
    expect(only(modified("a/docs/a.md b/docs/a.md", oldName, newName)).content).toEqual({
      kind: "unreadable",
      reason: "the lines above the change name different files",
    });
  });

  it("reads a modified file with its modes, blobs and counts", () => {
    expect(only(modified("a/src/x.ts b/src/x.ts", "a/src/x.ts", "b/src/x.ts"))).toMatchObject({
      path: "src/x.ts",
      previousPath: null,
      status: "modified",
      additions: 1,
      deletions: 1,
      before: { path: "src/x.ts", blob: OLD, mode: "100644" },
      after: { path: "src/x.ts", blob: NEW, mode: "100644" },
      content: { kind: "hunks" },
    });
  });

  it.each([
    ["octal UTF-8", '"a/\\303\\274.ts" "b/\\303\\274.ts"', '"a/\\303\\274.ts"', '"b/\\303\\274.ts"', "ü.ts"],
    [
      "quotes, backslash and newline",
      '"a/q\\"\\\\\\n.ts" "b/q\\"\\\\\\n.ts"',
      '"a/q\\"\\\\\\n.ts"',
      '"b/q\\"\\\\\\n.ts"',
      'q"\\\n.ts',
    ],
    ["a blank, ended by a tab", "a/a b.ts b/a b.ts", "a/a b.ts\t", "b/a b.ts\t", "a b.ts"],
    ["a name that looks like a second name", "a/x b/y b/x b/y", "a/x b/y\t", "b/x b/y\t", "x b/y"],
    ["a folder called a", "a/a/x b/a/x", "a/a/x", "b/a/x", "a/x"],
    ["no prefix", "src/x src/x", "src/x", "src/x", "src/x"],
    ["git's mnemonic prefixes", "i/x w/x", "i/x", "w/x", "x"],
  ])("reads names with %s", (_name, names, oldName, newName, path) => {
    expect(only(modified(names, oldName, newName)).path).toBe(path);
  });

  it("reads a new and a deleted file", () => {
    const diff =
      `diff --git a/n b/n\nnew file mode 100755\nindex 0000000..2222222\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n` +
      `diff --git a/d b/d\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/d\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n`;

    expect(read(diff)).toMatchObject([
      { path: "n", status: "added", before: null, after: { mode: "100755" } },
      { path: "d", status: "removed", before: { mode: "100644" }, after: null },
    ]);
  });

  it("reads renames and copies, with and without an edit", () => {
    const diff =
      "diff --git a/old name b/new name\nsimilarity index 100%\nrename from old name\nrename to new name\n" +
      `diff --git a/o b/n\nsimilarity index 90%\nrename from o\nrename to n\nindex ${OLD}..${NEW} 100644\n--- a/o\n+++ b/n\n${HUNK}` +
      "diff --git a/c b/d\nsimilarity index 100%\ncopy from c\ncopy to d\n";

    expect(read(diff)).toMatchObject([
      { path: "new name", previousPath: "old name", status: "renamed", content: { kind: "unchanged" } },
      { path: "n", previousPath: "o", status: "renamed", content: { kind: "hunks" } },
      { path: "d", previousPath: "c", status: "copied", content: { kind: "unchanged" } },
    ]);
  });

  it("reads a change of mode alone", () => {
    expect(only("diff --git a/x b/y b/x b/y\nold mode 100644\nnew mode 100755\n")).toMatchObject({
      path: "x b/y",
      before: { mode: "100644" },
      after: { mode: "100755" },
      content: { kind: "unchanged" },
    });
  });

  it("reads links and submodules by their modes", () => {
    const link = `diff --git a/l b/l\nnew file mode 120000\nindex 0000000..2222222\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+../x\n\\ No newline at end of file\n`;
    const submodule = `diff --git a/s b/s\nindex 1111111..2222222 160000\n--- a/s\n+++ b/s\n@@ -1 +1 @@\n-Subproject commit ${OLD}\n+Subproject commit ${NEW}\n`;

    expect(read(link + submodule)).toMatchObject([
      { path: "l", after: { mode: "120000" } },
      { path: "s", before: { mode: "160000" }, after: { mode: "160000" } },
    ]);
  });

  it.each([
    ["Binary files a/x.bin and b/x.bin differ\n"],
    ["GIT binary patch\nliteral 3\nKcmZ?\n\nliteral 0\nHcmV?d00001\n\n"],
  ])("reads a binary file: %j", (body) => {
    const diff = `diff --git a/x.bin b/x.bin\nindex ${OLD}..${NEW} 100644\n${body}${modified("a/y b/y", "a/y", "b/y")}`;

    expect(read(diff)).toMatchObject([{ path: "x.bin", content: { kind: "binary" } }, { path: "y" }]);
  });

  it("leaves lines of a file that look like headers in the file", () => {
    const diff =
      "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n---- a/y\n-diff --git a/y b/y\n++++ b/evil\n+diff --git a/z b/z\n";

    expect(only(diff)).toMatchObject({ path: "x", additions: 2, deletions: 2 });
  });

  it("reads a plain unified diff without git's headers", () => {
    expect(only(`--- a/x.c\t2026-01-01 10:00:00\n+++ b/x.c\t2026-01-02 10:00:00\n${HUNK}`)).toMatchObject({
      path: "x.c",
      status: "modified",
    });
  });

  it("passes over commit messages and the signature of a mail", () => {
    const mail = `From 1 Mon Sep 17 00:00:00 2001\nSubject: x\n\n- a point\n---\n x | 2 +-\n\n${modified("a/x b/x", "a/x", "b/x")}-- \n2.43.0\n\n`;

    expect(read(mail + mail)).toHaveLength(2);
  });

  it("reads headers with CRLF line ends", () => {
    const diff = modified("a/x b/x", "a/x", "b/x").replaceAll("\n", "\r\n");

    expect(read(diff).map((file) => file.path)).toEqual(["x"]);
  });

  it.each([
    ["a hunk is cut off", "@@ -1,3 +1,3 @@\n a\n-b\n"],
    ["a hunk is longer than it says", "@@ -1 +1 @@\n-a\n+b\n+c\n"],
    ["a hunk hides the next file", "@@ -1,9 +1,9 @@\n-a\n+b\n"],
  ])("marks the file unreadable when %s", (_name, hunk) => {
    const diff = `diff --git a/x b/x\n--- a/x\n+++ b/x\n${hunk}${modified("a/y b/y", "a/y", "b/y")}`;

    expect(read(diff)).toMatchObject([
      { path: "x", content: { kind: "unreadable" } },
      { path: "y", content: { kind: "hunks" } },
    ]);
  });

  it("marks a file unreadable whose blobs differ and whose lines are missing", () => {
    expect(only(`diff --git a/x b/x\nindex ${OLD}..${NEW} 100644\n`).content.kind).toBe("unreadable");
  });

  it("takes an added empty file as it is", () => {
    const diff = "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n";

    expect(only(diff)).toMatchObject({ status: "added", content: { kind: "unchanged" } });
  });

  it.each([
    ["text that is no diff", "hello\n"],
    ["a combined diff", "diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n++a\n"],
    ["a hunk without a header", HUNK],
    ["headers without a name", "diff --git nonsense\n@@ -1 +1 @@\n-a\n+b\n"],
  ])("refuses %s", (_name, text) => {
    expect(parseUnifiedDiff(text).ok).toBe(false);
  });

  it("reads an empty text as an empty change", () => {
    expect(read("")).toEqual([]);
  });
});
