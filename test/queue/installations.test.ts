import { createInstallations } from "../../src/queue/installations.js";
import { aClock } from "../support/fake-clock.js";

const LIMITED = { code: "GITHUB_RATE_LIMITED", delayMs: 60_000, firm: true };

describe("the slots of an installation", () => {
  it("are full at the limit and free again when work ends", () => {
    const installations = createInstallations(2, aClock());
    installations.enter(77);
    expect(installations.full()).toEqual([]);
    installations.enter(77);
    installations.enter(78);
    expect(installations.full()).toEqual([77]);

    installations.leave(77, null);

    expect(installations.full()).toEqual([]);
  });

  it("do not bind work that belongs to no installation", () => {
    const installations = createInstallations(1, aClock());
    installations.enter(null);
    installations.enter(null);

    expect(installations.full()).toEqual([]);
    installations.leave(null, LIMITED);
    expect(installations.full()).toEqual([]);
  });

  it("are closed while GitHub makes the installation wait", () => {
    const clock = aClock();
    const installations = createInstallations(2, clock);
    installations.enter(77);
    installations.leave(77, LIMITED);

    expect(installations.full()).toEqual([77]);
    clock.advance(60_000);
    expect(installations.full()).toEqual([]);
  });

  it.each([
    ["another failure", { code: "GITHUB_UNAVAILABLE", delayMs: 60_000, firm: false }],
    ["a limit without a moment", { ...LIMITED, firm: false }],
  ])("stay open after %s", (_what, failure) => {
    const installations = createInstallations(2, aClock());
    installations.enter(77);
    installations.leave(77, failure);

    expect(installations.full()).toEqual([]);
  });
});
