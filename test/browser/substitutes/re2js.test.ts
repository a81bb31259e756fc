// In browsers the detectors of credentials run on another engine: they have to find the same.
import { RE2JS as Real } from "re2js";
import { RE2JS as Substitute } from "../../../src/browser/substitutes/re2js.js";
import { TOKEN_RULES } from "../../../src/core/secrets/detect-tokens.js";
import { sampleOf } from "../../core/secrets/sample-of.js";

const SEEDS = ["a", "b"];

it.each(TOKEN_RULES.map((rule) => [`${rule.id} (${rule.keyword})`, rule] as const))(
  "finds %s as the engine of the server does",
  (_name, { shape }) => {
    const texts = SEEDS.map((seed) => sampleOf(shape, seed)).flatMap((sample) => [
      sample,
      `${sample}x`,
      sample.slice(0, -1),
      `${sample.slice(0, 6)}é${sample.slice(7)}`,
    ]);

    expect(texts.map((text) => find(Substitute, shape, text))).toEqual(texts.map((text) => find(Real, shape, text)));
  },
);

it("ignores case where the shape says so", () => {
  expect(find(Substitute, "(?i)abc", "xABC")).toBeNull();
  expect(find(Substitute, "(?i)abc", "ABCx")).toEqual([[0, "ABC"]]);
  expect(find(Substitute, "(?i:key)=(\\d)", "KEY=1")).toEqual([
    [0, "KEY=1"],
    [4, "1"],
  ]);
});

interface Engine {
  compile(shape: string): {
    matcher(text: string): {
      lookingAt(): boolean;
      groupCount(): number;
      group(number: number): string | null;
      start(number: number): number;
    };
  };
}

function find(engine: Engine, shape: string, text: string): readonly (readonly [number, string | null])[] | null {
  const matcher = engine.compile(shape).matcher(text);
  if (!matcher.lookingAt()) return null;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => [matcher.start(group), matcher.group(group)]);
}
