import { createViews, type Views } from "../../../src/http/review/views.js";
import type { Viewer } from "../../../src/http/session.js";
import type { DeskView } from "../../../src/ports.js";
import { aRef } from "../../support/build/work.js";
import { aClock, type FakeClock } from "../../support/fake-clock.js";

const ROBIN: Viewer = { id: 102, login: "robin" };
const SAM: Viewer = { id: 103, login: "sam" };
const REF = aRef();
const MINUTE = 60_000;

let clock: FakeClock;
let views: Views;
/** For each look at GitHub, how to answer it. */
let looks: { readonly resolve: (view: DeskView | null) => void; readonly reject: (error: Error) => void }[];

beforeEach(() => {
  clock = aClock();
  looks = [];
  const view = () =>
    new Promise<DeskView | null>((resolve, reject) => {
      looks.push({ resolve, reject });
    });
  views = createViews({ view }, clock);
});

function aView(title: string): DeskView {
  return { title } as DeskView;
}

async function look(viewer = ROBIN, number = 7, maxAgeMs = 5_000): Promise<string> {
  const asked = views.view(aRef({ number }), viewer, maxAgeMs);
  looks.at(-1)?.resolve(aView(`look ${looks.length}`));
  const view = await asked;
  return view === null ? "gone" : view === "busy" ? "busy" : view.title;
}

describe("a view", () => {
  it("is kept for as long as its reader allows", async () => {
    expect(await look()).toBe("look 1");
    clock.advance(5_000);
    expect(await look()).toBe("look 1");
    clock.advance(1);
    expect(await look()).toBe("look 2");
    clock.advance(50 * MINUTE);
    expect(await look(ROBIN, 7, 60 * MINUTE)).toBe("look 2");
  });

  it("is each person's own, and each pull request's", async () => {
    expect(await look(ROBIN)).toBe("look 1");
    expect(await look(SAM)).toBe("look 2");
    expect(await look(ROBIN, 8)).toBe("look 3");
    expect(await look(ROBIN)).toBe("look 1");
  });

  it("is asked for once by whoever asks while it is under way", async () => {
    const both = [views.view(REF, ROBIN, 5_000), views.view(REF, ROBIN, 5_000)];
    expect(looks).toHaveLength(1);
    looks[0]?.resolve(aView("one"));

    expect(await Promise.all(both)).toEqual([aView("one"), aView("one")]);
  });

  it("is none of a pull request that is gone, and that is kept as well", async () => {
    const first = views.view(REF, ROBIN, 5_000);
    looks[0]?.resolve(null);

    expect(await first).toBeNull();
    expect(await views.view(REF, ROBIN, 5_000)).toBeNull();
    expect(looks).toHaveLength(1);
  });

  it("is looked at anew after its reader did something", async () => {
    await look();

    views.forget(REF, SAM);
    expect(await look()).toBe("look 1");
    views.forget(REF, ROBIN);
    expect(await look()).toBe("look 2");
  });

  it("that failed is not kept, and everybody who waited is told", async () => {
    const both = [views.view(REF, ROBIN, 5_000), views.view(REF, ROBIN, 5_000)];
    looks[0]?.reject(new Error("502"));

    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await look()).toBe("look 2");
  });

  it("that fails late takes no newer one along", async () => {
    const old = views.view(REF, ROBIN, 5_000);
    views.forget(REF, ROBIN);
    expect(await look()).toBe("look 2");
    looks[0]?.reject(new Error("502"));
    await expect(old).rejects.toThrow("502");

    expect(await look()).toBe("look 2");
    expect(looks).toHaveLength(2);
  });

  it("is given up for newer ones when there are many: each holds a whole change", async () => {
    for (let number = 1; number <= 17; number += 1) await look(ROBIN, number);

    expect(await look(ROBIN, 17)).toBe("look 17");
    expect(await look(ROBIN, 2)).toBe("look 2");
    expect(await look(ROBIN, 1)).toBe("look 18");
  });
});

describe("what one person may ask for", () => {
  const spendAll = async (viewer = ROBIN) => {
    for (let number = 1; number <= 60; number += 1) expect(await look(viewer, number)).toMatch(/^look/);
  };

  it("is sixty looks in ten minutes, whatever they look at", async () => {
    await spendAll();

    expect(await look(ROBIN, 99)).toBe("busy");
    expect(looks).toHaveLength(60);
    expect(await look(SAM, 99)).toBe("look 61");
  });

  it("comes back with the time", async () => {
    await spendAll();
    clock.advance(10 * MINUTE - 1);
    expect(await look(ROBIN, 99)).toBe("busy");
    clock.advance(1);

    expect(await look(ROBIN, 99)).toBe("look 61");
  });

  it("is not used up by what is kept", async () => {
    await spendAll();

    expect(await look(ROBIN, 60)).toBe("look 60");
  });

  it("is not used up by being refused", async () => {
    await spendAll();
    clock.advance(5 * MINUTE);
    for (let times = 0; times < 100; times += 1) expect(await look(ROBIN, 99)).toBe("busy");
    clock.advance(5 * MINUTE);

    expect(await look(ROBIN, 99)).toBe("look 61");
  });

  it("is used up by what they submit, and by looks that fail", async () => {
    for (let times = 0; times < 59; times += 1) expect(views.spend(ROBIN)).toBe(true);
    const failed = views.view(REF, ROBIN, 5_000);
    looks[0]?.reject(new Error("502"));
    await expect(failed).rejects.toThrow("502");

    expect(views.spend(ROBIN)).toBe(false);
    expect(await look()).toBe("busy");
    expect(views.spend(SAM)).toBe(true);
  });

  it("follows the account, not its login", async () => {
    await spendAll();

    expect(views.spend({ ...ROBIN, login: "robin-new" })).toBe(false);
    expect(views.spend({ ...SAM, login: "robin" })).toBe(true);
  });
});
