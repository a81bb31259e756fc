import { rmSync } from "node:fs";
import { join } from "node:path";
import { listFirstParents } from "../../src/git/first-parents.js";
import { type HistoryEntry, readHistory } from "../../src/git/read-history.js";
import { aRepository, type TestRepository } from "../support/git-repository.js";

let repo: TestRepository;
beforeEach(() => {
  repo = aRepository();
  repo.write("a.txt", "one\n");
  repo.commit("Start");
});
afterEach(() => repo.remove());

async function history(more: { most?: number; since?: Date | null } = {}): Promise<HistoryEntry[]> {
  const range = { repository: repo.directory, head: "main", since: null, most: 100, ...more };
  const { commits } = await listFirstParents(range);
  const entries: HistoryEntry[] = [];
  for await (const entry of readHistory(repo.directory, commits)) entries.push(entry);
  return entries;
}

function merge(branch: string, message: string): string {
  repo.git(
    ...["-c", "user.name=Maya", "-c", "user.email=maya@example.org"],
    ...["merge", "--quiet", "--no-ff", "--no-gpg-sign", "-m", message, branch],
  );
  return repo.git("rev-parse", "HEAD");
}

/** Takes an object out of the repository, as a broken disk would. */
function lose(object: string): void {
  rmSync(join(repo.directory, ".git", "objects", object.slice(0, 2), object.slice(2)), { force: true });
}

it("reads each commit as a change, newest first, and leaves out the beginning", async () => {
  repo.write("a.txt", "one\ntwo\n");
  const second = repo.commit("Add two (#12)\n\nBecause.");
  repo.git("mv", "a.txt", 'ü "q".txt');
  repo.write("run.sh", "echo\n", 0o755);
  const third = repo.commit("Move");
  const empty = repo.commit("Nothing");

  const entries = await history();

  expect(entries.map(({ sha }) => sha)).toEqual([empty, third, second]);
  expect(entries).toMatchObject([
    { merge: { kind: "plain", number: null }, change: { files: [] } },
    {
      change: {
        files: [
          { path: "run.sh", status: "added", after: { mode: "100755" } },
          { path: 'ü "q".txt', previousPath: "a.txt", status: "renamed", content: { kind: "unchanged" } },
        ],
      },
    },
    {
      merge: { kind: "squash", number: 12, title: "Add two" },
      change: {
        title: "Add two",
        branch: "",
        files: [{ path: "a.txt", additions: 1, deletions: 0, content: { kind: "hunks" } }],
        commits: [{ sha: second, message: "Add two (#12)\n\nBecause.\n", author: { name: "Alice" } }],
      },
    },
  ]);
});

it("reads a merge as what it brought, with the branch's commits and name", async () => {
  repo.git("switch", "--quiet", "--create", "work");
  repo.write("b.txt", "b\n");
  const one = repo.commit("One", { name: "Robin", email: "robin@example.org" });
  repo.write("b.txt", "b\nb\n");
  const two = repo.commit("Two");
  repo.git("switch", "--quiet", "main");
  repo.write("c.txt", "c\n");
  repo.commit("Beside");
  const merged = merge("work", "Merge pull request #7 from acme/copilot/work\n\nCount b");

  const [entry] = await history({ most: 1 });

  expect(entry).toMatchObject({
    sha: merged,
    merge: { kind: "merge", number: 7, title: "Count b", branch: "copilot/work" },
    change: { branch: "copilot/work", files: [{ path: "b.txt", additions: 2 }], gaps: [] },
  });
  expect(entry?.status === "read" && entry.change.commits.map(({ sha }) => sha).sort()).toEqual([one, two].sort());
});

it("reads the same of a commit as a range of it", async () => {
  const { readRange } = await import("../../src/git/read-range.js");
  repo.write("a.txt", "\u0001\r\n\u2028x\n+++ b/evil\n");
  repo.write("nul", Buffer.from("x\0y"));
  repo.link("link", "a.txt");
  repo.commit("Odd");

  const [entry] = await history();
  const { change } = await readRange({ repository: repo.directory, base: "main~1", head: "main" });

  expect(entry?.status === "read" && entry.change.files).toEqual(change.files);
});

it("is not led astray by the settings of the repository", async () => {
  repo.write("b/c.txt", "c\n");
  repo.commit("Below");
  repo.write("a.txt", "two\n");
  repo.write("b/c.txt", "d\n");
  repo.commit("Both");
  const plain = await history();
  for (const [key, value] of [
    ["diff.relative", "true"],
    ["diff.noprefix", "true"],
    ["diff.renames", "false"],
    ["color.ui", "always"],
    ["log.showSignature", "true"],
    ["format.pretty", "oneline"],
    ["diff.external", "false"],
  ]) {
    repo.git("config", key ?? "", value ?? "");
  }

  const { commits } = await listFirstParents({
    repository: join(repo.directory, "b"),
    head: "main",
    since: null,
    most: 9,
  });
  const below: HistoryEntry[] = [];
  for await (const entry of readHistory(join(repo.directory, "b"), commits)) below.push(entry);

  expect(below).toEqual(plain);
});

it("names a commit that cannot be read, and reads the others", async () => {
  const shas = ["b", "c", "d", "e"].map((name) => {
    repo.write(`${name}.txt`, `${name}\n`);
    return repo.commit(`Add ${name}`);
  });
  lose(repo.git("rev-parse", `${shas[1]}:c.txt`));

  const entries = await history();

  expect(entries.map(({ status }) => status)).toEqual(["read", "read", "unreadable", "read"]);
  expect(entries[2]).toMatchObject({ sha: shas[1], reason: expect.stringContaining("unable to read") });
});

it("stops at the number and the moment that were asked for", async () => {
  for (const name of ["b", "c", "d"]) {
    repo.write(`${name}.txt`, `${name}\n`);
    repo.commit(`Add ${name}`);
  }

  expect(await history({ most: 2 })).toHaveLength(2);
  expect(await history({ since: new Date("2026-03-01T12:00:00Z") })).toHaveLength(3);
  expect(await history({ since: new Date("2026-03-02T00:00:00Z") })).toEqual([]);
});

it("says of a branch that is not there how to name another", async () => {
  await expect(listFirstParents({ repository: repo.directory, head: "--all", since: null, most: 1 })).rejects.toThrow(
    "name another",
  );
});
