import fc from "fast-check";
import { canonicalJson, sha256 } from "../../../src/core/ground/canonical.js";

describe("canonicalJson", () => {
  it.each<[string, unknown, string]>([
    [
      "sorts keys by UTF-16 code unit",
      { "\u20ac": 1, "\r": 2, "1": 3, "\ud83d\ude00": 4 },
      '{"\\r":2,"1":3,"€":1,"😀":4}',
    ],
    ["writes numbers the shortest way", [1.0, 1e21, -0, 0.000001], "[1,1e+21,0,0.000001]"],
    ["leaves out undefined members", { a: undefined, b: null }, '{"b":null}'],
    ["writes a date as its ISO text", new Date("2026-01-02T03:04:05.678Z"), '"2026-01-02T03:04:05.678Z"'],
    ["mends half a surrogate pair as UTF-8 would", { "k\ud83d": "cut \ud83d" }, '{"k\ufffd":"cut \ufffd"}'],
    ["keeps a key named __proto__", JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
  ])("%s", (_name, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["undefined in a list", [undefined]],
    ["a Map, which would become {}", new Map([["a", 1]])],
    ["a Set", new Set([1])],
    ["a function", () => 1],
    ["NaN", { a: Number.NaN }],
    ["Infinity", [Number.POSITIVE_INFINITY]],
    ["a bigint", 1n],
  ])("refuses %s", (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it("refuses a cycle instead of overflowing the stack", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;

    expect(() => canonicalJson(cycle)).toThrow(TypeError);
  });

  it("is the same for every order of keys, and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());

        expect(canonicalJson(reversed)).toBe(canonicalJson(record));
        expect(canonicalJson(JSON.parse(canonicalJson(record)))).toBe(canonicalJson(record));
      }),
    );
  });
});

describe("sha256", () => {
  it("hashes the UTF-8 bytes to 64 hex digits", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("ü")).toBe("607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f");
  });
});
