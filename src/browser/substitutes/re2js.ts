// Stands in for the package re2js in bundles (bin/bundle.js): as much of it as the detectors of credentials use, over the
// browser's own regular expressions. Only ever for shapes that are written in this repository, over what the same person typed.

interface Matcher {
  lookingAt(): boolean;
  groupCount(): number;
  group(number: number): string | null;
  start(number: number): number;
}

interface Pattern {
  matcher(text: string): Matcher;
}

export const RE2JS = {
  /** Case is ignored everywhere as soon as a part says so: browsers cannot do it for a part. It finds more, never less. */
  compile(shape: string): Pattern {
    const ignoresCase = /\(\?i[:)]/.test(shape);
    const source = shape.replaceAll("(?i)", "").replaceAll("(?i:", "(?:");
    const expression = new RegExp(source, ignoresCase ? "diy" : "dy");
    return { matcher: (text) => matcherOf(expression, text) };
  },
};

function matcherOf(expression: RegExp, text: string): Matcher {
  expression.lastIndex = 0;
  const found = expression.exec(text);
  return {
    lookingAt: () => found !== null,
    groupCount: () => (found?.length ?? 1) - 1,
    group: (number) => found?.[number] ?? null,
    start: (number) => found?.indices?.[number]?.[0] ?? -1,
  };
}
