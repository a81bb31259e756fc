import fc from "fast-check";
import { APP, createInstallations, type Installations } from "../../src/queue/installations.js";
import { aClock } from "../support/fake-clock.js";

const LIMITED = { code: "GITHUB_RATE_LIMITED", delayMs: 60_000, firm: true };

const ofFour = (limit: number, clock = aClock()) => createInstallations(4, limit, clock);

describe("the places of an installation", () => {
  it("are full at the limit and free again when work ends", () => {
    const installations = ofFour(2);
    installations.enter(77);
    expect(installations.turn().except).toEqual([]);
    installations.enter(77);
    expect(installations.turn().except).toEqual([77]);

    installations.leave(77, null);

    expect(installations.turn().except).toEqual([]);
  });

  it("are given to whoever has none first", () => {
    const installations = ofFour(3);
    installations.enter(77);

    expect(installations.turn()).toEqual({ except: [], last: [77] });
    installations.leave(77, null);
    expect(installations.turn()).toEqual({ except: [], last: [] });
  });

  it("hold back the last one from everybody who has one, work of no installation included", () => {
    const installations = ofFour(3);
    installations.enter(77);
    installations.enter(78);
    installations.enter(null);

    expect(installations.turn().except).toEqual([77, 78, APP]);
  });

  it("are one where there is one", () => {
    const installations = createInstallations(1, 1, aClock());

    expect(installations.turn().except).toEqual([]);
  });

  it("are closed while GitHub makes the installation wait, and to no work of none", () => {
    const clock = aClock();
    const installations = ofFour(3, clock);
    for (const id of [77, null]) {
      installations.enter(id);
      installations.leave(id, LIMITED);
    }

    expect(installations.turn().except).toEqual([77]);
    clock.advance(60_000);
    expect(installations.turn().except).toEqual([]);
  });

  it.each([
    ["another failure", { code: "GITHUB_UNAVAILABLE", delayMs: 60_000, firm: false }],
    ["a limit without a moment", { ...LIMITED, firm: false }],
  ])("stay open after %s", (_what, failure) => {
    const installations = ofFour(3);
    installations.enter(77);
    installations.leave(77, failure);

    expect(installations.turn().except).toEqual([]);
  });
});

it("keep nobody waiting for what hangs and was there before, as long as fewer hang than there are places", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      fc.array(fc.nat({ max: 11 }), { maxLength: 60 }),
      (places, share, wanted) => {
        const limit = Math.ceil(places * share);
        const hanging = wanted.map((index) => index % (places - 1));
        const installations = createInstallations(places, limit, aClock());
        const taken = takeAll(installations, places, hanging);

        expect(taken.length).toBeLessThan(places);
        for (const id of new Set(hanging)) expect(taken).toContain(id);
        expect(installations.turn().except).not.toContain(places);
      },
    ),
  );
});

/** As the worker does, with work that never ends: who got the places. */
function takeAll(installations: Installations, places: number, wanted: readonly number[]): readonly number[] {
  const taken: number[] = [];
  const line = [...wanted];
  while (taken.length < places) {
    const { except, last } = installations.turn();
    const may = line.filter((id) => !except.includes(id));
    const next = may.find((id) => !last.includes(id)) ?? may[0];
    if (next === undefined) break;
    line.splice(line.indexOf(next), 1);
    installations.enter(next);
    taken.push(next);
  }
  return taken;
}
