// A push that takes commits away takes nobody out of the pull request, and any other push costs no call.
import type { Commit } from "../../src/core/facts/facts.js";
import type { SeenHead } from "../../src/core/facts/records.js";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import { rememberPeople } from "../../src/pipeline/assess.js";
import { aSnapshot } from "../support/assessments.js";
import { aRef } from "../support/build/work.js";
import { aChange, aCommit, aGateInput, aGitPerson, anAccount, fakeSha, HEAD_SHA } from "../support/build.js";

const GONE = fakeSha("gone");
const BY_ROBIN = aCommit({ sha: GONE, author: aGitPerson({ account: anAccount() }) });

type Listed = Source<{ commits: readonly Commit[]; total: number } | null>;

async function remember(
  heads: readonly SeenHead[],
  answers: Record<string, Listed> = {},
  more: { commits?: number; formerHeads?: readonly string[] } = {},
) {
  const asked: string[] = [];
  const reader = {
    loadCommits: async (_ref: unknown, base: string, head: string): Promise<Listed> => {
      asked.push(`${base}...${head}`);
      return answers[head] ?? loaded(null);
    },
  };
  const snapshot = aSnapshot({ counts: { commits: more.commits ?? 2 }, formerHeads: more.formerHeads ?? [] });
  const commits = [aCommit({ sha: fakeSha("older") }), aCommit()];
  const input = aGateInput({ facts: { change: loaded(aChange({ commits })) }, records: { heads } });
  const seen = await rememberPeople(aRef(), { snapshot, read: input }, reader);
  return { asked, heads: seen.heads, keys: seen.contributors.map(({ key }) => key), base: snapshot.pull.baseSha };
}

const unread = (sha: string): SeenHead => ({ sha, read: false });

it("asks nothing where the head before is among the commits, was read, or is the head", async () => {
  const heads = [unread(fakeSha("older")), { sha: GONE, read: true }, unread(HEAD_SHA)];

  expect(await remember(heads)).toMatchObject({
    asked: [],
    keys: [],
    heads: [
      { sha: fakeSha("older"), read: true },
      { sha: HEAD_SHA, read: true },
    ],
  });
});

it("reads a head that was pushed over, once", async () => {
  const { asked, heads, keys, base } = await remember([unread(GONE)], {
    [GONE]: loaded({ commits: [BY_ROBIN], total: 1 }),
  });

  expect(asked).toEqual([`${base}...${GONE}`]);
  expect(keys).toEqual(["id:102"]);
  expect(heads).toContainEqual({ sha: GONE, read: true });
  expect((await remember(heads)).asked).toEqual([]);
});

it.each([
  ["is thrown away", loaded(null)],
  ["is not listed in full", loaded({ commits: [BY_ROBIN], total: 2 })],
])("keeps in mind that somebody is not known where it %s", async (_what, answer) => {
  const { keys, heads } = await remember([unread(GONE)], { [GONE]: answer });

  expect(keys).toContain(`head:${GONE}`);
  expect(heads).toContainEqual({ sha: GONE, read: true });
});

it("waits for a head that could not be read this time", async () => {
  const { keys, heads } = await remember([unread(GONE)], { [GONE]: unavailable("403") });

  expect(keys).toEqual([]);
  expect(heads).toContainEqual(unread(GONE));
  expect((await remember(heads, { [GONE]: loaded({ commits: [BY_ROBIN], total: 1 }) })).keys).toEqual(["id:102"]);
});

it("reads a head of which no delivery told, unless it was read", async () => {
  const answers = { [GONE]: loaded({ commits: [BY_ROBIN], total: 1 }) };
  const formerHeads = [GONE, fakeSha("older"), HEAD_SHA];

  expect((await remember([], answers, { formerHeads })).keys).toEqual(["id:102"]);
  expect((await remember([{ sha: GONE, read: true }], answers, { formerHeads })).asked).toEqual([]);
});

it("reads twenty at most, and the others the next time", async () => {
  const gone = Array.from({ length: 23 }, (_, n) => fakeSha(`gone ${n}`));
  const answers: Record<string, Listed> = Object.fromEntries(
    gone.map((sha) => [sha, loaded({ commits: [], total: 0 })]),
  );
  answers[gone[22] ?? ""] = loaded({ commits: [BY_ROBIN], total: 1 });

  const { asked, keys, heads } = await remember(gone.map(unread), answers);
  const next = await remember(heads, answers);

  expect(asked).toHaveLength(20);
  expect(keys).toEqual([]);
  expect(heads.filter(({ read }) => !read).map(({ sha }) => sha)).toEqual(gone.slice(20));
  expect(next).toMatchObject({ asked: { length: 3 }, keys: ["id:102"] });
});

it("keeps in mind that commits of the head are not listed", async () => {
  expect((await remember([], {}, { commits: 300 })).keys).toEqual([`head:${HEAD_SHA}`]);
});

it("remembers nothing of a change that cannot be read, and asks again", async () => {
  const reader = { loadCommits: () => Promise.reject(new Error("not asked")) };
  const input = aGateInput({ facts: { change: unavailable("502") }, records: { heads: [unread(GONE)] } });

  expect(await rememberPeople(aRef(), { snapshot: aSnapshot(), read: input }, reader)).toEqual({
    heads: [],
    contributors: [],
  });
});
