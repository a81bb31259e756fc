import { type Command, parseCommand } from "../../../src/core/comments/parse-command.js";
import type { Verdict } from "../../../src/core/facts/submission.js";
import { faultsOfVerdict, furtherCommands, wordsBehind } from "../../../src/core/judge/verdicts-in-text.js";
import { aBareForm, aForm } from "../comments/forms.js";

const FORM = aBareForm();

function commandIn(body: string): Command {
  const command = parseCommand(body);
  if (command === null) throw new Error("no command");
  return command;
}

describe("more than one verdict", () => {
  it.each<[string, string, Verdict]>([
    ["another word behind it", `/countersign approve reject\n\n${FORM}`, "approve"],
    ["its opposite", `/countersign approve not\n\n${FORM}`, "approve"],
    ["thanks", `/countersign reject please\n\n${FORM}`, "reject"],
    ["an emoji", `/countersign approve 👍\n\n${FORM}`, "approve"],
    ["a comma and a condition", `/countersign approve , if the tests pass\n\n${FORM}`, "approve"],
    ["itself", `/countersign approve approve\n\n${FORM}`, "approve"],
    ["a hidden comment", `/countersign approve <!-- reject -->\n\n${FORM}`, "approve"],
    ["a second line with the other command", `/countersign approve\n/countersign reject\n\n${FORM}`, "approve"],
    ["a second line with the same command", `/countersign approve\n/countersign approve\n\n${FORM}`, "approve"],
    ["a command below the form", `${aForm()}\n\n/countersign reject`, "approve"],
    ["a command in an answer", aForm("approve", { risks: "Many of them.\n/countersign reject\nSo no." }), "approve"],
    ["another command", `${aForm()}\n\n/countersign status`, "approve"],
    ["a misspelt command", `${aForm()}\n\n/countersign rejct`, "approve"],
    ["the header of a sealed review", `/countersign approve\nverdict: reject\n\n${FORM}`, "approve"],
    ["that header below an answer", `${aForm("reject")}\n**Verdict:** approved`, "reject"],
    ["the other word alone on the second line", `/countersign approve\nreject\n\n${FORM}`, "approve"],
    ["the other word in bold", `/countersign reject\n\n**Approved!**\n\n${FORM}`, "reject"],
    ["the first line of a review with the other button", aForm("reject"), "approve"],
    ["a command further down in a review", `${FORM}\n\n/countersign reject`, "approve"],
  ])("is %s", (_, text, verdict) => {
    // That the first line contradicts the button is told by whoever knows of the button.
    const isFirstLine = parseCommand(text)?.verb !== verdict && parseCommand(text) !== null;
    expect(faultsOfVerdict(text, verdict).length > 0 || isFirstLine).toBe(true);
  });

  it.each<[string, string, Verdict]>([
    ["a form", aForm(), "approve"],
    ["a form with line ends of Windows", aForm("reject").replaceAll("\n", "\r\n"), "reject"],
    ["a form with blanks behind its command", aForm().replace("approve", "approve \u00a0\u200b"), "approve"],
    ["a form with the same verdict in a header", `/countersign approve\nverdict: approve\n\n${FORM}`, "approve"],
    ["a form below a remark", `/countersign approve\n\nThank you for the tests.\n\n${FORM}`, "approve"],
    ["a form with the other word in an answer", aForm("approve", { risks: "- reject\n- approve" }), "approve"],
    ["a form that quotes a command", `${aForm()}\n> /countersign reject\n`, "approve"],
    ["a form with a command in code", `${aForm()}\n\`\`\`\n/countersign reject\n\`\`\`\n`, "approve"],
    ["a form that talks of a command", `${aForm()}\nI first wanted to write /countersign reject.\n`, "approve"],
    ["a review without a command", FORM, "reject"],
    ["a review with its verdict in words", `Approved.\n\n${FORM}`, "approve"],
  ])("is not %s", (_, text, verdict) => {
    expect(faultsOfVerdict(text, verdict)).toEqual([]);
  });

  it("tells all of them at once, in code, with what is expected", () => {
    const faults = faultsOfVerdict(`/countersign approve @acme/all\nverdict: reject\n/countersign reject`, "approve");

    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/nothing behind `\/countersign approve`, received `@acme\/all`/);
    expect(faults[1]).toMatch(/one command.*received `\/countersign reject`/);
    expect(faults[2]).toMatch(/one verdict.*`verdict: reject` beside `approve`/);
  });
});

describe("words behind a verb that takes nothing", () => {
  it.each(["start", "back", "approve", "reject"])("are named behind %s", (verb) => {
    const behind = (text: string) => wordsBehind(commandIn(`/countersign ${verb}${text}`));

    for (const text of [" now", " .", " 👍", " ~~reject~~"]) expect(behind(text)).toMatch(/^Expected nothing behind/);
    for (const text of ["", " ", "\t", "\u00a0\u200b"]) expect(behind(text)).toBeNull();
  });

  it.each([
    "help me",
    "status please",
    "recheck, CI is done",
    "away until 2999-01-01",
    "waive x y",
    "override it burns",
  ])("are no fault where they decide nothing or are expected: %s", (text) => {
    expect(wordsBehind(commandIn(`/countersign ${text}`))).toBeNull();
  });
});

describe("a second command", () => {
  it.each([
    ["/countersign start\n/countersign approve", 1],
    ["/countersign waive intent_stated It is plain.\n\n/countersign override It burns.", 1],
    ["/countersign status\nx\n/countersign help\n/countersign nonsense", 2],
    ["Hello\n/countersign start", 1],
    ["/countersign start\n> /countersign approve\n```\n/countersign reject\n```\n    /countersign help", 0],
    ["/countersign override the /countersign command hangs", 0],
    ["/countersign start", 0],
  ])("is found in %j", (text, count) => {
    expect(furtherCommands(text)).toHaveLength(count);
  });
});
