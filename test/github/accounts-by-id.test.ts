import { AppError, type ErrorCode } from "../../src/errors.js";
import type { GithubApi } from "../../src/github/api.js";
import { rememberAccounts } from "../../src/github/commits.js";

const BOT = { id: 777, login: "acme-agent[bot]", type: "Bot" };

/** One answer for each question, in order. */
function answering(...answers: readonly (object | ErrorCode)[]) {
  const asked: unknown[] = [];
  const read = async (_installation: number, route: string, parameters: object) => {
    asked.push({ route, ...parameters });
    const answer = answers[asked.length - 1];
    if (answer === undefined) throw new Error("asked too often");
    if (typeof answer === "string") throw new AppError(answer, "GitHub said no");
    return { data: answer };
  };
  return { load: rememberAccounts({ read } as unknown as GithubApi), asked };
}

it("asks once which account a number belongs to, for every installation", async () => {
  const { load, asked } = answering(BOT);

  expect(await load(77, 777)).toEqual({ status: "loaded", value: BOT });
  expect(await load(78, 777)).toEqual({ status: "loaded", value: BOT });
  expect(asked).toEqual([{ route: "GET /user/{account_id}", account_id: 777 }]);
});

it.each([
  ["of a number that nobody has", "GITHUB_NOT_FOUND", { status: "loaded", value: null }],
  ["of what could not be read", "GITHUB_FORBIDDEN", { status: "unavailable" }],
  ["of another account than the asked one", { ...BOT, id: 778 }, { status: "loaded", value: null }],
] as const)("keeps nothing %s", async (_what, first, expected) => {
  const { load } = answering(first, BOT);

  expect(await load(77, 777)).toMatchObject(expected);
  expect(await load(77, 777)).toEqual({ status: "loaded", value: BOT });
});

it("lets an outage pass by, so that everything is read again", async () => {
  const { load } = answering("GITHUB_UNAVAILABLE");

  await expect(load(77, 777)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
});
