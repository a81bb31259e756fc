// The colours of the pages can be told apart, in the light and in the dark (WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for the
// edges of what one types into).
import { STYLE } from "../../src/http/style.js";

const [LIGHT = "", DARK = ""] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) => body);
const SCHEMES = [
  ["light", coloursOf(LIGHT)],
  ["dark", coloursOf(DARK)],
] as const;

const PAIRS: readonly (readonly [string, string, number])[] = [
  ["ink", "page", 4.5],
  ["ink", "card", 4.5],
  ["ink", "code", 4.5],
  ["soft", "page", 4.5],
  ["soft", "card", 4.5],
  ["link", "page", 4.5],
  ["link", "card", 4.5],
  ["bad", "card", 4.5],
  ["bad", "page", 4.5],
  ["good", "good-back", 4.5],
  ["wait", "wait-back", 4.5],
  ["bad", "bad-back", 4.5],
  ["accent-ink", "accent", 4.5],
  ["edge", "page", 3],
  ["edge", "card", 3],
  ["accent", "card", 3],
];

describe.each(SCHEMES)("the %s colours", (_, colours) => {
  it.each(PAIRS)("show %s on %s", (ink, back, least) => {
    expect(contrast(colours.get(ink) ?? "", colours.get(back) ?? "")).toBeGreaterThanOrEqual(least);
  });
});

it("moves nothing by itself", () => {
  expect(STYLE).not.toMatch(/\banimation|\btransition|scroll-behavior|@keyframes/);
});

function coloursOf(body: string): ReadonlyMap<string, string> {
  return new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]));
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
