import { contentOf, type ListedFile, type TreeSide } from "../../src/github/listed-files.js";

const EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
const side = (blob: string, binary: boolean | null = false): TreeSide => ({ mode: "100644", blob, binary });

function aListed(overrides: Partial<ListedFile> = {}): ListedFile {
  return {
    path: "src/a.ts",
    previousPath: null,
    status: "modified",
    blob: "b",
    additions: 0,
    deletions: 0,
    patch: null,
    ...overrides,
  };
}

describe("a file's content", () => {
  it.each([
    ["a patch", aListed({ patch: "@@ -1 +1 @@\n-1\n+2", additions: 1, deletions: 1 }), side("a"), side("b"), "hunks"],
    [
      "a patch that is cut",
      aListed({ patch: "@@ -1 +1 @@\n-1", additions: 1, deletions: 1 }),
      side("a"),
      side("b"),
      "unreadable",
    ],
    ["counted lines without a patch", aListed({ additions: 9000 }), side("a"), side("b"), "unreadable"],
    [
      "the same blob on both sides",
      aListed({ status: "renamed", previousPath: "src/b.ts" }),
      side("a"),
      side("a"),
      "unchanged",
    ],
    ["a rename of unknown blobs", aListed({ status: "renamed", previousPath: "src/b.ts" }), null, null, "unreadable"],
    [
      "a silent rename with another blob",
      aListed({ status: "renamed", previousPath: "b" }),
      side("a"),
      side("b"),
      "unreadable",
    ],
    ["a changed binary", aListed(), side("a", true), side("b", true), "binary"],
    ["an added binary", aListed({ status: "added" }), null, side("b", true), "binary"],
    ["a text that becomes a binary", aListed(), side("a"), side("b", true), "binary"],
    ["a text that GitHub hides", aListed(), side("a"), side("b"), "unreadable"],
    ["a blob that GitHub cannot judge", aListed(), side("a", null), side("b", null), "unreadable"],
    ["an added empty file", aListed({ status: "added" }), null, side(EMPTY), "hunks"],
    ["a removed empty file", aListed({ status: "removed" }), side(EMPTY), null, "hunks"],
    ["a file that is emptied", aListed(), side("a"), side(EMPTY), "unreadable"],
  ])("of %s is known for what it is", (_name, file, before, after, kind) => {
    expect(contentOf(file, before, after).kind).toBe(kind);
  });
});
