// Texts of any characters, for property tests.
import fc from "fast-check";

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/** Any code point but half a pair. fast-check's own `unit: "binary"` makes a table of a million of them in each file of tests. */
const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.nat(0xff), fc.nat(0x10ffff - SURROGATES))
  .map((number) => String.fromCodePoint(number < FIRST_SURROGATE ? number : number + SURROGATES));

export function anyText(lengths: Omit<fc.StringConstraints, "unit"> = {}): fc.Arbitrary<string> {
  return fc.string({ ...lengths, unit: anyCharacter });
}
