import { askedWords } from "../../../src/core/render/asked.js";
import { aFit, aGateInput, anAccount, aRecords, aReviewRequest, aWhy } from "../../support/build.js";

const SAM = anAccount({ login: "sam" });
const INES = anAccount({ login: "ines" });
const ended = (how: "answered" | "reassigned" | "refused" | "timed-out" | "superseded" | "unneeded") => ({
  at: "2026-03-02T11:00:00Z",
  how,
  outcome: how === "timed-out" ? ("escalate" as const) : null,
});

function words(...requests: readonly Parameters<typeof aReviewRequest>[0][]): string | null {
  return askedWords(aGateInput({ records: aRecords({ asked: requests.map(aReviewRequest) }) }));
}

describe("who is asked, in words", () => {
  it("is nothing before anybody was asked about this version", () => {
    expect(words()).toBeNull();
    expect(words({ fingerprint: "earlier" })).toBeNull();
  });

  it("is who, since when, why, among how many, and what happens when", () => {
    const fit = aFit({
      expertOf: ["acme/cart"],
      owned: 2,
      files: 3,
      commits: 4,
      lastCommitAt: "2026-02-20T08:00:00Z",
      open: 2,
      waitingMinutes: 40,
    });

    expect(words({ why: aWhy({ fit, suitable: 3 }) })).toBe(
      "`robin`, since 2026-03-02 09:30 UTC: is in `acme/cart`, owns 2 of 3 changed files, wrote 4 recent commits to these files, the last on 2026-02-20; 2 other reviews wait for them, about 40 minutes of reading; chosen among 3. A review is meant to come within 4h, nearly always within 24h; without a beginning the next one is asked at 2026-03-02 17:30 UTC.",
    );
  });

  it.each([
    [
      aWhy({ fit: aFit(), suitable: 1 }),
      "nobody suitable has left a trace in these files; no other review waits for them; nobody else was suitable.",
    ],
    [
      aWhy({ fit: aFit({ open: 1, waitingMinutes: 1, commits: 1, lastCommitAt: null }) }),
      "wrote 1 recent commit to these files; 1 other review waits for them, about 1 minute of reading;",
    ],
    [aWhy({ adopted: true, fit: null }), "was asked on GitHub already."],
    [
      aWhy({ notes: ["`acme/shop: CODEOWNERS` was not used: it is too large"] }),
      "`acme/shop: CODEOWNERS` was not used: it is too large.",
    ],
  ])("says what there is to say, %#", (why, text) => {
    expect(words({ why })).toContain(text);
  });

  it("names the seat of a panel", () => {
    expect(words({ tier: "high-stakes" })).toContain("`robin` (first of two), since");
    expect(words({ tier: "high-stakes", seat: 2 })).toMatch(
      /`robin` \(second of two\), .*within 8h, nearly always within 48h/,
    );
  });

  it("tells what became of those before, the last four, and that a time passed", () => {
    const text = words(
      { person: anAccount({ login: "first" }), ended: ended("unneeded") },
      { roll: 2, person: anAccount({ login: "maya" }), ended: ended("refused") },
      { roll: 3, person: SAM, ended: ended("timed-out") },
      { roll: 4, person: INES, ended: ended("reassigned") },
      { roll: 5, person: anAccount({ login: "ada" }), ended: ended("answered") },
      { roll: 6 },
    );

    expect(text).toContain("`robin`, since 2026-03-02 09:30 UTC, after an earlier time passed without a review:");
    expect(text).toContain(
      "Before: `maya` cannot be asked on GitHub, `sam` did not begin in time, `ines` handed back, `ada` reviewed.",
    );
    expect(text).not.toContain("first");
  });

  it.each([
    [
      { away: 2, busy: 1 },
      "of 3 people 2 are out of office, 1 has as many open reviews as `reviewers.max_open` allows. To go on: raise `reviewers.max_open`",
    ],
    [{ involved: 1 }, "of 1 person 1 had a hand in the change."],
    [
      {},
      "nobody with the right to review is known. To go on: let more people review; or anybody who may review comments `/countersign start` unasked.",
    ],
    [{ busy: 1, away: 1, access: 1 }, "of 3 people 1 may not review here, 1 is out of office, 1 has as many"],
  ])("says why there is nobody, and what to do: %j", (setAside, text) => {
    expect(words({ person: null, why: aWhy({ fit: null, suitable: 0, setAside }) })).toContain(text);
  });
});
