// What a line of a test does, by the words of the common test libraries. Comments do nothing.

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
  return !COMMENT.test(line) && ASSERTION.test(cut(line).replace(QUOTED, '""'));
}

export function isTestDeclaration(line: string): boolean {
  return !COMMENT.test(line) && DECLARATION.test(cut(line));
}

export function isSkip(line: string): boolean {
  return SKIP_WORD.test(line) && !COMMENT.test(line) && SKIP.test(cut(line));
}

/** An assertion that cannot fail. */
export function isVacuous(line: string): boolean {
  return CLAIM_WORD.test(line) && !COMMENT.test(line) && VACUOUS.test(cut(line));
}

/** A failure that stops here: nobody hears of it. */
export function swallowsFailure(line: string): boolean {
  return SWALLOW_WORD.test(line) && !COMMENT.test(line) && SWALLOW.test(cut(line));
}

/** Go's `if err := os.Chdir(dir); err != nil {`: the check of a step that prepares the test, not of what is tested. */
export function isSetupGuard(line: string): boolean {
  return SETUP_GUARD.test(cut(line));
}

const SETUP_GUARD =
  /^\s*if\s+(?:[\w, ]+:?=\s*)?(?:os|io|ioutil|filepath|exec|json|yaml|http|net|sql|time|strconv)\.\w+\(.*;\s*err\s*!=\s*nil\s*\{\s*$/;

/** What a line does stands at its start; a recorded megabyte on one line is data. */
function cut(line: string): string {
  return line.length <= 500 ? line : line.slice(0, 500);
}
