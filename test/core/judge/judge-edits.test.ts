import type { Comment, NativeReview } from "../../../src/core/facts/facts.js";
import type { Records } from "../../../src/core/facts/records.js";
import { unavailable } from "../../../src/core/facts/source.js";
import { countReviews } from "../../../src/core/reviews/count.js";
import { aFacts, anAccount, aPerson, fakeHash, people } from "../../support/build.js";
import { aBareForm, aForm, at, aWorld, judge, reviewed, said } from "../comments/forms.js";

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
  const CHANGED: readonly [string, "approve" | "reject", string][] = [
    ["a rejection into an approval", "reject", aForm("approve")],
    ["an approval into a rejection", "approve", aForm("reject")],
    ["one answer of an approval", "approve", aForm("approve", { risks: "- none that I could find in the new carts" })],
    ["a ticked box", "approve", aForm("approve").replace("[x] tests I wrote", "[ ] tests I wrote")],
    ["the answers of a rejection", "reject", aForm("reject", { intent: "Three mugs cost three prices, as it says." })],
  ];

  it.each(CHANGED)("needs a session of its own, and is refused without: %s", (_, verdict, body) => {
    const { records, form } = accepted(verdict);
    const comments = [START, edited(form, "10:20", body)];
    const after = judge({ comments, records });

    expect(after.records.submissions).toHaveLength(1);
    expect(counted(after.records, comments)).toEqual(verdict === "reject" ? ["reject"] : []);
    expect(after.records.sessions).toMatchObject([{ state: "submitted" }]);
    expect(after.replies.get(10005)).toContain("Your session has its review already");
    expect(after.reactions.get(10005)).toBe("confused");
  });

  it.each(CHANGED)("counts as a new review in a session that its author opened since: %s", (_, verdict, body) => {
    const { records, form } = accepted(verdict);
    const comments = [START, said("robin", "10:10", "/countersign start"), edited(form, "10:20", body)];
    const after = judge({ comments, records });
    const [earlier, later] = after.records.submissions;

    expect(earlier?.voided).not.toBeNull();
    expect(later).toMatchObject({ session: { id: 10010 }, seconds: 600, voided: null });
    expect(counted(after.records, comments)).toEqual([later?.verdict]);
    expect(after.records.sessions.map(({ state }) => state)).toEqual(["submitted", "submitted"]);
  });

  it.each([
    ["white space", (body: string) => body.replaceAll("\n\n", "\n\n\n").replaceAll("\n", "  \r\n")],
    ["the words above the form", (body: string) => body.replace("\n\n", "\n\nSorry for the typo.\n\n")],
    ["the look of the headings", (body: string) => body.replaceAll("### ", "## ")],
  ])("is the same review still when only %s changed", (_, rewrite) => {
    for (const verdict of ["approve", "reject"] as const) {
      const { records, form } = accepted(verdict);
      const comments = [START, edited(form, "10:20", rewrite(form.body))];
      const after = judge({ comments, records });

      expect(after.records.submissions).toEqual(records.submissions);
      expect(counted(after.records, comments)).toEqual([verdict]);
      expect([after.reactions.get(10005), after.replies.size, after.outcomes.events]).toEqual(["+1", 0, []]);
    }
  });

  it("does not carry its answers over to what was pushed since", () => {
    const { records, form } = accepted();
    const comments = [START, edited(form, "10:20", `${form.body}\n`)];
    const after = judge({ comments, records, input: { fingerprint: fakeHash("pushed") } });

    expect(after.records.submissions).toHaveLength(1);
    expect(after.replies.get(10005)).toContain("something was pushed since");
  });

  it("leaves nothing behind when the new text is refused, and an open session stays open", () => {
    const { records, form } = accepted();
    const comments = [
      START,
      said("robin", "10:10", "/countersign start"),
      edited(form, "10:20", aForm("approve", { intent: "lgtm" })),
    ];
    const after = judge({ comments, records });

    expect(after.records.submissions).toMatchObject([{ voided: { reason: "replaced by an edit" } }]);
    expect(after.records.sessions.map(({ state }) => state)).toEqual(["submitted", "open"]);
    expect(after.reactions.get(10005)).toBe("confused");
  });

  it("is withdrawn when its author edits an approval away, and says so once", () => {
    const { records, form } = accepted();
    const comments = [START, edited(form, "10:20", "never mind")];
    const after = judge({ comments, records });

    expect(after.records.submissions[0]?.voided?.reason).toBe("replaced by an edit");
    expect(after.replies.get(10005)).toContain("The approval that stood here does not count any more");
    expect(after.reactions.size).toBe(0);
    const later = judge({ comments: [START, edited(form, "10:30", "or so")], records: after.records });
    expect(later.replies.size).toBe(0);
  });

  it("stands when its author edits a rejection away: only a review that is accepted lifts it", () => {
    const { records, form } = accepted("reject");
    const comments = [START, edited(form, "10:20", "never mind")];
    const after = judge({ comments, records });

    expect(counted(after.records, comments)).toEqual(["reject"]);
    expect(after.replies.get(10005)).toContain("The rejection that stood here stays in force");
  });

  it("falls with the edit also where its answer waits, and tells of it then", () => {
    const { records, form } = accepted();
    const comments = [START, edited(form, "11:59", aForm("approve", { risks: "- none that I could find anywhere" }))];
    const unread = aFacts({ people: people(aPerson("robin", "write", { permission: unavailable("502") })) });
    const waiting = judge({ comments, records, facts: { people: unread.people } });
    const after = judge({ comments, records: waiting.records });

    expect(waiting.records.submissions[0]?.voided?.reason).toBe("replaced by an edit");
    expect(waiting.replies.size).toBe(0);
    expect(after.replies.get(10005)).toContain("The approval that stood here does not count any more");
  });

  it("does not survive an edit that was answered while the pull request was closed", () => {
    const { records, form } = accepted();
    const pull = { ...aWorld({}).facts.pull, state: "closed" as const };
    const comments = [START, edited(form, "10:20", "I was wrong, please do not merge this.")];
    const closed = judge({ comments, records, facts: { pull } });
    const reopened = judge({ comments, records: closed.records });

    expect(closed.records.submissions[0]?.voided).toBeNull();
    expect(reopened.records.submissions[0]?.voided?.reason).toBe("replaced by an edit");
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

  it("does not make a new waiver of one that was given, and ends it", () => {
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
    expect(after.replies.get(10000)).toMatch(
      /The waiver that stood here ended.*already taken as `\/countersign waive`/s,
    );
  });

  it("counts when the command was refused before", () => {
    const typo = said("robin", "10:00", "/countersign strat");
    const refused = judge({ comments: [typo] });
    const after = judge({ comments: [edited(typo, "10:30", "/countersign start")], records: refused.records });

    expect(after.records.sessions).toMatchObject([{ startedAt: at("10:30"), state: "open" }]);
  });

  it("is not taken for somebody else's when GitHub no longer says who made it", () => {
    const typo = said("robin", "10:00", "/countersign strat");
    const refused = judge({ comments: [typo] });
    const mended = edited(typo, "10:30", "/countersign start");
    const started = judge({ comments: [mended], records: refused.records });
    const after = judge({ comments: [{ ...mended, editor: null }], records: started.records });

    expect(after.records.sessions).toMatchObject([{ state: "open" }]);
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
    // What was used up is not given back: a second look takes a start of its own.
    expect(after.records.sessions).toMatchObject([{ state: "submitted" }]);
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
    const reviews = [{ ...review, body, editedAt: at("10:20"), editor: ROBIN }];
    const own = judge({ comments: [START], reviews, records });
    const started = judge({ comments: [START, said("robin", "10:10", "/countersign start")], reviews, records });
    const sameAgain = [{ ...review, body: `${review.body}\n`, editedAt: at("10:20"), editor: ROBIN }];
    const same = judge({ comments: [START], reviews: sameAgain, records });
    const foreign = judge({
      comments: [START],
      reviews: [{ ...review, body, editedAt: at("10:20"), editor: MALLORY }],
      records,
    });

    expect(own.records.submissions.map(({ voided }) => voided === null)).toEqual([false]);
    expect(own.replies.get(8000 + 1005)).toContain("Your session has its review already");
    expect(started.records.submissions.map(({ voided }) => voided === null)).toEqual([false, true]);
    expect([same.records.submissions, same.replies.size]).toEqual([records.submissions, 0]);
    expect(foreign.records.submissions.map(({ voided }) => voided === null)).toEqual([false]);
    expect(foreign.replies.get(8000 + 1005)).toContain("void");
  });
});
