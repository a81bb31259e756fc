import type { Comment, NativeReview } from "../../../../src/core/facts.js";
import { unavailable } from "../../../../src/core/facts.js";
import type { Records } from "../../../../src/core/records.js";
import { countReviews } from "../../../../src/core/review/count.js";
import { anAccount, fakeHash } from "../../../support/build.js";
import { aBareForm, aForm, at, aWorld, judge, reviewed, said } from "../forms.js";

const START = said("robin", "10:00", "/countersign start");
const ROBIN = anAccount();
const MALLORY = anAccount({ login: "mallory" });

/** robin's accepted review at 10:05, in the records. */
function accepted(verdict: "approve" | "reject" = "approve"): { records: Records; form: Comment } {
  const form = said("robin", "10:05", aForm(verdict));
  return { records: judge({ comments: [START, form] }).records, form };
}

function edited(comment: Comment, time: string, body: string, editor: Comment["editor"] = ROBIN): Comment {
  return { ...comment, body, editedAt: at(time), editor };
}

function counted(records: Records, comments: readonly Comment[], reviews: readonly NativeReview[] = []): string[] {
  return countReviews(aWorld({ comments, reviews, records })).counted.map(({ verdict }) => verdict);
}

describe("an edited review", () => {
  it("is a new review: the old one is void, the new text counts in the same session", () => {
    const { records, form } = accepted();
    const comments = [START, edited(form, "10:20", aForm("reject"))];
    const after = judge({ comments, records });

    expect(after.records.submissions.map(({ verdict, voided, seconds }) => [verdict, voided?.reason, seconds])).toEqual(
      [
        ["approve", "replaced by an edit", 300],
        ["reject", undefined, 1200],
      ],
    );
    expect(after.records.sessions).toMatchObject([{ state: "submitted" }]);
    expect(after.replies.get(10005)).toMatch(
      /^The approval that stood here does not count any more.*\n\n\*\*Your rejection/s,
    );
    expect(counted(after.records, comments)).toEqual(["reject"]);
  });

  it("leaves nothing behind when the new text is refused, and the session stays open", () => {
    const { records, form } = accepted();
    const after = judge({ comments: [START, edited(form, "10:20", aForm("approve", { intent: "lgtm" }))], records });

    expect(after.records.submissions).toMatchObject([{ voided: { reason: "replaced by an edit" } }]);
    expect(after.records.sessions).toMatchObject([{ state: "open" }]);
    expect(after.reactions.get(10005)).toBe("confused");
  });

  it("is withdrawn when its author edits the command away", () => {
    const { records, form } = accepted("reject");
    const after = judge({ comments: [START, edited(form, "10:20", "never mind")], records });

    expect(after.records.submissions[0]?.voided?.reason).toBe("replaced by an edit");
    expect(after.replies.get(10005)).toContain("The rejection that stood here does not count any more");
    expect(after.reactions.size).toBe(0);
  });

  it("is refused after a push, when its session belongs to the earlier change", () => {
    const { records, form } = accepted();
    const comments = [START, edited(form, "10:20", aForm("approve"))];
    const after = judge({ comments, records, input: { fingerprint: fakeHash("pushed") } });

    expect(after.records.submissions).toHaveLength(1);
    expect(after.replies.get(10005)).toContain("something was pushed since");
  });

  it.each([
    ["somebody else", MALLORY],
    ["somebody whom GitHub does not name", null],
  ])("is void when %s edited it, and is said so once", (_, editor) => {
    const { records, form } = accepted();
    const comments = [
      START,
      edited(form, "10:20", aForm("approve", { intent: "Mallory's own words, put into robin's mouth." }), editor),
    ];
    const after = judge({ comments, records });
    const again = judge({ comments, records: after.records });

    expect(counted(after.records, comments)).toEqual([]);
    expect(after.records.submissions).toHaveLength(1);
    expect(after.replies.get(10005)).toContain("**This text is void**");
    expect(after.outcomes.events.map(({ kind }) => kind)).toContain("review_voided");
    expect(again.replies.size).toBe(0);
  });

  it("does not lose a rejection to somebody else's edit", () => {
    const { records, form } = accepted("reject");
    const comments = [START, edited(form, "10:20", "I changed my mind, all fine", MALLORY)];
    const after = judge({ comments, records });

    expect(counted(after.records, comments)).toEqual(["reject"]);
    expect(after.replies.get(10005)).toContain("stays in force as it was submitted");
  });

  it("does not become one when somebody else edits a command into a harmless comment", () => {
    const started = judge({ comments: [START] });
    const harmless = said("robin", "10:03", "what a nice day");
    const forged = edited(harmless, "10:05", aForm(), MALLORY);
    const override = edited(
      said("ada", "10:03", "hm", { id: 5 }),
      "10:05",
      "/countersign override checkout is down, really",
      MALLORY,
    );
    const after = judge({ comments: [START, forged, override], records: started.records });

    expect(after.records.submissions).toEqual([]);
    expect(after.records.overrides).toEqual([]);
    expect(after.reactions.get(5)).toBe("confused");
  });

  it("counts from the time of the edit when its author edits a form into a comment", () => {
    const form = edited(said("robin", "09:00", "first thoughts"), "10:05", aForm());
    const { records } = judge({ comments: [START, form] });

    expect(records.submissions).toMatchObject([{ submittedAt: at("10:05"), seconds: 300 }]);
  });

  it("is judged anew after a refusal", () => {
    const early = said("robin", "10:01", aForm());
    const refused = judge({ comments: [START, early] });
    const after = judge({ comments: [START, edited(early, "10:02", aForm())], records: refused.records });

    expect(after.records.submissions).toMatchObject([{ seconds: 120, voided: null }]);
    expect(after.reactions.get(10001)).toBe("+1");
  });

  it("keeps one open session: a newer start stays the one that counts", () => {
    const { records, form } = accepted();
    const restart = said("robin", "10:10", "/countersign start");
    const comments = [START, form, restart];
    const restarted = judge({ comments, records });
    const after = judge({
      comments: [START, edited(form, "10:11", aForm("reject")), restart],
      records: restarted.records,
    });

    expect(after.records.sessions.map(({ state }) => state)).toEqual(["submitted", "open"]);
    expect(after.replies.get(10005)).toContain("1 minute after the start");
  });
});

describe("an edit of another command", () => {
  it("does nothing when the command stays what it was", () => {
    const started = judge({ comments: [START] });
    const after = judge({ comments: [edited(START, "10:30", "/countersign start please")], records: started.records });

    expect(after.records.sessions).toEqual(started.records.sessions);
    expect(after.replies.size).toBe(0);
  });

  it("is refused with the way out when it turns into another command", () => {
    const started = judge({ comments: [START] });
    const after = judge({ comments: [edited(START, "10:30", aForm())], records: started.records });

    expect(after.records.submissions).toEqual([]);
    expect(after.replies.get(10000)).toContain("already taken as `/countersign start`");
  });

  it("does not change a waiver that was given", () => {
    const waive = said("maya", "10:00", "/countersign waive reviewable_size A rename cannot be split further.");
    const given = judge({ comments: [waive] });
    const after = judge({
      comments: [
        edited(
          waive,
          "10:30",
          "/countersign waive intent_stated Because nobody wrote it.",
          anAccount({ login: "maya" }),
        ),
      ],
      records: given.records,
    });

    expect(after.records.waivers.map(({ requirement }) => requirement)).toEqual(["reviewable_size"]);
    expect(after.replies.get(10000)).toContain("already taken as `/countersign waive`");
  });

  it("counts when the command was refused before", () => {
    const typo = said("robin", "10:00", "/countersign strat");
    const refused = judge({ comments: [typo] });
    const after = judge({ comments: [edited(typo, "10:30", "/countersign start")], records: refused.records });

    expect(after.records.sessions).toMatchObject([{ startedAt: at("10:30"), state: "open" }]);
  });

  it("by somebody else ends the session that it opened", () => {
    const started = judge({ comments: [START] });
    const after = judge({
      comments: [edited(START, "10:30", "/countersign start", MALLORY)],
      records: started.records,
    });

    expect(after.records.sessions).toMatchObject([{ state: "superseded" }]);
    expect(after.replies.get(10000)).toContain("it was edited by `mallory`");
  });
});

describe("a deleted comment", () => {
  it("withdraws the approval that it was", () => {
    const { records } = accepted();
    const after = judge({ comments: [START], records });

    expect(after.records.submissions[0]?.voided).toEqual({
      at: "2026-03-02T12:00:00Z",
      reason: "the comment was deleted",
    });
    expect(after.outcomes.events.map(({ kind }) => kind)).toEqual(["review_voided"]);
    expect(after.records.sessions).toMatchObject([{ state: "open" }]);
  });

  it("does not lift a rejection: anyone with write access can delete it", () => {
    const { records } = accepted("reject");
    const after = judge({ comments: [START], records });

    expect(counted(after.records, [START])).toEqual(["reject"]);
  });

  it("does not bring back an earlier approval", () => {
    const { records, form } = accepted();
    const restart = said("robin", "10:10", "/countersign start");
    const reject = said(
      "robin",
      "10:20",
      aForm("approve", { intent: "Three mugs cost three prices, as the shop window says." }),
    );
    const both = judge({ comments: [START, form, restart, reject], records });
    const after = judge({ comments: [START, form, restart], records: both.records });

    expect(counted(after.records, [START, form, restart])).toEqual([]);
  });

  it("ends the session that it opened", () => {
    const started = judge({ comments: [START] });
    const after = judge({ comments: [said("robin", "10:05", aForm())], records: started.records });

    expect(after.records.sessions).toMatchObject([{ state: "superseded" }]);
    expect(after.replies.get(10005)).toContain("was deleted or edited");
  });

  it("is not assumed while the comments cannot be read", () => {
    const { records } = accepted();
    const after = judge({ records, facts: { comments: unavailable("502") } });

    expect(after.records).toEqual(records);
  });

  it("changes nothing once the pull request is closed", () => {
    const { records } = accepted();
    const pull = { ...aWorld({}).facts.pull, state: "merged" as const };

    expect(judge({ comments: [], records, facts: { pull } }).records).toEqual(records);
  });
});

describe("a native review that was taken", () => {
  const native = (verdict: "APPROVED" | "CHANGES_REQUESTED") =>
    reviewed("robin", "10:05", { state: verdict, body: aBareForm() });

  it("is withdrawn when it is dismissed", () => {
    const review = native("APPROVED");
    const { records } = judge({ comments: [START], reviews: [review] });
    const after = judge({ comments: [START], reviews: [{ ...review, state: "DISMISSED" }], records });

    expect(records.submissions[0]?.voided).toBeNull();
    expect(after.records.submissions[0]?.voided?.reason).toBe("the review was dismissed");
  });

  it("stays when it was a rejection and somebody dismissed it", () => {
    const review = native("CHANGES_REQUESTED");
    const { records } = judge({ comments: [START], reviews: [review] });
    const reviews = [{ ...review, state: "DISMISSED" as const }];
    const after = judge({ comments: [START], reviews, records });

    expect(counted(after.records, [START], reviews)).toEqual(["reject"]);
  });

  it("is a new review when its author edits it, and void when somebody else does", () => {
    const review = native("APPROVED");
    const { records } = judge({ comments: [START], reviews: [review] });
    const body = aBareForm({ intent: "Three mugs cost three prices, as the shop window says." });
    const own = judge({
      comments: [START],
      reviews: [{ ...review, body, editedAt: at("10:20"), editor: ROBIN }],
      records,
    });
    const foreign = judge({
      comments: [START],
      reviews: [{ ...review, body, editedAt: at("10:20"), editor: MALLORY }],
      records,
    });

    expect(own.records.submissions.map(({ voided }) => voided === null)).toEqual([false, true]);
    expect(foreign.records.submissions.map(({ voided }) => voided === null)).toEqual([false]);
    expect(foreign.replies.get(8000 + 1005)).toContain("void");
  });
});
