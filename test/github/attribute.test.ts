import type { Account, Commit } from "../../src/core/facts/facts.js";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import { attribute } from "../../src/github/compare.js";
import { aCommit, aGitPerson, anAccount, theWebFlow } from "../support/build.js";
import { REF } from "./support/github-api.js";

const BOT: Account = { id: 777, login: "acme-agent[bot]", type: "Bot" };
const BOB = anAccount({ id: 12, login: "bob" });

function named(email: string) {
  return aGitPerson({ name: "X", email, account: null });
}

async function attributed(commits: readonly Commit[], answers: Readonly<Record<number, Source<Account | null>>> = {}) {
  const asked: number[] = [];
  const loadAccount = async (_installation: number, id: number) => {
    asked.push(id);
    return answers[id] ?? loaded(null);
  };
  return { commits: await attribute({ loadAccount }, REF, commits), asked };
}

async function authorOf(email: string, answers: Parameters<typeof attributed>[1] = {}) {
  const { commits, asked } = await attributed([aCommit({ author: named(email) })], answers);
  return { account: commits[0]?.author.account, asked };
}

describe("who GitHub linked to nobody", () => {
  it.each([
    ["a bot", "777+acme-agent[bot]@users.noreply.github.com", BOT],
    ["a person", "12+Bob@users.noreply.github.com", BOB],
    ["somebody on an enterprise server", "12+bob@users.noreply.git.acme.example", BOB],
  ])("is the account that exists under the number and the name of the address: %s", async (_name, email, account) => {
    const { asked, ...found } = await authorOf(email, { [account.id ?? 0]: loaded(account) });

    expect(found.account).toEqual(account);
    expect(asked).toEqual([account.id]);
  });

  it.each([
    ["a number that nobody has", "999999999+ghost@users.noreply.github.com", {}],
    ["a number that is somebody else's", "12+robin@users.noreply.github.com", { 12: loaded(BOB) }],
    ["a bot of that number under a person's name", "777+bob@users.noreply.github.com", { 777: loaded(BOT) }],
    ["a number that cannot be read", "12+bob@users.noreply.github.com", { 12: unavailable<Account>("403") }],
  ] as readonly [string, string, Record<number, Source<Account | null>>][])(
    "stays nobody with %s",
    async (_name, email, answers) => {
      expect((await authorOf(email, answers)).account).toBeNull();
    },
  );

  it.each([
    ["the older form, whose name may have passed on", "bob@users.noreply.github.com"],
    ["a bot's name without a number", "acme-agent[bot]@users.noreply.github.com"],
    ["an address that only looks like it", "12+bob@users.noreply.github.com."],
    ["GitHub itself", "19864447+web-flow@users.noreply.github.com"],
    ["another address", "12+bob@example.com"],
  ])("stays nobody without a question: %s", async (_name, email) => {
    expect(await authorOf(email, { 12: loaded(BOB) })).toEqual({ account: null, asked: [] });
  });

  it("is a known agent by its number alone, without a question", async () => {
    const { account, asked } = await authorOf("198982749+Copilot@users.noreply.github.com");

    expect(account).toEqual({ id: 198982749, login: "Copilot", type: "Bot" });
    expect(asked).toEqual([]);
  });

  it("is looked up as committer and co-author too, each number once, and nobody whom GitHub linked", async () => {
    const bob = named("12+bob@users.noreply.github.com");
    const linked = aGitPerson({ email: "13+carol@users.noreply.github.com", account: anAccount({ id: 13 }) });
    const commit = aCommit({ author: bob, committer: bob, coAuthors: [bob, linked] });

    const { commits, asked } = await attributed([commit, aCommit({ committer: theWebFlow() })], { 12: loaded(BOB) });

    expect(asked).toEqual([12]);
    expect(commits[0]).toMatchObject({
      author: { account: BOB },
      committer: { account: BOB },
      coAuthors: [{ account: BOB }, { account: { id: 13 } }],
    });
  });

  it("stays nobody beyond the tenth number, so that nobody uses up our calls", async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1000);
    const answers = Object.fromEntries(numbers.map((id) => [id, loaded(anAccount({ id, login: "x" }))]));
    const commits = numbers.map((id) => aCommit({ author: named(`${id}+x@users.noreply.github.com`) }));

    const found = await attributed(commits, answers);

    expect(found.asked).toHaveLength(10);
    expect(found.commits.filter(({ author }) => author.account === null)).toHaveLength(30);
  });
});
