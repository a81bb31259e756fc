// What holds of every panel, whatever was sealed, revealed and shown, and in whatever order it is remembered.
import fc from "fast-check";
import type { Permission } from "../../../src/core/facts/facts.js";
import type { Exposure, SealedReview, Verdict } from "../../../src/core/facts/submission.js";
import { panelOf, SEATS } from "../../../src/core/reviews/panel.js";
import { anAccount, anExposure, aPerson, aRevealedReview, fakeHash, people } from "../../support/build.js";
import { at } from "../comments/forms.js";
import { aPanelInput, loginsOf, revealedBy, sealedBy } from "./panels.js";

const LOGINS = ["robin", "sam", "maya", "ada", "alice", "zoe"] as const;
const aLogin = fc.constantFrom(...LOGINS);
const aVerdict = fc.constantFrom<Verdict>("approve", "reject");
const mostlyApproves = fc.constantFrom<Verdict>("approve", "approve", "approve", "reject");
const aTime = fc.constantFrom("10:10", "10:20", "10:30", "10:40", "10:50");
const aPermission = fc.constantFrom<Permission>("read", "write", "write", "admin");

const aSealed = fc.record({
  login: aLogin,
  time: aTime,
  round: fc.constantFrom(1, 1, 1, 2, 3),
  id: fc.integer({ min: 1, max: 12 }),
  kind: fc.constantFrom("comment", "form"),
  isVoided: fc.constantFrom(false, false, true),
  isOther: fc.constantFrom(false, false, true),
});

const anExposed: fc.Arbitrary<Exposure> = fc
  .record({ login: aLogin, kind: fc.constantFrom("form", "native", "audience", "last"), time: aTime })
  .map(({ login, kind, time }) => anExposure({ kind, person: anAccount({ login }), at: at(time) }));

function toReview({
  login,
  time,
  round,
  id,
  kind,
  isVoided,
  isOther,
}: typeof aSealed extends fc.Arbitrary<infer T> ? T : never): SealedReview {
  return sealedBy(login, time, {
    round,
    source: { kind, id, revision: `${login} ${time} ${round}` },
    voided: isVoided ? { at: at("11:00"), reason: "replaced by a later review" } : null,
    ...(isOther ? { fingerprint: fakeHash("another change") } : {}),
  });
}

const aWorld = fc
  .record({
    sealed: fc.uniqueArray(aSealed, { maxLength: 8, selector: ({ kind, id }) => `${kind} ${id}` }),
    exposures: fc.array(anExposed, { maxLength: 3 }),
    permissions: fc.array(aPermission, { minLength: LOGINS.length, maxLength: LOGINS.length }),
    operator: aLogin,
  })
  .map(({ sealed, exposures, permissions, operator }) => ({
    sealed: sealed.map(toReview),
    records: { exposures },
    operator: [operator],
    facts: { people: people(...LOGINS.map((login, index) => aPerson(login, permissions[index]))) },
  }));

const aRevealedWorld = fc
  .tuple(aWorld, fc.constantFrom(0, 1, 2), fc.array(mostlyApproves, { minLength: 8, maxLength: 8 }))
  .map(([world, revealedRounds, verdicts]) => ({
    ...world,
    sealed: world.sealed.map((review, index) =>
      review.round <= revealedRounds && review.voided === null
        ? { ...review, revealed: aRevealedReview({ verdict: verdicts[index], at: at("11:30") }) }
        : review,
    ),
  }));

it("does not depend on the order in which things are remembered", () => {
  fc.assert(
    fc.property(
      aRevealedWorld.chain((world) =>
        fc.tuple(
          fc.constant(world),
          fc.shuffledSubarray(world.sealed, { minLength: world.sealed.length }),
          fc.shuffledSubarray(world.records.exposures, { minLength: world.records.exposures.length }),
        ),
      ),
      ([world, sealed, exposures]) => {
        const one = panelOf(aPanelInput(world));
        const other = panelOf(aPanelInput({ ...world, sealed, records: { exposures } }));

        expect({ ...other, notCounted: new Set(other.notCounted.map(({ url }) => url)) }).toEqual({
          ...one,
          notCounted: new Set(one.notCounted.map(({ url }) => url)),
        });
      },
    ),
    { numRuns: 300 },
  );
});

it("has at most two members, who are two people and may both sit", () => {
  let complete = 0;
  fc.assert(
    fc.property(aWorld, (world) => {
      const { seats, state, round } = panelOf(aPanelInput(world));
      const ids = new Set(seats.map(({ reviewer }) => reviewer.id));
      const logins = loginsOf(seats);

      expect(seats.length).toBeLessThanOrEqual(SEATS);
      expect(ids.size).toBe(seats.length);
      expect(state).toBe(seats.length === SEATS ? "complete" : "open");
      expect(seats.every((seat) => seat.round === round && seat.voided === null)).toBe(true);
      expect(logins).not.toContain(world.operator[0]);
      for (const { kind, person } of world.records.exposures)
        if (kind !== "last") expect(logins).not.toContain(person.login);
      if (state === "complete") complete += 1;
    }),
    { numRuns: 300 },
  );
  // The law would hold of empty panels as well.
  expect(complete).toBeGreaterThan(0);
});

it("does not depend on what one review says while it is the only one known", () => {
  fc.assert(
    fc.property(aWorld, fc.nat(7), aVerdict, aVerdict, (world, index, one, other) => {
      const known = (verdict: Verdict) => {
        const sealed = world.sealed.map((review, place) =>
          place === index
            ? { ...review, revealed: aRevealedReview({ verdict, content: `it says ${verdict}` }) }
            : review,
        );
        const panel = panelOf(aPanelInput({ ...world, sealed }));
        return { ...panel, seats: panel.seats.map(({ commitment }) => commitment) };
      };

      expect(known(one)).toEqual(known(other));
    }),
    { numRuns: 300 },
  );
});

it("has the same outcome whichever of the two came first", () => {
  fc.assert(
    fc.property(
      aVerdict,
      aVerdict,
      fc.tuple(aPermission, aPermission),
      fc.option(aLogin, { nil: "alice" }),
      (one, other, [mine, theirs], operator) => {
        const world = {
          operator: [operator],
          facts: { people: people(aPerson("robin", mine), aPerson("sam", theirs)) },
        };
        const outcomeOf = (first: string, second: string) =>
          panelOf(
            aPanelInput({ ...world, sealed: [revealedBy("robin", one, first), revealedBy("sam", other, second)] }),
          ).outcome;

        expect(outcomeOf("10:10", "10:20")).toBe(outcomeOf("10:20", "10:10"));
      },
    ),
  );
});

it("approves nothing that somebody refused who may still review here", () => {
  let approved = 0;
  fc.assert(
    fc.property(aRevealedWorld, (world) => {
      const input = aPanelInput(world);
      const { outcome, seats, round } = panelOf(input);
      if (outcome !== "approved") return;
      approved += 1;
      const mayReview = (login: string) => {
        const permission = input.facts.people.get(login)?.permission;
        return permission?.status === "loaded" && permission.value !== "read";
      };
      const here = world.sealed.filter((one) => one.round === round && one.fingerprint === input.fingerprint);
      const isTakenBack = ({ reviewer, receivedAt }: SealedReview) =>
        here.some((later) => later.reviewer.id === reviewer.id && later.receivedAt > receivedAt);
      const refusals = here.filter(
        (review) => review.revealed?.verdict === "reject" && !isTakenBack(review) && mayReview(review.reviewer.login),
      );
      const lifted = refusals.filter(({ reviewer }) => !seats.some((seat) => seat.reviewer.id === reviewer.id));

      expect(seats.every(({ revealed }) => revealed?.verdict === "approve")).toBe(true);
      expect(lifted).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(approved).toBeGreaterThan(0);
});
