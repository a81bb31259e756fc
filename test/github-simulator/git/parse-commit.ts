// Parses raw commit and tree objects.
import type { Person } from "./fast-import.js";

export interface DatedPerson extends Person {
  readonly atMs: number;
}

export interface CommitObject {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: DatedPerson;
  readonly committer: DatedPerson;
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
  readonly type: "blob" | "tree" | "commit";
}

export function parseCommit(oid: string, content: Buffer): CommitObject {
  const text = content.toString("utf8");
  const split = text.indexOf("\n\n");
  const head = text.slice(0, split).split("\n");
  const values = (key: string) => head.filter((line) => line.startsWith(`${key} `)).map((l) => l.slice(key.length + 1));
  return {
    oid,
    tree: values("tree")[0] ?? "",
    parents: values("parent"),
    author: parsePerson(values("author")[0] ?? ""),
    committer: parsePerson(values("committer")[0] ?? ""),
    message: text.slice(split + 2),
  };
}

function parsePerson(line: string): DatedPerson {
  const match = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(line);
  return { name: match?.[1] ?? "", email: match?.[2] ?? "", atMs: Number(match?.[3] ?? 0) * 1000 };
}

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const nul = content.indexOf(0, space);
    const mode = content.toString("latin1", at, space).padStart(6, "0");
    const type = mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";
    const oid = content.toString("hex", nul + 1, nul + 21);
    entries.push({ mode, name: content.toString("utf8", space + 1, nul), oid, type });
    at = nul + 21;
  }
  return entries;
}
