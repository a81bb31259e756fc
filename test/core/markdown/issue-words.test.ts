import fc from "fast-check";
import { holdsWords } from "../../../src/core/markdown/issue-words.js";

/** As GitHub offers it for a new repository. */
const BUG_REPORT = `---
name: Bug report
about: Create a report to help us improve
title: ''
labels: ''
assignees: ''

---

**Describe the bug**
A clear and concise description of what the bug is.

**To Reproduce**
Steps to reproduce the behavior:
1. Go to '...'
2. Click on '....'
3. Scroll down to '....'
4. See error

**Expected behavior**
A clear and concise description of what you expected to happen.

**Screenshots**
If applicable, add screenshots to help explain your problem.

**Desktop (please complete the following information):**
 - OS: [e.g. iOS]
 - Browser [e.g. chrome, safari]
 - Version [e.g. 22]

**Additional context**
Add any other context about the problem here.
`;

const FEATURE_REQUEST = `**Is your feature request related to a problem? Please describe.**
A clear and concise description of what the problem is. Ex. I'm always frustrated when [...]

**Describe the solution you'd like**
A clear and concise description of what you want to happen.

**Describe alternatives you've considered**
A clear and concise description of any alternative solutions or features you've considered.

**Additional context**
Add any other context or screenshots about the feature request here.
`;

/** As GitHub writes what somebody put into a form. */
const FORM = `### Contact Details

_No response_

### What happened?

_No response_

### What browsers are you seeing the problem on?

_No response_

### Relevant log output

\`\`\`shell
Error: the refund was paid twice at this address
\`\`\`

### Code of Conduct

- [X] I agree to follow this project's Code of Conduct
- [ ] The existing issues were searched and hold nothing like this
`;

const COMMENTED = `<!--- Provide a general summary of the issue in the Title above -->

## Expected Behavior
<!--- If you're describing a bug, tell us what should happen -->
<!--- If you're suggesting a change, tell us how it should work -->

## Your Environment
<!--- Include as many relevant details about the environment as you can -->
* Version used:
* Environment name and version (e.g. Chrome 39, node.js 5.4):
* Operating System and version (desktop or mobile):
* Link to your project:
`;

const CRITERION = "A refund that times out is tried again, three times at most.";

const NOBODYS_WORDS: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["the bug report that GitHub offers", BUG_REPORT],
  ["the feature request that GitHub offers", FEATURE_REQUEST],
  ["a form without answers", FORM],
  ["a template of comments and labels", COMMENTED],
  ["a template with line ends of Windows", COMMENTED.replaceAll("\n", "\r\n")],
  ["a comment", `<!-- ${CRITERION} -->`],
  ["a comment over paragraphs", `<!--\n${CRITERION}\n\n${CRITERION}\n-->`],
  ["a comment that is never closed", `<!-- ${CRITERION}\n\n${CRITERION}`],
  ["a comment within a line", `Refunds <!-- ${CRITERION}\n${CRITERION} --> !`],
  ["a comment within a line that is never closed", `Refunds <!-- ${CRITERION}\n\n${CRITERION}`],
  ["headings", `# ${CRITERION}\n## ${CRITERION} ##\n#Refunds that time out are tried again`],
  ["underlined headings", `${CRITERION}\n===\n\n${CRITERION}\n---\n`],
  ["headings of HTML", `<h3>${CRITERION}</h3>\n\n<h4>\n${CRITERION}\n</h4>`],
  ["open boxes", `- [ ] ${CRITERION}\n* [ ] ${CRITERION}\n1. [ ] ${CRITERION}\n- [] ${CRITERION}`],
  ["an open box with more below it", `- [ ] ${CRITERION}\n  ${CRITERION}\n\n  - ${CRITERION}\n- [ ] and so on`],
  ["empty boxes", "- [ ]\n- [ ] \n- [x]\n- [X] "],
  [
    "a ticked declaration",
    "- [x] I have searched the existing issues and found nothing\n- [x] I’ve read the guide to the end",
  ],
  ["a picture", `![${CRITERION}](https://a.example/b.png)`],
  ["a picture of HTML", `<img width="400" alt="${CRITERION}" src="https://a.example/b.png">`],
  ["bare links", "https://a.example/refunds-that-time-out/are-tried-again\n\nhttps://b.example/c"],
  ["a named link", `[${CRITERION}](https://a.example)`],
  ["a fence", `\`\`\`\n${CRITERION}\n\`\`\``],
  ["a fence that is never closed", `~~~md\n${CRITERION}`],
  ["rules", "---\n\n***\n\n___\n\n- - -"],
  ["a fold with nothing in it", `<details>\n<summary>${CRITERION}</summary>\n\n</details>`],
  ["italics", `_${CRITERION}_\n\n*${CRITERION}*`],
  ["bold italics over lines", `***${CRITERION}\n${CRITERION}***`],
  ["a quote", `> ${CRITERION}\n> ${CRITERION}`],
  ["characters that nobody sees", "\u200b\u2060\u00ad\u3164\u2800\ufeff".repeat(20)],
  ["a table without answers", `| Question | Your answer |\n| --- | --- |\n| ${CRITERION} | |\n| ${CRITERION} |  |`],
  ["a row of labels", "Version of the shop:\nOperating system and browser:\n版本：\n"],
  [
    "a story to be filled in",
    "As a [type of user], I want [some goal] so that [some reason].\n\nGiven […] when [an action] then [an outcome]",
  ],
  ["questions to the writer", "What did you expect to happen in this case? How has this affected your work so far?"],
  ["stock phrases", "N/A\n\nnone\n\nTBD\n\nnothing to add\n\nsee above\n\nn/a\n\nas described\n\nto be done later"],
  ["mentions", "@alice @bob @acme/security @acme/payments @acme/everybody"],
  ["one word", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"],
  ["too few words", "Retry refunds"],
];

const SOMEBODYS_WORDS: readonly (readonly [string, string])[] = [
  ["a sentence", CRITERION],
  ["a list", "- a refund is tried three times\n- the customer is paid once"],
  ["a list below a label", "Acceptance criteria:\n1. a refund is tried three times\n2. the customer is paid once"],
  ["ticked boxes", `- [x] ${CRITERION}\n- [ ] The customer is paid once`],
  ["the bug report, filled in", BUG_REPORT.replace("A clear and concise description of what the bug is.", CRITERION)],
  ["the form, filled in", FORM.replace("_No response_", CRITERION)],
  ["a text below comments", `<!-- Tell us what should happen -->\n${CRITERION}`],
  ["a text below front matter", `---\nname: Bug\n---\n${CRITERION}`],
  ["a text between rules", `---\n${CRITERION}\n\n---\n`],
  ["a text in a fold", `<details>\n<summary>More</summary>\n\n${CRITERION}\n\n</details>`],
  ["a table with answers", "| case | outcome |\n|---|---|\n| the third try fails | the refund stays open |"],
  ["a line that begins with a number sign", `#41 says it: ${CRITERION}`],
  ["a link in a sentence", "As in [the contract](https://a.example), a refund is tried three times at most."],
  ["bold words in a sentence", "**Refunds** that time out are tried again, **three times** at most."],
  ["a label and its answer", "**Expected:** a refund that times out is tried again"],
  ["the name of a comment's mark", "Strip `<!--` from pages before they are shown to anybody."],
  ["a wish", "Please add a button that tries the refund again three times."],
  ["a question of the writer", "Could refunds that time out be tried again, three times at most?"],
  ["code in brackets", "The log says `[error] refund failed`, and then the refund should be tried again."],
  ["Russian", "Возврат, который не прошёл, повторяется не более трёх раз."],
  ["Japanese", "銀行の応答がない場合、返金は最大で三回まで再試行され、二重に支払われてはならない。"],
  ["Chinese", "退款超时后最多重试三次，每次都使用同一个幂等键，客户绝不能收到两次退款，订单页面要显示状态。"],
  ["Korean", "환불은 최대 세 번까지만 다시 시도하고, 고객은 한 번만 돈을 받아야 합니다."],
  ["Arabic", "يجب إعادة محاولة رد المبلغ ثلاث مرات على الأكثر"],
];

describe("holdsWords", () => {
  it.each(NOBODYS_WORDS)("finds none in %s", (_what, body) => {
    expect(holdsWords(body)).toBe(false);
  });

  it.each(SOMEBODYS_WORDS)("finds some in %s", (_what, body) => {
    expect(holdsWords(body)).toBe(true);
  });

  // What is open to the end would take in whatever follows, and front matter is some only where a text begins.
  const closed = NOBODYS_WORDS.filter(
    ([what, body]) => !/never closed|too few|one word/.test(what) && body !== BUG_REPORT,
  );
  const pile = fc
    .uniqueArray(fc.constantFrom(...closed.map(([, body]) => body)), { minLength: 1, maxLength: 4 })
    .map((bodies) => bodies.join("\n\n"));

  it("finds none in any pile of what holds none", () => {
    fc.assert(fc.property(pile, (body) => expect(holdsWords(body)).toBe(false)));
  });

  it("finds the one sentence among whatever stands above and below it", () => {
    fc.assert(
      fc.property(pile, pile, (above, below) => {
        expect(holdsWords(`${above}\n\n${CRITERION}\n\n${below}`)).toBe(true);
      }),
    );
  });
});
