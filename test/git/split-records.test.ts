import fc from "fast-check";
import { RecordSplitter } from "../../src/git/split-records.js";

const MARK = Buffer.from("\0mark\0");

function split(chunks: readonly Buffer[], maxBytes = 1000): (string | null)[] {
  const splitter = new RecordSplitter(MARK, maxBytes);
  const records = chunks.flatMap((chunk) => splitter.push(chunk));
  return [...records, splitter.end()].map((record) => record?.toString("latin1") ?? null);
}

it("gives the same records however the stream is cut", () => {
  const piece = fc.constantFrom("a", "\0", "mark", "\0mark\0", "\0mar", "bc");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat({ max: 8 }), { maxLength: 40 }), (pieces, cuts) => {
      const text = pieces.join("");
      const chunks: Buffer[] = [];
      let rest = text;
      for (const cut of cuts) {
        chunks.push(Buffer.from(rest.slice(0, cut), "latin1"));
        rest = rest.slice(cut);
      }
      chunks.push(Buffer.from(rest, "latin1"));

      expect(split(chunks)).toEqual(text.split("\0mark\0"));
    }),
  );
});

it("lets go of a record that is too long, and keeps the next", () => {
  const long = Buffer.alloc(64, "x");

  expect(split([long, long, MARK, Buffer.from("short"), MARK, Buffer.from("end")], 100)).toEqual([
    null,
    "short",
    "end",
  ]);
});
