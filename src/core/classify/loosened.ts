// Whether an assertion that takes the place of another one holds less: by how much its matcher pins down, by its wildcards,
// and by the numbers that say how much may differ or how long it may take.

/** From what lets nearly anything pass to what pins one value down. Unknown matchers (null) are not compared. */
const STRICTNESS: readonly (readonly [number, RegExp])[] = [
  [
    0,
    /\.(?:toBeTruthy|toBeFalsy|toBeDefined|toBeOneOf|toBeInstanceOf|toHaveBeenCalled|toBeVisible|toThrow)\(\s*\)|\.toBeInstanceOf\(|\.not\.(?:toBeNull|toBeUndefined|toBeEmpty)\(|\bassert(?:Is)?Not(?:Null|None|Empty|Nil)\w*\(|\bassert(?:IsInstance|InstanceOf)\w*\(|\b(?:assert|require)\.(?:NotNil|NotEmpty|NotZero|ok|exists|isOk|isDefined)\w*\(|\.isNotNull\(|\.isNotEmpty\(|\bAssert\.(?:NotNull|NotEmpty|IsNotNull)\(|\bis not None\b|\.to\.(?:exist|be\.ok)\b|\bbe_truthy\b|\bbe_present\b|\bassertNotNull\b/,
  ],
  [
    1,
    /\.(?:toContain|toMatch|toMatchObject|toContainEqual|toHaveProperty|toBeGreaterThan\w*|toBeLessThan\w*|toBeCloseTo)\(|\.toThrow\(|\bassert(?:In|Regex|Greater|Less|Contains|String\w*Contains\w*|True|AlmostEqual)\w*\(|\b(?:assert|require)\.(?:Contains|Regexp|Greater|Less|InDelta|Subset|ElementsMatch|True|Error|match|include)\w*\(|\.(?:contains|matches|isGreaterThan|isLessThan|startsWith)\w*\(|\bAssert\.(?:Contains|True|StartsWith|Matches)\(|\b(?:include|match|be_within)\b\s*[( ]|\bassert!\(/,
  ],
  [
    2,
    /\.(?:toBe|toEqual|toStrictEqual|toHaveLength|toBeNull|toBeUndefined|toHaveBeenCalled(?:Times|With)\w*|toHaveBeen(?:Last|Nth)\w+|toMatchSnapshot|toMatchInlineSnapshot|toThrowError)\(|\bassert(?:Equals?|Same|ListEqual|DictEqual|IsNone|Null|False|CountEqual|Raises\w*|_eq!|_equal|_same|_nil)\w*!?\s*\(?|\b(?:assert|require)\.(?:Equal|EqualValues|Exactly|Len|Nil|ErrorIs|EqualError|JSONEq|False|strictEqual|deepEqual|deepStrictEqual|equal)\w*\(|\.(?:isEqualTo|isSameAs|hasSize|isNull)\(|\bAssert\.(?:Equal|Same|Null|False|Single|AreEqual|Throws)\w*\(|\.Should\(\)\.(?:Be|Equal)\w*\(|\b(?:eq|eql|equal)\b[( ]|^\s*assert\b[^=!<>]+==/,
  ],
];
const WILDCARD =
  /\bexpect\.(?:any(?:thing)?|objectContaining|arrayContaining|stringContaining|stringMatching)\b|\bany(?:String|Int|Long|List|Map|Boolean)?\(\)|\bmock\.ANY\b|\bmock\.Anything\b|\bgomock\.Any\(|\bIt\.IsAny\b|\bArg\.Any\b|\banything\b|\batLeast(?:Once)?\b/g;
/** Larger is laxer. */
const ALLOWANCE =
  /\b(?:\w*(?:timeout|tolerance|delta|epsilon|retries|reruns|max_?diff\w*|maxDiffPixel\w*|threshold|abs|rel|rtol|atol|within))\b["']?\s*[:=(,]+\s*(\d[\d_]*(?:\.\d+)?)/i;

/**
 * Which of the assertions that came hold less than those that went: the strictest are compared with the strictest, so that
 * their order does not matter. Assertions that came on top are no loss, however loose.
 */
export function looser<T>(gone: readonly T[], fresh: readonly T[], textOf: (line: T) => string): readonly T[] {
  if (gone.length === 0 || fresh.length === 0) return [];
  const before = byStrictness(gone.map(textOf), (text) => text);
  const after = byStrictness(fresh, textOf);
  const weaker = after.flatMap(({ of, level }, index) => (level < (before[index]?.level ?? 0) ? [of] : []));
  if (weaker.length > 0 || count(fresh.map(textOf)) <= count(gone.map(textOf))) return weaker;
  return fresh.filter((line) => count([textOf(line)]) > 0);
}

/** Those with a known matcher, strictest first. */
function byStrictness<T>(lines: readonly T[], textOf: (line: T) => string) {
  return lines
    .flatMap((of) => {
      const level = strictness(textOf(of));
      return level === null ? [] : [{ of, level }];
    })
    .sort((a, b) => b.level - a.level);
}

/** `timeout: 1000` that becomes `timeout: 60000`: the same line but for a larger allowance. */
export function allowsMore(before: string, after: string): boolean {
  const [was, is] = [ALLOWANCE.exec(cut(before))?.[1], ALLOWANCE.exec(cut(after))?.[1]];
  if (was === undefined || is === undefined || withoutNumbers(before) !== withoutNumbers(after)) return false;
  return toNumber(is) > toNumber(was);
}

/** The strictest matcher of the line; null: none that is known. */
function strictness(line: string): number | null {
  const text = cut(line);
  return STRICTNESS.reduce<number | null>((best, [level, pattern]) => (pattern.test(text) ? level : best), null);
}

/** Wildcards in the lines. */
function count(lines: readonly string[]): number {
  return lines.reduce((total, line) => total + (cut(line).match(WILDCARD)?.length ?? 0), 0);
}

function withoutNumbers(line: string): string {
  return cut(line).replace(/[\d_.]+|\s+/g, "");
}

function toNumber(text: string): number {
  return Number(text.replace(/_/g, ""));
}

function cut(line: string): string {
  return line.length <= 500 ? line : line.slice(0, 500);
}
