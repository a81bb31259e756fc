import { cannotOpen } from "../../src/db/explain.js";
import { AppError } from "../../src/errors.js";

const failure = (message: string, fields: object) => Object.assign(new Error(message), fields);

describe("a database that cannot be opened", () => {
  it("names DATABASE_URL and the code, and repeats nothing of the driver's message", () => {
    const cause = failure("sesame", { cause: failure("connect to sesame@db", { code: "ECONNREFUSED" }) });
    const { code, message } = cannotOpen(cause, { databaseUrl: "postgresql://u:sesame@db/x", dataDir: "./data" });

    expect(code).toBe("DATABASE_UNAVAILABLE");
    expect(message).toContain("DATABASE_URL cannot be used (ECONNREFUSED)");
    expect(message).not.toMatch(/sesame|data`/);
  });

  it("prefers the driver's word to Prisma's number for every failed statement", () => {
    const meta = { driverAdapterError: { cause: { kind: "DatabaseAccessDenied", originalMessage: "sesame" } } };
    const { message } = cannotOpen(failure("no", { code: "P2010", meta }), {
      databaseUrl: "postgresql://x",
      dataDir: "d",
    });

    expect(message).toContain("(DatabaseAccessDenied)");
  });

  it("names the folder of the embedded one", () => {
    const { message } = cannotOpen(failure("no", { code: "EACCES" }), { databaseUrl: null, dataDir: "./data" });

    expect(message).toContain("cannot be opened in `./data` (EACCES)");
    expect(message).not.toContain("DATABASE_URL");
  });

  it("does without a code that may be a text of somebody's", () => {
    expect(cannotOpen(failure("no", { code: "the word sesame" }), { dataDir: "d" }).message).not.toContain("sesame");
  });

  it("keeps an error that explains itself", () => {
    const known = new AppError("CONFIG_INVALID", "in use");

    expect(cannotOpen(known, { dataDir: "d" })).toBe(known);
  });
});
