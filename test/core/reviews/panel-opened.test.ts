// After an administrator had sealed reviews of a closed pull request opened, and it was reopened.
import { panelOf } from "../../../src/core/reviews/panel.js";
import { anExposure } from "../../support/build.js";
import { at } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, reasonsOf, revealedBy, sealedBy } from "./panels.js";

const APPROVED = [revealedBy("robin", "approve", "10:10"), revealedBy("sam", "approve", "10:20")];

function panel(given: PanelGiven) {
  return panelOf(aPanelInput(given));
}

describe("reviews that were opened at an administrator's request, after a reopening", () => {
  it("are no panel when there was only one, and its author is told", () => {
    const after = panel({ sealed: [revealedBy("robin", "approve", "10:10")] });

    expect(after).toMatchObject({ state: "open", round: 2, seats: [], unknown: null });
    expect(reasonsOf(after.notCounted)).toEqual([
      "robin: sealed a review that was opened before its panel was complete",
    ]);
  });

  it("are not told about to somebody who sealed another since", () => {
    const again = sealedBy("robin", "12:00", { round: 2 });
    const after = panel({ sealed: [revealedBy("robin", "approve", "10:10"), again] });

    expect(after).toMatchObject({ round: 2, seats: [again], notCounted: [] });
  });

  it.each([
    ["approve", "open"],
    ["reject", "revealed"],
  ] as const)("do not seat somebody who had shown a verdict before: a panel with their %s is %s", (verdict, state) => {
    const sealed = [revealedBy("robin", verdict, "10:10"), revealedBy("sam", "approve", "10:20")];
    const exposures = [anExposure({ kind: "native", at: at("10:15") })];

    expect(panel({ sealed, records: { exposures } }).state).toBe(state);
  });

  it("let a panel stand whose member said something after it was known", () => {
    const exposures = [anExposure({ kind: "native", at: at("11:45") })];

    expect(panel({ sealed: APPROVED, records: { exposures } }).outcome).toBe("approved");
  });

  it("do not count one person for two", () => {
    const twice = [revealedBy("robin", "approve", "10:10"), revealedBy("robin", "approve", "10:20")];

    expect(panel({ sealed: twice }).outcome).toBeNull();
  });
});
