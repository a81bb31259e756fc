// Forms and commands where none is read, and more than one verdict, where the review is open: nothing is taken, and its author is told.

import { formatBlankForm } from "../../../src/core/comments/form.js";
import type { Account } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { aClassification, aLineComment, anAccount } from "../../support/build.js";
import { aBareForm, aForm, at, judge, reviewed, said, type World } from "../comments/forms.js";
import { aPanelInput, revealedBy } from "../reviews/panels.js";

const FORM = aBareForm();
const START = said("robin", "10:00", "/countersign start");
const LATER = "10:05";

function line(body: string, override: Parameters<typeof aLineComment>[0] = {}) {
  return { facts: { lineComments: loaded([aLineComment({ id: 9005, body, publishedAt: at(LATER), ...override })]) } };
}

describe("a form where none is read", () => {
  it.each<[string, World, RegExp]>([
    [
      "below other lines",
      { comments: [START, said("robin", LATER, `My review:\n\n${aForm()}`, { id: 9005 })] },
      /first line/,
    ],
    ["without a command", { comments: [START, said("robin", LATER, FORM, { id: 9005 })] }, /first line/],
    [
      "in a review that only comments",
      { comments: [START], reviews: [reviewed("robin", LATER, { id: 9005, state: "COMMENTED", body: FORM })] },
      /review that only comments/,
    ],
    ["on a line of the diff", { comments: [START], ...line(aForm()) }, /\[This comment\]\(https:.*line of the diff/],
  ])("is not taken, and its author is told how: %s", (_, world, where) => {
    const { records, replies } = judge(world);

    expect(records.submissions).toEqual([]);
    expect(records.exposures).toEqual([]);
    expect(replies.get(9005)).toMatch(where);
    expect(replies.get(9005)).toContain(formatBlankForm());
    const again = judge({ ...world, records });
    expect(again.replies.size).toBe(0);
  });

  it("is told once, however often it is edited there", () => {
    const comment = said("robin", LATER, FORM, { id: 9005 });
    const { records } = judge({ comments: [comment] });
    const edited = { ...comment, body: `${FORM}!`, editedAt: at("10:20"), editor: anAccount() };

    expect(judge({ comments: [edited], records }).replies.size).toBe(0);
  });

  it("takes back what stood there before, when it is an edit of a review that counts", () => {
    const form = said("robin", LATER, aForm());
    const { records } = judge({ comments: [START, form] });
    const edited = { ...form, body: `On second thought:\n\n${aForm()}`, editedAt: at("10:20"), editor: anAccount() };
    const after = judge({ comments: [START, edited], records });

    expect(after.records.submissions).toMatchObject([{ voided: { reason: "replaced by an edit" } }]);
    expect(after.replies.get(form.id)).toMatch(/does not count any more.*first line/s);
  });

  it("is for the specialist to submit, where the two blind reviews disagree", () => {
    const sealed = [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "reject", "09:10")];
    const comments = [said("ada", LATER, FORM)];
    const input = aPanelInput({ sealed, facts: { comments: loaded(comments) } });

    const { replies, records } = judge(input);

    expect(replies.get(comments[0]?.id ?? 0)).toMatch(/first line/);
    expect(replies.get(comments[0]?.id ?? 0)).not.toContain("Request changes");
    expect(records.exposures).toEqual([]);
  });

  it.each<[string, World]>([
    ["talk", { comments: [said("robin", LATER, "LGTM, approved")] }],
    ["what the operator reports", { comments: [said("alice", LATER, FORM)] }],
    [
      "what a program reports",
      { comments: [said("robin", LATER, FORM, { author: { id: 7, login: "x[bot]", type: "Bot" } as Account })] },
    ],
    [
      "an old remark, that the App comes upon",
      { comments: [said("robin", LATER, FORM)], facts: { readAt: "2026-03-03T12:00:00Z" } },
    ],
    [
      "a form on a change that needs none",
      { comments: [said("robin", LATER, FORM)], input: { classification: aClassification({ tier: "format-safe" }) } },
    ],
    [
      "a form that somebody ticked a box in",
      { comments: [said("alice", LATER, FORM, { editedAt: at("10:20"), editor: anAccount() })] },
    ],
    ["talk on a line", line("Why not a map here?")],
    ["a program on a line", line("/countersign start", { author: { id: 7, login: "x[bot]", type: "Bot" } })],
  ])("is answered to nobody who waits for nothing: %s", (_, world) => {
    const { replies, reactions } = judge(world);

    expect(replies.size).toBe(0);
    expect(reactions.size).toBe(0);
  });
});

describe("a command where none is read", () => {
  it("on a line of the diff does nothing and says where it belongs", () => {
    const { records, replies } = judge(line("/countersign start"));

    expect(records.sessions).toEqual([]);
    expect(replies.get(9005)).toMatch(/line of the diff.*first line of a comment there/s);
  });

  it("is never answered with the advice to write a verdict, where a panel is under way", () => {
    for (const body of ["/countersign start", "/countersign status", "/countersign override it burns down right now"]) {
      const input = aPanelInput({
        facts: { reviews: loaded([reviewed("robin", LATER, { state: "COMMENTED", body })]) },
      });
      const reply = [...judge(input).replies.values()].join();

      expect(reply).toContain("/countersign start");
      expect(reply).not.toMatch(/Approve|approve|Request changes|### /);
    }
  });
});

describe("more than one verdict in a comment", () => {
  it.each([
    ["behind it", `/countersign approve reject\n\n${FORM}`, /received `reject`/],
    ["its opposite", `/countersign approve not\n\n${FORM}`, /received `not`/],
    ["a condition", `/countersign approve if CI is green\n\n${FORM}`, /received `if CI is green`/],
    ["an emoji", `/countersign approve 👍\n\n${FORM}`, /received `👍`/],
    ["on the second line", `/countersign approve\n/countersign reject\n\n${FORM}`, /received `\/countersign reject`/],
    ["as a word on the second line", `/countersign approve\nreject\n\n${FORM}`, /received the line `reject`/],
    ["below the form", `${aForm()}\n\n/countersign reject`, /received `\/countersign reject`/],
    ["in a header", `/countersign approve\nverdict: reject\n\n${FORM}`, /received the line `verdict: reject`/],
  ])("is refused with what came: %s", (_, body, came) => {
    const { records, replies, reactions } = judge({ comments: [START, said("robin", LATER, body, { id: 9005 })] });

    expect(records.submissions).toEqual([]);
    expect(records.sessions).toMatchObject([{ state: "open" }]);
    expect(reactions.get(9005)).toBe("confused");
    expect(replies.get(9005)).toMatch(came);
  });

  it("is refused together with every other fault", () => {
    const form = aForm("approve", { intent: "lgtm" }).replace("approve", "approve reject");
    const reply = judge({ comments: [START, said("robin", "10:01", form, { id: 9005 })] }).replies.get(9005) ?? "";

    expect(reply).toContain("received `reject`");
    expect(reply).toContain("1 minute after the start");
    expect(reply).toContain("**Intent**");
  });

  it.each<[string, string, boolean]>([
    ["the other command first", `/countersign reject\n\n${FORM}`, false],
    ["the other command below", `${FORM}\n\n/countersign reject`, false],
    ["another verdict in a header", `verdict: reject\n\n${FORM}`, false],
    ["words behind the command", `/countersign approve not\n\n${FORM}`, false],
    ["its own command first", aForm(), true],
    ["nothing but the form", FORM, true],
  ])("is refused in a review with the button Approve: %s", (_, body, isTaken) => {
    const { records } = judge({ comments: [START], reviews: [reviewed("robin", LATER, { body })] });

    expect(records.submissions).toHaveLength(isTaken ? 1 : 0);
  });
});

describe("a command with more than itself", () => {
  it.each([
    ["/countersign start please", /nothing behind `\/countersign start`, received `please`/],
    ["/countersign start.", /did you mean `\/countersign start`/],
    ["/countersign start 🙏", /received `🙏`/],
    ["/countersign back to work", /received `to work`/],
    ["/countersign start\n/countersign approve", /one command.*`\/countersign approve`/],
    ["/countersign recheck\n/countersign status", /one command.*`\/countersign status`/],
    ["/countersign waive reviewable_size It is a rename.\n/countersign override It burns.", /one command/],
  ])("is refused with what came: %j", (body, came) => {
    const { records, replies, reactions } = judge({ comments: [said("maya", LATER, body, { id: 9005 })] });

    expect(records.sessions).toEqual([]);
    expect(records.waivers).toEqual([]);
    expect(reactions.get(9005)).toBe("confused");
    expect(replies.get(9005)).toMatch(came);
  });

  it("is taken once it was mended in place", () => {
    const start = said("robin", "10:00", "/countersign start please");
    const { records } = judge({ comments: [start] });
    const mended = { ...start, body: "/countersign start", editedAt: at("10:01"), editor: anAccount() };

    expect(judge({ comments: [mended], records }).records.sessions).toMatchObject([{ state: "open" }]);
  });

  it.each(["help me", "status please", "recheck now that CI is done"])("is answered where it only asks: %s", (text) => {
    expect(judge({ comments: [said("robin", LATER, `/countersign ${text}`, { id: 9005 })] }).reactions.get(9005)).toBe(
      "+1",
    );
  });

  it("leaves a session that it opened as it is, when a further command is written below it", () => {
    const { records } = judge({ comments: [START] });
    const edited = { ...START, body: `/countersign start\n${aForm()}`, editedAt: at("10:05"), editor: anAccount() };
    const after = judge({ comments: [edited], records });

    expect(after.records.sessions).toMatchObject([{ state: "open" }]);
    expect(after.records.submissions).toEqual([]);
    expect(after.reactions.get(START.id)).toBe("confused");
  });
});
