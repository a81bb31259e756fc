import { NO_RECORDS } from "../../../src/core/facts/records.js";
import { sourceOf } from "../../../src/core/facts/submission.js";
import { accountsToLookUp, commandCommentIds, type Voices } from "../../../src/core/judge/pending.js";
import {
  aNativeReview,
  anAccount,
  anAgentAccount,
  anOverride,
  aRecords,
  aRevealedReview,
  aSealedReview,
  aSession,
  aSubmission,
  aWaiver,
} from "../../support/build.js";
import { aBareForm, at, judge, reviewed, said } from "../comments/forms.js";

function loginsToLookUp(
  comments: Voices["comments"],
  reviews: Voices["reviews"],
  records: Voices["records"],
  onPage: Voices["onPage"] = [],
): string[] {
  return accountsToLookUp({ comments, reviews, records, onPage }).map(({ login }) => login);
}

describe("accountsToLookUp", () => {
  it("names nobody where nobody asks for anything", () => {
    expect(loginsToLookUp([said("robin", "10:00", "hello")], [aNativeReview()], NO_RECORDS)).toEqual([]);
  });

  it("names who waits for an answer, oldest first, each once whatever the case", () => {
    const comments = [
      said("sam", "10:10", "/countersign help"),
      said("robin", "10:00", "/countersign start"),
      said("ROBIN", "10:20", "/countersign start"),
    ];

    expect(loginsToLookUp(comments, [], NO_RECORDS)).toEqual(["robin", "sam"]);
  });

  it("names nobody whose command was answered", () => {
    const comments = [said("robin", "10:00", "/countersign start")];

    expect(loginsToLookUp(comments, [], judge({ comments }).records)).toEqual([]);
  });

  it("names native reviewers only when they wrote the form", () => {
    expect(
      loginsToLookUp([], [reviewed("robin", "10:00", { body: aBareForm() }), reviewed("sam", "10:01")], NO_RECORDS),
    ).toEqual(["robin"]);
  });

  it("names reviewers whose review is in force, first, by the login that they have today", () => {
    const records = aRecords({
      submissions: [
        aSubmission(),
        aSubmission({
          source: { kind: "comment", id: 5, revision: at("10:00") },
          reviewer: anAccount({ login: "gone" }),
          voided: { at: at("10:00"), reason: "x" },
        }),
      ],
    });
    const renamed = said("x", "10:10", "text", { id: 9002, author: anAccount({ login: "robin-new", id: 102 }) });

    expect(loginsToLookUp([said("sam", "09:00", "/countersign help"), renamed], [], records)).toEqual([
      "robin-new",
      "sam",
    ]);
  });

  it("names who gave what lasts, behind the reviewers, by the login that they have today", () => {
    const ended = { at: at("10:30"), reason: "its comment was deleted" };
    const records = aRecords({
      submissions: [aSubmission()],
      waivers: [aWaiver(), aWaiver({ commentId: 1, by: anAccount({ login: "zoe" }), voided: ended })],
      overrides: [anOverride(), anOverride({ commentId: 2, by: anAccount({ login: "yan" }), voided: ended })],
    });
    const renamed = said("x", "10:10", "text", { author: anAccount({ login: "ada-new", id: 105 }) });

    expect(loginsToLookUp([said("sam", "09:00", "/countersign help"), renamed], [], records)).toEqual([
      "robin",
      "maya",
      "ada-new",
      "sam",
    ]);
  });

  it("names who asked for a reveal for as long as something is sealed", () => {
    const asked = said("ada", "10:00", "/countersign reveal The auditors want to see it.");
    const handled = [{ source: sourceOf(asked), command: "reveal", accepted: true }];
    const sealed = [aSealedReview({ reviewer: anAccount({ login: "sam" }) })];
    const opened = sealed.map((review) => ({ ...review, revealed: aRevealedReview() }));

    expect(loginsToLookUp([asked], [], aRecords({ handled, sealed }))).toEqual(["sam", "ada"]);
    expect(loginsToLookUp([asked], [], aRecords({ handled, sealed: opened }))).toEqual(["sam"]);
    expect(loginsToLookUp([asked], [], aRecords({ handled }))).toEqual([]);
  });

  it("lets nobody push a reviewer with an open session out by writing many commands", () => {
    const crowd = Array.from({ length: 80 }, (_, n) => said(`a${n}`, "09:00", "/countersign help", { id: n + 1 }));
    const records = aRecords({ sessions: [aSession()] });

    expect(loginsToLookUp([...crowd, said("robin", "10:05", "/countersign approve")], [], records)[0]).toBe("robin");
  });

  it("names nobody who is only answered where to write: what they show is known without", () => {
    const comments = [said("robin", "10:00", aBareForm()), said("sam", "10:01", "verdict: reject")];
    const reviews = [
      reviewed("maya", "10:02", { state: "COMMENTED", body: aBareForm() }),
      reviewed("ada", "10:03", { state: "DISMISSED", body: aBareForm() }),
    ];

    expect(loginsToLookUp(comments, reviews, NO_RECORDS)).toEqual([]);
  });

  it("names no bots and nobody whose text somebody else edited", () => {
    const comments = [
      said("copilot", "10:00", "/countersign start", { author: anAgentAccount() }),
      said("sam", "10:01", "/countersign start", { editedAt: at("10:02"), editor: anAccount({ login: "mallory" }) }),
    ];

    expect(loginsToLookUp(comments, [], NO_RECORDS)).toEqual([]);
  });
});

describe("commandCommentIds", () => {
  it("names commands of people that were not answered and whose origin is not known", () => {
    const comments = [
      said("robin", "10:00", "/countersign start", { viaApp: null }),
      said("robin", "10:01", "/countersign start", { viaApp: false }),
      said("robin", "10:02", "hello", { viaApp: null }),
      said("robin", "10:06", aBareForm(), { viaApp: null }),
      said("copilot", "10:03", "/countersign start", { viaApp: null, author: anAgentAccount() }),
      said("us", "10:04", "/countersign start", { viaApp: null, ours: true }),
    ];

    expect(commandCommentIds(comments, NO_RECORDS)).toEqual([10000]);
    expect(commandCommentIds(comments.slice(1), NO_RECORDS)).toEqual([]);
  });
});
