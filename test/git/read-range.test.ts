import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { defaultBase, readFileAt, readRange } from "../../src/git/read-range.js";
import { GitError } from "../../src/git/run-git.js";
import { aRepository, type TestRepository } from "../support/git-repository.js";

let repo: TestRepository;
beforeEach(() => {
  repo = aRepository();
  repo.write("src/a.ts", "one\ntwo\nthree\n");
  repo.write("old.ts", Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join(""));
  repo.write("gone.ts", "x\n");
  repo.commit("Start");
  repo.git("switch", "--quiet", "--create", "claude/work");
});
afterEach(() => repo.remove());

const read = (base = "main", head = "HEAD") => readRange({ repository: repo.directory, base, head });

describe("readRange", () => {
  it("reads files with status, modes, blobs and lines", async () => {
    repo.write("src/a.ts", "one\n2\nthree\n");
    repo.write("run.sh", "#!/bin/sh\n", 0o755);
    repo.git("mv", "old.ts", "new.ts");
    repo.git("rm", "--quiet", "gone.ts");
    const sha = repo.commit("Work");

    const { change, headSha } = await read();

    expect(headSha).toBe(sha);
    expect(change.branch).toBe("claude/work");
    expect(change.files).toMatchObject([
      { path: "gone.ts", status: "removed", after: null, deletions: 1 },
      { path: "new.ts", previousPath: "old.ts", status: "renamed", content: { kind: "unchanged" } },
      { path: "run.sh", status: "added", before: null, after: { mode: "100755" } },
      { path: "src/a.ts", status: "modified", additions: 1, deletions: 1, content: { kind: "hunks" } },
    ]);
  });

  it("shows what the head adds since it left the base, not what the base went on to do", async () => {
    repo.write("mine.ts", "mine\n");
    repo.commit("Mine");
    repo.git("switch", "--quiet", "main");
    repo.write("theirs.ts", "theirs\n");
    repo.commit("Theirs");

    const { change, baseSha } = await read("main", "claude/work");

    expect(change.files.map(({ path }) => path)).toEqual(["mine.ts"]);
    expect(change.commits.map(({ message }) => message.trim())).toEqual(["Mine"]);
    expect(baseSha).toBe(repo.git("rev-parse", "main"));
  });

  it("reads commits with all their people", async () => {
    repo.commit("Work\n\nCo-authored-by: Claude <noreply@anthropic.com>", {
      name: 'Rob "x" <Ü>',
      email: "rob@example.org",
    });

    const { change } = await read();

    expect(change.commits).toMatchObject([
      {
        author: { email: "rob@example.org", account: null },
        coAuthors: [{ name: "Claude", email: "noreply@anthropic.com" }],
      },
    ]);
  });

  it.each(['a b/"ü\n.ts', "tab\there.ts", "x b/y.ts", "-dash.ts", "日本.ts", "back\\slash.ts"])(
    "reads a file named %j",
    async (path) => {
      repo.write(path, "const a = 1;\n");
      repo.commit("Add");

      const { change } = await read();

      expect(change.files).toMatchObject([{ path, additions: 1, content: { kind: "hunks" } }]);
    },
  );

  it("reads links, binary files and files without a line end", async () => {
    repo.link("l", "../outside");
    repo.write("b.bin", Buffer.from([0, 1, 2, 0]));
    repo.write("src/a.ts", "one");
    repo.commit("Add");

    const { change } = await read();

    expect(change.files).toMatchObject([
      { path: "b.bin", content: { kind: "binary" } },
      { path: "l", after: { mode: "120000" }, content: { kind: "hunks" } },
      { path: "src/a.ts" },
    ]);
  });

  it("is not fooled by the repository's settings or attributes", async () => {
    repo.git("config", "diff.noprefix", "true");
    repo.git("config", "diff.external", "/bin/false");
    repo.git("config", "color.ui", "always");
    repo.git("config", "core.quotePath", "false");
    repo.write(".gitattributes", "*.ts -diff\n");
    repo.write("src/a.ts", "one\nevil\n");
    repo.commit("Hide");

    const { change } = await read();
    const hidden = change.files.find(({ path }) => path === "src/a.ts");

    expect(hidden?.content.kind).toBe("binary");
  });

  it("reads an empty range", async () => {
    expect((await read("main", "main")).change).toMatchObject({ files: [], commits: [] });
  });

  it.each([
    ["a name that is no commit", "nowhere"],
    ["a name that looks like an option", "--output=x"],
    ["an empty name", ""],
  ])("refuses %s", async (_name, base) => {
    await expect(read(base)).rejects.toBeInstanceOf(GitError);
  });

  it("refuses histories that share nothing", async () => {
    repo.git("switch", "--quiet", "--orphan", "other");
    repo.commit("Other");

    await expect(read("main", "other")).rejects.toThrow("share no history");
  });
});

describe("readFileAt", () => {
  it("reads a file at a commit, not in the working tree", async () => {
    repo.write("src/a.ts", "changed\n");

    expect(await readFileAt(repo.directory, "main", "src/a.ts")).toBe("one\ntwo\nthree\n");
    expect(await readFileAt(repo.directory, "main", "missing.ts")).toBeNull();
  });

  it("does not follow a link", async () => {
    repo.link("l", "src/a.ts");
    repo.commit("Link");

    expect(await readFileAt(repo.directory, "HEAD", "l")).toBeNull();
  });
});

describe("defaultBase", () => {
  it("finds main", async () => {
    expect(await defaultBase(repo.directory)).toBe("main");
  });

  it("asks for a name when there is none", async () => {
    repo.git("branch", "--move", "main", "trunk");

    await expect(defaultBase(repo.directory)).rejects.toThrow("--base");
  });
});
