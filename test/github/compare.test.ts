import { AppError, type ErrorCode } from "../../src/errors.js";
import { loadFormerCommits } from "../../src/github/compare.js";
import type { GithubContext } from "../../src/github/context.js";
import { aRef } from "../support/build/work.js";
import { fakeSha, HEAD_SHA } from "../support/build.js";

function refusing(code: ErrorCode) {
  const read = () => Promise.reject(new AppError(code, "GitHub said no"));
  const context = { api: { read } } as unknown as GithubContext;
  return loadFormerCommits(context, aRef(), { baseSha: fakeSha("base"), headSha: HEAD_SHA });
}

it.each(["GITHUB_NOT_FOUND", "GITHUB_REJECTED"] as const)("takes a head for gone on %s", async (code) => {
  expect(await refusing(code)).toEqual({ status: "loaded", value: null });
});

it("takes a head for gone on no other refusal", async () => {
  expect(await refusing("GITHUB_FORBIDDEN")).toMatchObject({ status: "unavailable" });
  await expect(refusing("GITHUB_UNAVAILABLE")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
});
