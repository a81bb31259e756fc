import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { fingerprint } from "../../../src/core/classify/fingerprint.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { aChange, aCommit, aFile, aHunk, fakeSha } from "../../support/build.js";

const of = (...files: ChangedFile[]) => fingerprint(aChange({ files }));
const hunks = (start: number, lines: string[]) => ({
  kind: "hunks" as const,
  hunks: [aHunk({ old: start, new: start }, lines)],
});

describe("fingerprint", () => {
  it("is a sha256", () => {
    expect(fingerprint(aChange())).toMatch(/^[0-9a-f]{64}$/);
  });

  it("stays the same across a rebase that leaves the files of the change alone", () => {
    const file = aFile({ content: hunks(10, [" a", "-b", "+c"]) });
    const before = aChange({ files: [file] });
    const after = aChange({
      files: [file],
      commits: [aCommit({ sha: fakeSha("rebased") })],
      branch: "elsewhere",
      title: "another title",
      body: "another body",
    });

    expect(fingerprint(after)).toBe(fingerprint(before));
  });

  it("differs when the same lines stand in another place of the file", () => {
    const at = (line: number, blob: string | null) =>
      aFile({
        content: hunks(line, [" a", "-b", "+c"]),
        after: { path: "src/cart/total.ts", blob, mode: "100644" },
      });

    expect(of(at(10, fakeSha("harmless")))).not.toBe(of(at(90, fakeSha("dangerous"))));
    expect(of(at(10, null))).not.toBe(of(at(90, null)));
  });

  it("does not depend on the order of files", () => {
    const [a, b] = [aFile({ path: "a" }), aFile({ path: "b" })];

    expect(of(a, b)).toBe(of(b, a));
  });

  const base = aFile({ content: hunks(1, [" a", "-b", "+c"]) });
  const side = (mode: string) => ({ path: "src/cart/total.ts", blob: fakeSha(mode), mode });
  it.each<[string, ChangedFile]>([
    ["an added line", aFile({ content: hunks(1, [" a", "-b", "+d"]) })],
    ["a removed line", aFile({ content: hunks(1, [" a", "-d", "+c"]) })],
    ["the context", aFile({ content: hunks(1, [" d", "-b", "+c"]) })],
    ["the side of a line", aFile({ content: hunks(1, [" a", "+b", "-c"]) })],
    [
      "the split into hunks",
      aFile({
        content: { kind: "hunks", hunks: [aHunk({ old: 1, new: 1 }, [" a", "-b"]), aHunk({ old: 2, new: 2 }, ["+c"])] },
      }),
    ],
    [
      "a missing line end",
      aFile({
        content: {
          kind: "hunks",
          hunks: [
            {
              oldStart: 1,
              newStart: 1,
              lines: aHunk({ old: 1, new: 1 }, [" a", "-b", "+c"]).lines.map((line) => ({
                ...line,
                noNewline: true as const,
              })),
            },
          ],
        },
      }),
    ],
    ["a carriage return", aFile({ content: hunks(1, [" a", "-b", "+c\r"]) })],
    ["the path", aFile({ path: "src/cart/sum.ts", content: base.content })],
    ["the mode", aFile({ content: base.content, after: side("100755") })],
    ["the status", aFile({ content: base.content, status: "added" })],
    ["the old path", aFile({ content: base.content, status: "renamed", previousPath: "src/a.ts" })],
    ["the kind of content", aFile({ content: { kind: "unreadable", reason: "too large" } })],
  ])("differs when %s differs", (_name, file) => {
    expect(of(file)).not.toBe(of(base));
  });

  it.each(["binary", "unreadable"] as const)("pins a %s file by its blob", (kind) => {
    const content = kind === "binary" ? { kind } : { kind, reason: "too large" };
    const withBlob = (seed: string) =>
      aFile({ content, after: { path: "src/cart/total.ts", blob: fakeSha(seed), mode: "100644" } });

    expect(of(withBlob("one"))).not.toBe(of(withBlob("two")));
  });

  it("pins what nobody can see by the commits", () => {
    const file = aFile({
      content: { kind: "unreadable", reason: "too large" },
      after: { path: "src/cart/total.ts", blob: null, mode: null },
    });
    const at = (sha: string) => fingerprint(aChange({ files: [file], commits: [aCommit({ sha })] }));

    expect(at(fakeSha("one"))).not.toBe(at(fakeSha("two")));
  });

  it("pins a change with gaps by the commits", () => {
    const at = (sha: string) => fingerprint(aChange({ gaps: ["3,001 files"], commits: [aCommit({ sha })] }));

    expect(at(fakeSha("one"))).not.toBe(at(fakeSha("two")));
  });

  it("tells texts apart that show the same replacement character", () => {
    const file = (seed: string) =>
      aFile({
        content: hunks(1, ["+a\ufffd"]),
        after: { path: "src/cart/total.ts", blob: fakeSha(seed), mode: "100644" },
      });

    expect(of(file("one"))).not.toBe(of(file("two")));
  });

  it("is equal for two lists of lines only when they are equal", () => {
    const line = fc.tuple(fc.constantFrom("+", "-", " "), fc.string({ maxLength: 4 })).map((parts) => parts.join(""));
    const lines = fc.array(line, { minLength: 1, maxLength: 5 });

    fc.assert(
      fc.property(lines, lines, fc.nat(500), (a, b, shift) => {
        const equal = JSON.stringify(a) === JSON.stringify(b);

        expect(of(aFile({ content: hunks(1, a) })) === of(aFile({ content: hunks(1 + shift, b) }))).toBe(equal);
      }),
    );
  });
});
