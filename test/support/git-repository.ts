// A git repository in a temporary folder, for tests of what reads git. Deterministic: fixed people and times.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface TestRepository {
  readonly directory: string;
  git(...args: readonly string[]): string;
  write(path: string, content: string | Buffer, mode?: number): void;
  link(path: string, target: string): void;
  /** Commits everything; the id of the commit. */
  commit(message: string, author?: { readonly name: string; readonly email: string }): string;
  remove(): void;
}

export function aRepository(): TestRepository {
  const directory = mkdtempSync(join(tmpdir(), "countersign-git-"));
  const env = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: "1" };
  const run = (args: readonly string[], extra: Readonly<Record<string, string>> = {}) =>
    execFileSync("git", ["-C", directory, ...args], { encoding: "utf8", env: { ...env, ...extra }, stdio: "pipe" });
  const place = (path: string) => {
    const full = join(directory, path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  run(["init", "--quiet", "--initial-branch=main"]);
  return {
    directory,
    git: (...args) => run(args).trim(),
    write: (path, content, mode = 0o644) => {
      writeFileSync(place(path), content);
      chmodSync(join(directory, path), mode);
    },
    link: (path, target) => symlinkSync(target, place(path)),
    commit: (message, { name, email } = { name: "Alice", email: "alice@example.org" }) => {
      run(["add", "--all"]);
      const date = "2026-03-01T12:00:00Z";
      run(["commit", "--quiet", "--no-gpg-sign", "--allow-empty", "--message", message], {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
      });
      return run(["rev-parse", "HEAD"]).trim();
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
