// Dependencies by the changed lines alone: for files that are not read as a whole, and for formats that have no reader.
import type { DiffLine } from "../../facts/facts.js";
import { isLockfilePath } from "../../paths/not-read.js";
import type { FileView } from "../change-view.js";
import { type Declaration, MANIFESTS, type Manifest } from "./manifests.js";

/** A reason and where it holds; `line` counts in the new file. */
export interface DependencyReason {
  readonly line: number | null;
  readonly reason: string;
}

export function reasonsInLines(file: FileView): readonly DependencyReason[] {
  if (file.lowerPaths.some(isLockfilePath)) return findInLockfile(file);
  const manifest = MANIFESTS.find(({ files }) => file.lowerPaths.some((path) => files.test(path)));
  return manifest === undefined ? [] : findInManifest(file, manifest);
}

function findInManifest(file: FileView, manifest: Manifest): DependencyReason[] {
  if (isCompiled(file)) return findInLockfile(file);
  const lines = changedLines(file);
  const before = new Map<string, Declaration>();
  for (const line of lines) {
    const declared = line.kind === "removed" ? manifest.read(line.text) : null;
    if (declared !== null) before.set(declared.name, declared);
  }
  return lines.flatMap((line) => {
    const declared = line.kind === "added" ? manifest.read(line.text) : null;
    if (declared === null) return [];
    const old = before.get(declared.name);
    if (declared.elsewhere && old?.elsewhere !== undefined && isSameLine(line, lines)) return [];
    if (declared.elsewhere) return [at(line, "changes where code comes from, or what runs on installation")];
    return old === undefined ? [at(line, "adds a direct dependency")] : [];
  });
}

/** pip-compile and uv write where each package comes from. Only lines that were there before are believed. */
function isCompiled(file: FileView): boolean {
  const { content } = file.file;
  return (
    content.kind === "hunks" &&
    content.hunks.some((hunk) => hunk.lines.some((line) => line.kind !== "added" && /^\s+# {1,4}via\b/.test(line.text)))
  );
}

/** A line that only moved. */
function isSameLine(line: DiffLine, lines: readonly DiffLine[]): boolean {
  const text = line.text.trim().replace(/,$/, "");
  return lines.some((other) => other.kind === "removed" && other.text.trim().replace(/,$/, "") === text);
}

/** In a lockfile only what does not come from a registry is told; versions follow the manifest. */
function findInLockfile(file: FileView): DependencyReason[] {
  const line = changedLines(file).find(({ kind, text }) => kind === "added" && NOT_REGISTRY.test(text));
  return line === undefined ? [] : [at(line, "takes a package from elsewhere than a registry")];
}

const NOT_REGISTRY =
  /git\+(?:ssh|https?|file):|\bgit@[\w.-]+:|["'\s]http:\/\/(?!localhost)|codeload\.github\.com|\bfile:\.\.\//;

function changedLines(file: FileView): readonly DiffLine[] {
  const { content } = file.file;
  if (content.kind !== "hunks") return [];
  return content.hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => line.kind !== "context" && line.text.length <= 2000);
}

function at(line: DiffLine, reason: string): DependencyReason {
  return { line: line.newLine, reason };
}
