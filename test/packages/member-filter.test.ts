import fc from "fast-check";
import { createMemberFilter } from "../../src/packages/http/member-filter.js";

const KEPT = new Set(["a", "b", ""]);
const keeps = (path: readonly string[]) => KEPT.has(path.at(-1) ?? "");

/** The law: parsing the thinned text is parsing the text and then making 0 of every member that is not read. */
describe("the member filter", () => {
  it("keeps what is read and nothing else, however the text is cut into pieces", () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.constant('}],{"a":1,\\"'));
    const key = fc.constantFrom("a", "b", "x", "y", "");
    const node = (inner: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
      fc.oneof(leaf, fc.array(inner, { maxLength: 3 }), fc.dictionary(key, inner, { maxKeys: 4 }));
    const tree = node(node(node(node(leaf))));

    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 7 }), fc.boolean(), (value, size, isIndented) => {
        const text = JSON.stringify(value, null, isIndented ? 2 : 0);
        const { push } = createMemberFilter({ depth: 2, keeps });
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];

        expect(JSON.parse(pieces.map(push).join(""))).toEqual(thinned(JSON.parse(text), 1));
      }),
    );
  });

  it("refuses what nests without end", () => {
    expect(() => createMemberFilter({ depth: 2, keeps }).push("[".repeat(501))).toThrow("nests too deeply");
  });
});

/** Levels count brackets, lists as well. */
function thinned(value: unknown, level: number): unknown {
  if (Array.isArray(value)) return value.map((item) => thinned(item, level + 1));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    level <= 2 && !KEPT.has(key) ? 0 : thinned(member, level + 1),
  ]);
  return Object.fromEntries(members);
}
