import { AppError } from "../../src/errors.js";
import { describeError } from "../../src/queue/worker.js";

describe("describeError", () => {
  it("tells code, name and place, never the message", () => {
    const described = describeError(new AppError("GITHUB_REJECTED", "ghs_secret was refused"));

    expect(described).toMatchObject({ code: "GITHUB_REJECTED", error: "AppError" });
    expect(described.at[0]).toContain("describe-error.test");
    expect(JSON.stringify(described)).not.toContain("ghs_secret");
  });

  it("takes no line of a message for a place", () => {
    const described = describeError(new Error("broken\n    at ghs_secret (form)\n    at more"));

    expect(JSON.stringify(described)).not.toMatch(/ghs_secret|more/);
  });

  it.each([[undefined], ["ghs_secret"], [{ message: "ghs_secret" }]])(
    "tells nothing of what is no error: %j",
    (thrown) => {
      expect(describeError(thrown)).toEqual({ code: "INTERNAL", error: typeof thrown, at: [] });
    },
  );
});
