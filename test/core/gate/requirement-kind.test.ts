import { satisfied, unsatisfied } from "../../../src/core/case/effect.js";
import { requirement } from "../../../src/core/gate/requirement-kind.js";
import { hostile, line } from "../../../src/core/ground/hostile.js";
import { aGateInput } from "../../support/build.js";

const weekday = requirement({
  id: "no_friday",
  asks: "it is no Friday",
  yours: "wait",
  name: "No Friday",
  toDo: "it is Friday",
  awaited: "Monday",
  waivable: "whole",
  knownOffline: true,
  judge({ facts }) {
    if (facts.pull.draft) return unsatisfied("agent", "author", { code: "friday", until: "Monday" });
    return satisfied({ code: "weekday" });
  },
  say: {
    friday: ({ until }) => ({ detail: `it is Friday until ${until}`, fix: "wait" }),
    weekday: () => "it is no Friday",
  },
});

describe("a requirement", () => {
  it("says its own reasons", () => {
    const { reason } = weekday.judge(aGateInput({ facts: { pull: { draft: true } } }));

    expect(weekday.say(reason)).toEqual({ detail: "it is Friday until Monday", fix: "wait" });
  });

  it("says of every change out of scope the same", () => {
    expect(weekday.say({ code: "out-of-scope" })).toBe("not agent-authored");
  });

  it("has no words for a reason that it never gives", () => {
    expect(() => weekday.say({ code: "saturday" })).toThrow("no_friday");
  });
});

describe("a marked text", () => {
  it("has to be quoted before it stands in a sentence", () => {
    const name = hostile("@everyone");

    // @ts-expect-error A sentence takes no text that somebody else chose.
    expect(line`approved by ${name}`).toBe("approved by @everyone");
    expect(line`${2} of ${"two"}`).toBe("2 of two");
  });

  it("is cut where nobody reads on", () => {
    expect(hostile("x".repeat(5_000))).toHaveLength(1_000);
  });
});
