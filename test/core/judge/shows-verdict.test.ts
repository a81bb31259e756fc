// What counts as a verdict that everybody can read, and what is people talking.
import fc from "fast-check";
import { formatAnswers, formatBlankForm } from "../../../src/core/comments/form.js";
import { whatIsShown } from "../../../src/core/judge/verdicts-in-text.js";
import { anyText } from "../../support/any-text.js";
import { aBareForm, aForm, GOOD_ANSWERS } from "../comments/forms.js";

const FORM = aBareForm();
const BLANK = formatAnswers(null);
const quoted = (text: string) => text.replace(/^/gm, "> ");
const fenced = (text: string, mark = "```") => `${mark}markdown\n${text}\n${mark}`;

describe("a verdict in so many words", () => {
  it.each([
    ["a command", "/countersign approve"],
    ["a command below other lines", "I looked at it.\n\n/countersign reject\n"],
    ["a command in other letters", "Done.\n  /Countersign\tREJECT"],
    ["a command with more behind it", "ok\n/countersign approve with pleasure"],
    ["a command that is misspelt", "ok\n/countersign aproved"],
    ["a command as a heading", "# /countersign reject"],
    ["a command underlined as a heading", "/countersign reject\n---\nbecause"],
    ["a verdict behind another verb", "/countersign start approve"],
    ["the header of a sealed review", "reviewer: robin\nverdict: approve\n\nfine"],
    ["the header alone", "Verdict: REJECT"],
    ["the header in bold", "**Verdict:** rejected"],
    ["the header in a list", "- verdict: approved"],
    ["the header as a heading", "## Verdict: reject"],
    ["the header below a quotation", "> /countersign approve\n\nverdict: reject"],
    ["a command below a fence that is closed", "```\nx\n```\n/countersign reject"],
    ["a command above a form", aForm("reject")],
    ["a command above a blank form, in the first line", formatBlankForm()],
    ["a refusal above a blank form", `How?\n\n${formatBlankForm("reject")}`],
    ["a command between a copy of the form and another", `${formatBlankForm()}\n\n/countersign reject`],
  ])("is %s", (_, text) => {
    expect(whatIsShown(text)).toBe("verdict");
    expect(whatIsShown(text.replaceAll("\n", "\r\n"))).toBe("verdict");
  });
});

describe("a form that somebody filled in", () => {
  it.each([
    ["the form", FORM],
    ["the form below other lines", `My review, I hope this is the place:\n\n${FORM}`],
    ["the form above other lines", `${FORM}\n\nThank you!`],
    ["the form in other levels, letters and order", "# RISKS\nlocks the table\n##### intent\nto be quick\n"],
    ["the form with underlined headings", "Risks\n-----\nlocks the table\n\nEdge cases\n----------\nnone that I saw"],
    ["half of it", `### Intent\n${GOOD_ANSWERS.intent}\n### Risks\n${GOOD_ANSWERS.risks}`],
    ["two headings with a ticked box", "### Intent\nx y\n### Tests\n- [x] tests I wrote or ran myself"],
    ["the form with the checklist", `${FORM}\n\n### Prompt injection\n- [x] read`],
    ["the whole form in a code block", fenced(FORM)],
    ["the whole form in a code block that is never closed", `~~~\n${FORM}`],
    ["the form between quotations", `${quoted("### Intent\nwhat is it?")}\n\n${FORM}`],
  ])("is %s", (_, text) => {
    expect(whatIsShown(text)).toBe("form");
    expect(whatIsShown(text.replaceAll("\n", "\r"))).toBe("form");
  });
});

describe("people talking", () => {
  it.each([
    ["nothing", ""],
    ["praise", "LGTM"],
    ["praise in more words", "Approved from my side, thank you!"],
    ["a doubt", "I would not merge this: reject?"],
    ["a single word", "reject"],
    ["a question about the command", "Do I write `/countersign approve` now?"],
    ["the command in a sentence", "Then write /countersign approve as the first line."],
    ["the command in a list", "- /countersign approve: submits a review"],
    ["the command in a code block", `Write this:\n${fenced("/countersign reject")}`],
    ["the command indented as code", "Write this:\n\n    /countersign reject\n"],
    ["the command in a hidden comment", "<!--\n/countersign approve\n-->\nHello"],
    ["the command in a quotation", `${quoted("/countersign reject")}\n\nWhy?`],
    ["the header in a quotation", `On Monday robin wrote:\n${quoted("verdict: reject")}\n\nHm.`],
    ["a choice of verdicts", "verdict: approve or reject, that is the question"],
    ["the header's two words", "verdict: approve|reject"],
    ["talk of verdicts", "My verdict is not in yet. The verdict: we wait."],
    ["another command", "/countersign start"],
    ["a reason with such a word in it", "/countersign override approve it now, checkout is down"],
    ["one heading of the form", "### Risks\nThis locks the table."],
    ["a heading of a template", "## Risks of this\nThis locks the table.\n## Tests, please"],
    ["what agents state", "## Intent\nRetry refunds.\n\n## Tests\nnpm test -- refunds\n\n## Context\nnone"],
    ["the blank form", BLANK],
    ["the blank form with a word below it", `${BLANK}\n\nIs this what I fill in?`],
    ["the blank form with its command, below a question", `What is this?\n\n${formatBlankForm()}`],
    ["the blank text to seal", `What is this?\n\nreviewer: robin\nverdict: approve\n\n${BLANK}`],
    ["the App's own answer, quoted by mail", `On Tue, Countersign wrote:\n${quoted(formatBlankForm())}\n\nThanks!`],
    ["somebody's form, quoted", `${quoted(FORM)}\n\nI doubt the second point.`],
    ["the blank form in a code block", fenced(formatBlankForm())],
    ["an example of a form with two answers in a code block", fenced("### Intent\nx y\n### Risks\nz")],
    ["half of a form in a hidden comment", `<!--\n${FORM}\n-->\nHello`],
  ])("is no verdict: %s", (_, text) => {
    expect(whatIsShown(text)).toBeNull();
    expect(whatIsShown(text.replaceAll("\n", "\r\n"))).toBeNull();
  });

  it("is never a verdict in quotations alone", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(FORM, aForm(), "verdict: reject", "/countersign approve")), (texts) => {
        expect(whatIsShown(quoted(texts.join("\n\n")))).toBeNull();
      }),
    );
  });
});

it("finds a verdict below whatever talk, and never throws", () => {
  fc.assert(
    fc.property(anyText({ maxLength: 200 }), (talk) => {
      whatIsShown(talk);
      // What opens code or a hidden comment hides what follows from people, too.
      const visible = talk.replace(/[`~<]/g, "");
      expect(whatIsShown(`${visible}\n\n/countersign reject`)).toBe("verdict");
    }),
  );
});

it("reads hostile texts of the largest size at once", () => {
  for (const piece of [
    "# ",
    "verdict",
    "verdict : ",
    "/countersign ",
    "> ",
    "=",
    "- [ ] ",
    "```\n",
    "### Risks\n",
    "<!--",
  ]) {
    expect(() => whatIsShown(piece.repeat(65_536 / piece.length))).not.toThrow();
  }
});
