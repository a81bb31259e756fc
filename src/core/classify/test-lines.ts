// What a line of a test does, by the words of the common test libraries; comments do nothing. And whether an assertion that takes the
// place of another one holds less: by how much its matcher pins down, by its wildcards, and by the numbers that say how much may differ
// or how long it may take.

const COMMENT = /^\s*(?:\/\/|#(?!\[)|\*|\/\*|--|<!--|%)/;
/** What stands in quotes names something; it asserts nothing. */
const QUOTED = /"[^"]*"|'[^']*'/g;
const ASSERTION =
  /\bexpect\w*\s*[(.{]|\bassert\w*!?\s*[(.\s]|\bassert(?:_|!|That|Eq|Equals?|True|False|Null|NotNull|Throws|Raises)\w*|\bself\.assert\w+|\brequire\.(?:\w+)\(|\bshould(?:_not)?\s+\w|\.should\b|\bmust_\w+|\bwont_\w+|\bt\.(?:Errorf?|Fatalf?|Fail\w*|is|equal|deepEqual|true|throws)\(|\bverify\s*[({]|\bAssert\.\w+|\bXCTAssert\w*|\bpytest\.raises\b|\brefute\w*\b|\$this->(?:assert|expect)\w+|\bcheck(?:Equal|That)?\(|\bis_expected\b|\bEXPECT_\w+|\bASSERT_\w+|\bREQUIRE\(|\bCHECK\(|\.Should\(\)|\.(?:expectNext\w*|verifyComplete|expectError\w*)\(/;
const DECLARATION =
  /(?:^|[^.\w])(?:it|test|specify|scenario|context|describe|Scenario)(?:\.(?:each|concurrent|only|serial|describe))*\s*(?:\(|["'`]|\.each)|^\s*(?:async\s+)?def\s+test_\w*|^\s*func\s+(?:\([^)]*\)\s*)?(?:Test|Benchmark|Fuzz)\w*\s*\(|\bt\.Run\(|^\s*@(?:Test|ParameterizedTest|RepeatedTest)\b|^\s*\[(?:Fact|Theory|Test|TestMethod|TestCase|InlineData|DataRow)\b|^\s*#\[(?:tokio::)?test\b|^\s*public\s+function\s+test\w+|^\s*test\s+["']/;
const SKIP =
  /\b(?:it|test|describe|context|specify|suite|scenario)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|fixme|failing|fails)\b|\b(?:xit|xdescribe|xtest|xcontext|xspecify|fit|fdescribe)\s*\(|\bpytest\.(?:mark\.(?:skip|skipif|xfail|flaky)|skip|xfail|importorskip)\b|@(?:unittest\.)?(?:skip|skipIf|skipUnless|expectedFailure)\b|\bself\.skipTest\(|\bt\.Skip(?:f|Now)?\(|@(?:Disabled|Ignore|Ignored|Flaky)\w*\b|\[(?:Ignore|Skip|Explicit|Quarantine\w*|ActiveIssue|Flaky\w*)\b|@Quarantine\w*|\bSkip\s*=\s*["']|#\[ignore\b|^\s*(?:skip|pending)\b(?:\s*["'(]|\s*$)|\bmarkTestSkipped\b|\bmarkTestIncomplete\b|\bAssume\.\w+|\bassumeTrue\(|\bAssert\.(?:Inconclusive|Ignore)\(|\bXCTSkip\b|\.only\s*\(|@tag\s+:skip|\bskip:\s*(?:true|["'])|\bGTEST_SKIP\b|\bDISABLED_\w+/;
const VACUOUS =
  /\bassert\s*\(?\s*(?:True|true|1)\s*\)?\s*;?\s*(?:[#/].*)?$|\bexpect\(\s*(?:true|1|"[^"]*"|'[^']*')\s*\)\.to(?:Be|Equal|StrictEqual)\(\s*(?:true|1|"[^"]*"|'[^']*')\s*\)|\bexpect\(\s*true\s*\)\.(?:toBeTruthy\(|to\.be\.true)|\bassertTrue\(\s*(?:true|True)\s*\)|\bassert_?(?:equal|eq)\w*!?\(?\s*(?:true|1)\s*,\s*(?:true|1)\b|\|\|\s*true\s*\)|\bor\s+True\b/;
const SWALLOW =
  /^\s*except(?:\s+(?:Base)?Exception(?:\s+as\s+\w+)?)?\s*:|\bcontextlib\.suppress\(|\bcatch\s*(?:\([^)]*\))?\s*\{\s*(?:\/\/.*|\/\*.*\*\/\s*)?\}|\.catch\(\s*(?:\(\s*\w*\s*\)\s*=>\s*(?:\{\s*\}|null|undefined|void 0)|noop)\s*\)|\brescue\s+(?:nil|=>\s*_)|\|\|\s*true\s*$|\bpassWithNoTests\b|\bretryAnalyzer\b|@(?:Retry|RetryingTest|RepeatedIfExceptionsTest)\b|\[Retry(?:Fact|Theory)?\b/;

/** Most lines of a test are neither: one cheap look spares the long patterns. */
const SKIP_WORD =
  /skip|todo|fixme|fail|flaky|quarantine|runIf|activeissue|explicit|inconclusive|pending|ignore|disabled|\.only|assum|incomplete|\b(?:xit|fit|xtest|[xf]describe|xcontext|xspecify)\b/i;
const CLAIM_WORD = /true|assert|expect/i;
const SWALLOW_WORD = /except|catch|suppress|rescue|true|passWith|[rR]etry|RepeatedIf/;

export function isAssertion(line: string): boolean {
  return !COMMENT.test(line) && ASSERTION.test(cutLine(line).replace(QUOTED, '""'));
}

export function isTestDeclaration(line: string): boolean {
  return !COMMENT.test(line) && DECLARATION.test(cutLine(line));
}

export function isSkip(line: string): boolean {
  return SKIP_WORD.test(line) && !COMMENT.test(line) && SKIP.test(cutLine(line));
}

/** An assertion that cannot fail. */
export function isVacuous(line: string): boolean {
  return CLAIM_WORD.test(line) && !COMMENT.test(line) && VACUOUS.test(cutLine(line));
}

/** A failure that stops here: nobody hears of it. */
export function swallowsFailure(line: string): boolean {
  return SWALLOW_WORD.test(line) && !COMMENT.test(line) && SWALLOW.test(cutLine(line));
}

/** Go's `if err := os.Chdir(dir); err != nil {`: the check of a step that prepares the test, not of what is tested. */
export function isSetupGuard(line: string): boolean {
  return SETUP_GUARD.test(cutLine(line));
}

const SETUP_GUARD =
  /^\s*if\s+(?:[\w, ]+:?=\s*)?(?:os|io|ioutil|filepath|exec|json|yaml|http|net|sql|time|strconv)\.\w+\(.*;\s*err\s*!=\s*nil\s*\{\s*$/;

/** What a line does stands at its start; a recorded megabyte on one line is data. */
function cutLine(line: string): string {
  return line.length <= 500 ? line : line.slice(0, 500);
}

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
  const [was, is] = [ALLOWANCE.exec(cutLine(before))?.[1], ALLOWANCE.exec(cutLine(after))?.[1]];
  if (was === undefined || is === undefined || withoutNumbers(before) !== withoutNumbers(after)) return false;
  return toNumber(is) > toNumber(was);
}

/** The strictest matcher of the line; null: none that is known. */
function strictness(line: string): number | null {
  const text = cutLine(line);
  return STRICTNESS.reduce<number | null>((best, [level, pattern]) => (pattern.test(text) ? level : best), null);
}

/** Wildcards in the lines. */
function count(lines: readonly string[]): number {
  return lines.reduce((total, line) => total + (cutLine(line).match(WILDCARD)?.length ?? 0), 0);
}

function withoutNumbers(line: string): string {
  return cutLine(line).replace(/[\d_.]+|\s+/g, "");
}

function toNumber(text: string): number {
  return Number(text.replace(/_/g, ""));
}
