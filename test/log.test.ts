import { AppError } from "../src/errors.js";
import { createRecordingLogger } from "./support/recording-logger.js";

describe("createLogger", () => {
  it("keeps the message of our own errors, with code and cause", () => {
    const line = lineOf(
      new AppError("GITHUB_UNAVAILABLE", "GitHub does not answer", { cause: new TypeError("SESAME") }),
    );

    expect(line.err).toMatchObject({
      type: "AppError",
      code: "GITHUB_UNAVAILABLE",
      message: "GitHub does not answer",
      cause: { type: "TypeError" },
    });
  });

  it.each([
    ["the message", new Error("SESAME")],
    ["a message of several lines that looks like a stack", new Error("x\n    at SESAME (a.ts:1:1)")],
    ["properties", Object.assign(new Error("x"), { event: { payload: "SESAME" }, request: { headers: "SESAME" } })],
    ["a code that is no code", Object.assign(new Error("x"), { code: "SESAME sesame" })],
    ["a cause that is no error", new Error("x", { cause: "SESAME" })],
    ["an aggregate", new AggregateError([new Error("SESAME")], "SESAME")],
  ])("never prints %s of a foreign error", (_, error) => {
    const text = JSON.stringify(lineOf(error));

    expect(text).not.toContain("SESAME");
    expect(text).toContain("log.test");
  });

  it("prints status and code, which tell what kind of failure it was", () => {
    expect(lineOf(Object.assign(new Error("x"), { status: 502, code: "ECONNRESET" })).err).toMatchObject({
      status: 502,
      code: "ECONNRESET",
    });
  });
});

function lineOf(error: unknown): Record<string, unknown> {
  const logger = createRecordingLogger();
  logger.error({ err: error }, "failed");
  return JSON.parse(logger.lines[0] ?? "null");
}
