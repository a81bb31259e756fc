import { storableJson, storableText, toNumber } from "../../src/db/storable.js";

describe("storableText", () => {
  it.each([
    ["plain text", "plain text"],
    ["line\nbreaks\tand ünïcode 🧪 stay", "line\nbreaks\tand ünïcode 🧪 stay"],
    ["a\0b", "a\uFFFDb"],
    ["half \uD83E surrogate", "half \uFFFD surrogate"],
    ["reversed \uDDEA\uD83E pair", "reversed \uFFFD\uFFFD pair"],
    ["", ""],
  ])("stores %j as %j", (text, stored) => {
    expect(storableText(text)).toBe(stored);
  });
});

describe("storableJson", () => {
  it("mends every text, however deep, and leaves the rest as it is", () => {
    const value = { a: ["x\0", { b: "\uD800", c: 1.5, d: null, e: true, f: undefined }] };

    expect(JSON.parse(storableJson(value))).toEqual({ a: ["x\uFFFD", { b: "\uFFFD", c: 1.5, d: null, e: true }] });
  });

  it("keeps the order of members", () => {
    expect(storableJson({ z: 1, a: 2 })).toBe('{"z":1,"a":2}');
  });
});

describe("toNumber", () => {
  it("reads every id that a number can hold", () => {
    expect(toNumber(0n)).toBe(0);
    expect(toNumber(9_007_199_254_740_991n)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("refuses an id that would be read as another one", () => {
    expect(() => toNumber(9_007_199_254_740_993n)).toThrow(RangeError);
  });
});
