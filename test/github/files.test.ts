import type { PullSnapshot } from "../../src/ports.js";
import { fakeSha } from "../support/build.js";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const HEAD = fakeSha("head 1");
const BASE = fakeSha("base 1");
const FILES = "/repos/acme/shop/pulls/7/files?per_page=100&page=";
const TREES = "/repos/acme/shop/git/trees/";

interface Entry {
  readonly filename: string;
  readonly status: string;
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string;
  readonly previous_filename?: string;
}

function anEntry(overrides: Partial<Entry> = {}): Entry {
  return {
    filename: "src/a.ts",
    status: "added",
    sha: "a1",
    additions: 1,
    deletions: 0,
    patch: "@@ -0,0 +1 @@\n+1",
    ...overrides,
  };
}

const blob = (path: string, sha: string, mode = "100644") => ({ path, sha, mode, type: "blob" });
const tree = (entries: object[], truncated = false) => ({ sha: "t", truncated, tree: entries });

describe("the changed files", () => {
  withoutNetwork();

  function aSnapshot(counts: Partial<PullSnapshot["counts"]>, mergeBaseSha: string | null = BASE): PullSnapshot {
    const all = { files: 1, additions: 1, deletions: 0, commits: 1, ...counts };
    return { pull: { headSha: HEAD, baseSha: BASE }, counts: all, mergeBaseSha } as PullSnapshot;
  }

  async function load(snapshot: PullSnapshot, github = aGithub()) {
    aGithubApi().token();
    const answer = await github.reader.loadFiles(REF, snapshot);
    if (answer.status === "unavailable") throw new Error(answer.reason);
    return answer.value;
  }

  const side = (oid: string, mode = 33188, type = "blob") => ({ mode, oid, type, object: { isBinary: false } });
  const sides = (before: object, after: object) =>
    aGithubApi().graphql(200, { data: { repository: { before, after } } });

  it("are read once for one head and one merge base", async () => {
    const github = aGithub();
    aGithubApi().get(`${FILES}1`, 200, [anEntry()]);
    sides({ f0: null }, { f0: side("a1") });
    const first = await load(aSnapshot({}), github);

    const second = await load(aSnapshot({}), github);

    expect(second.files).toBe(first.files);
    expect(first.gaps).toEqual([]);
  });

  it("are asked for again while they have gaps", async () => {
    const github = aGithub();
    for (let count = 0; count < 2; count++) {
      const api = aGithubApi();
      api.get(`${FILES}1`, 200, [anEntry()]);
      sides({ f0: null }, { f0: side("a1") });
      api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=1&page=2`, 200, {
        merge_base_commit: { sha: BASE },
      });
      expect((await load(aSnapshot({ additions: 5 }), github)).gaps).toEqual([
        expect.stringContaining("counts 5 added"),
      ]);
    }
  });

  it.each([
    ["another blob than the head's", anEntry(), {}, { f0: side("other") }],
    ["a file the head does not hold", anEntry(), {}, { f0: null }],
    ["a directory in its place", anEntry(), {}, { f0: side("a1", 16384, "tree") }],
    ["an addition of what was there", anEntry(), { f0: side("a0") }, { f0: side("a1") }],
    ["a change that is none", anEntry({ status: "modified", additions: 1 }), { f0: side("a1") }, { f0: side("a1") }],
    ["a change of what was not there", anEntry({ status: "modified" }), { f0: null }, { f0: side("a1") }],
    ["a removal of what stays", anEntry({ status: "removed" }), { f0: side("a1") }, { f0: side("a1") }],
    [
      "a rename whose old place is still taken",
      anEntry({ status: "renamed", previous_filename: "src/old.ts" }),
      { f0: null, f1: side("a1") },
      { f0: side("a1"), f1: side("new") },
    ],
  ])("are not believed when the list claims %s", async (_name, entry, before, after) => {
    const api = aGithubApi();
    api.get(`${FILES}1`, 200, [entry]);
    sides(before, after);
    api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=1&page=2`, 200, { merge_base_commit: { sha: BASE } });

    const { gaps } = await load(aSnapshot({ additions: entry.additions }));

    expect(gaps).toEqual([expect.stringContaining("does not fit the head commit")]);
  });

  it("are judged again at the merge base that GitHub names when the told one does not fit", async () => {
    const real = fakeSha("real base");
    const api = aGithubApi();
    api.get(`${FILES}1`, 200, [anEntry()]);
    sides({ f0: side("a0") }, { f0: side("a1") });
    api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=1&page=2`, 200, { merge_base_commit: { sha: real } });
    api.get(`${FILES}1`, 200, [anEntry()]);
    sides({ f0: null }, { f0: side("a1") });

    expect((await load(aSnapshot({}))).gaps).toEqual([]);
  });

  it("ask for the merge base when the snapshot does not tell it", async () => {
    const api = aGithubApi();
    api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=1&page=2`, 200, { merge_base_commit: { sha: BASE } });
    api.get(`${FILES}1`, 200, [anEntry()]);
    sides({ f0: null }, { f0: side("a1") });

    expect((await load(aSnapshot({}, null))).gaps).toEqual([]);
  });

  it("carry paths as values of the query, never as its text", async () => {
    const filename = 'x") { id } } } # \\" ü';
    const api = aGithubApi();
    api.get(`${FILES}1`, 200, [anEntry({ filename })]);
    const bodies: { query: string; variables: Record<string, string> }[] = [];
    sides({ f0: null }, { f0: side("a1") }).on("request", (_request, _interceptor, body) =>
      bodies.push(JSON.parse(body)),
    );

    expect((await load(aSnapshot({}))).files[0]?.path).toBe(filename);
    expect(bodies[0]?.variables.p0).toBe(filename);
    expect(bodies[0]?.query).not.toContain("ü");
  });

  it("are completed from the trees beyond 3,000, with nothing safe about what was added that way", async () => {
    const api = aGithubApi();
    const names = Array.from({ length: 3000 }, (_, index) => `src/f${String(index).padStart(4, "0")}.ts`);
    for (let page = 0; page < 30; page++) {
      const some = names.slice(page * 100, page * 100 + 100);
      api.get(
        `${FILES}${page + 1}`,
        200,
        some.map((filename) => anEntry({ filename })),
        page < 29 ? { link: `<https://api.github.com/next>; rel="next"` } : {},
      );
    }
    const listed = names.map((name) => blob(name, "a1"));
    const before = [blob("moved/old.ts", "m"), blob("gone.ts", "g"), blob("run.sh", "r"), blob("same.ts", "s")];
    const after = [
      blob("moved/new.ts", "m"),
      blob("run.sh", "r", "100755"),
      blob("same.ts", "s"),
      blob("zz/hidden.ts", "h"),
      { path: "zz", sha: "z", mode: "040000", type: "tree" },
    ];
    api.get(`${TREES}${BASE}?recursive=1`, 200, tree(before));
    api.get(`${TREES}${HEAD}?recursive=1`, 200, tree([...listed, ...after]));

    const { files, gaps } = await load(aSnapshot({ files: 3004, additions: 3001 }));

    expect(gaps).toEqual([]);
    expect(files.slice(3000)).toMatchObject([
      {
        path: "run.sh",
        status: "modified",
        before: { mode: "100644" },
        after: { mode: "100755" },
        content: { kind: "unchanged" },
      },
      { path: "moved/new.ts", previousPath: "moved/old.ts", status: "renamed", content: { kind: "unchanged" } },
      { path: "zz/hidden.ts", status: "added", additions: null, content: { kind: "unreadable" } },
      { path: "gone.ts", status: "removed", content: { kind: "unreadable" } },
    ]);
  });

  it("have a gap when neither list nor trees are whole", async () => {
    const api = aGithubApi();
    api.get(`${FILES}1`, 200, [anEntry()]);
    api.get(`${TREES}${BASE}?recursive=1`, 200, tree([], true));
    api.get(`${TREES}${HEAD}?recursive=1`, 200, tree([blob("src/a.ts", "a1")]));
    sides({ f0: null }, { f0: side("a1") });
    api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=1&page=2`, 200, { merge_base_commit: { sha: BASE } });

    expect((await load(aSnapshot({ files: 2 }))).gaps).toEqual(["GitHub lists 1 of 2 changed files"]);
  });

  it("take modes from the trees where GraphQL cannot look up files", async () => {
    const api = aGithubApi();
    api.get(`${FILES}1`, 200, [anEntry({ filename: "link" })]);
    const problem = { message: "Field 'file' doesn't exist on type 'Commit'", extensions: { code: "undefinedField" } };
    api.graphql(200, { errors: [problem] });
    api.get(`${TREES}${BASE}?recursive=1`, 200, tree([]));
    api.get(`${TREES}${HEAD}?recursive=1`, 200, tree([blob("link", "a1", "120000")]));

    const { files, gaps } = await load(aSnapshot({}));

    expect(gaps).toEqual([]);
    expect(files).toMatchObject([{ path: "link", after: { mode: "120000", blob: "a1" } }]);
  });

  it("are unavailable when they may not be read", async () => {
    const api = aGithubApi();
    api.token();
    api.get(`${FILES}1`, 403, { message: "Resource not accessible by integration" });

    expect((await aGithub().reader.loadFiles(REF, aSnapshot({}))).status).toBe("unavailable");
  });
});
