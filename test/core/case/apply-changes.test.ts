// Records before and after one evaluation, and the changes between them.
import fc from "fast-check";
import { applyChanges, toChanges } from "../../../src/core/case/apply-changes.js";
import type { Records } from "../../../src/core/facts/records.js";
import {
  anAccount,
  anExposure,
  anOverride,
  aRecords,
  aReviewRequest,
  aSealedReview,
  aSession,
  aSubmission,
  aWaiver,
} from "../../support/build.js";
import { at } from "../comments/forms.js";

const AT = at("11:00");
const VOIDED = { at: AT, reason: "the comment was deleted" };
const ids = { minLength: 0, maxLength: 4, selector: (id: number) => id };
const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), ids);
const source = (id: number) => ({ kind: "comment", id, revision: AT }) as const;

/** What an evaluation finds: a few of each kind. */
const someRecords: fc.Arbitrary<Records> = fc
  .record({ open: someIds, taken: someIds, sealed: someIds, shown: someIds, asked: someIds, given: someIds })
  .map(({ open, taken, sealed, shown, asked, given }) =>
    aRecords({
      sessions: open.map((id) => aSession({ key: { kind: "comment", id } })),
      submissions: taken.map((id) => aSubmission({ source: source(id) })),
      sealed: sealed.map((id) => aSealedReview({ source: source(id) })),
      exposures: shown.map((id) => anExposure({ source: source(id), person: anAccount({ id, login: `u${id}` }) })),
      asked: asked.map((roll) => aReviewRequest({ roll })),
      waivers: given.map((commentId) => aWaiver({ commentId })),
      overrides: given.map((commentId) => anOverride({ commentId: commentId + 10 })),
      handled: open.map((id) => ({ source: source(id), command: "start", accepted: true })),
    }),
  );

/** The same with more of each, and some of the old ones ended. */
function laterThan(before: Records, more: Records, ended: readonly boolean[]): Records {
  const ends = (index: number) => ended[index % ended.length] === true;
  const voids = <T extends { readonly voided: unknown }>(list: readonly T[]) =>
    list.map((one, index) => (ends(index) ? { ...one, voided: VOIDED } : one));
  const whole = applyChanges(before, toChanges(before, more));
  return {
    ...whole,
    sessions: whole.sessions.map((one, index) => (ends(index) ? { ...one, state: "voided" as const } : one)),
    submissions: voids(whole.submissions),
    sealed: voids(whole.sealed),
    waivers: voids(whole.waivers),
    overrides: voids(whole.overrides),
    asked: whole.asked.map((one, index) => (ends(index) ? { ...one, ended: { at: AT, how: "done" as const } } : one)),
  } as Records;
}

const endings = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });

describe("the changes between two states of the records", () => {
  it("lead from the earlier to the later, ends of what was known included", () => {
    fc.assert(
      fc.property(someRecords, someRecords, endings, (before, more, ended) => {
        const known = applyChanges(before, toChanges(before, more));
        const after = laterThan(before, more, ended);

        expect(applyChanges(known, toChanges(known, after))).toEqual(after);
      }),
    );
  });

  it("are none between equal states", () => {
    fc.assert(
      fc.property(someRecords, (records) => {
        const { agentSeen, ...changes } = toChanges(records, { ...records });

        expect(agentSeen).toBeNull();
        expect(Object.values(changes).flat()).toEqual([]);
      }),
    );
  });

  it("hold what is new alone", () => {
    fc.assert(
      fc.property(someRecords, someRecords, (before, more) => {
        const after = applyChanges(before, toChanges(before, more));
        const { asked, submissions, sealed, waivers, overrides, exposures } = toChanges(before, after);

        expect(asked.filter(({ roll }) => before.asked.some((one) => one.roll === roll))).toEqual([]);
        for (const key of ["submissions", "sealed", "waivers", "overrides", "exposures", "asked"] as const) {
          const changed = { asked, submissions, sealed, waivers, overrides, exposures }[key];
          expect(changed).toHaveLength(after[key].length - before[key].length);
        }
      }),
    );
  });

  it("may be applied twice", () => {
    fc.assert(
      fc.property(someRecords, someRecords, endings, (before, more, ended) => {
        const changes = toChanges(before, laterThan(before, more, ended));
        const once = applyChanges(before, changes);

        expect(applyChanges(once, changes)).toEqual(once);
      }),
    );
  });

  it("never end a second time what ended before: the first reason stays", () => {
    const given = aRecords({ waivers: [aWaiver({ voided: VOIDED })], submissions: [aSubmission({ voided: VOIDED })] });
    const other = { at: at("12:00"), reason: "another" };
    const changes = {
      ...toChanges(given, given),
      voided: [{ source: aSubmission().source, ...other }],
      endedExceptions: [{ commentId: aWaiver().commentId, ...other }],
    };

    expect(applyChanges(given, changes)).toEqual(given);
  });
});
