// Proves that a change of a file cannot alter what the program does, from its path, status and modes alone.
// INVARIANT: no proof without seeing the content; no proof for a link, a submodule or a change of mode.
import type { ChangedFile, FileSide } from "../facts.js";
import { type FileKind, fileKind } from "./file-kind.js";
import { isFoundByPlace } from "./paths/conventions.js";
import { sensitiveAreas } from "./paths/sensitive.js";

export interface Proof {
  /** The id of the rule that reports it. */
  readonly rule: "only-prose" | "only-media" | "only-styles" | "only-snapshots" | "only-tests" | "only-moves";
  readonly reason: string;
}

export function proveHarmless(file: ChangedFile): Proof | null {
  if (file.content.kind === "unreadable" || !hasPlainModes(file)) return null;
  const kinds = [file.path, ...(file.previousPath === null ? [] : [file.previousPath])].map(fileKind);
  const kind = kinds[0];
  // A file that changes its kind is moved into, or out of, what runs.
  if (kind === undefined || kinds.some((other) => other !== kind)) return null;
  if (file.content.kind === "binary") return kind === "media" ? BY_KIND.media : null;
  return BY_KIND[kind] ?? (isPureMove(file) ? MOVE : null);
}

const MOVE: Proof = { rule: "only-moves", reason: "moves a file without changing it" };

const BY_KIND: Readonly<Record<Exclude<FileKind, "source" | "test-runner">, Proof>> &
  Readonly<Partial<Record<FileKind, Proof>>> = {
  prose: { rule: "only-prose", reason: "prose for people" },
  media: { rule: "only-media", reason: "an image, a font or a recording" },
  style: { rule: "only-styles", reason: "a style sheet" },
  snapshot: { rule: "only-snapshots", reason: "recorded output that tests compare with" },
  test: { rule: "only-tests", reason: "a test or its data" },
};

/** Regular files only, and the same mode before and after. Unknown modes (null) are taken as regular. */
function hasPlainModes(file: ChangedFile): boolean {
  const sides = [file.before, file.after].filter((side): side is FileSide => side !== null);
  if (sides.some((side) => side.mode !== null && !/^100(?:644|755)$/.test(side.mode))) return false;
  const [before, after] = [file.before?.mode ?? null, file.after?.mode ?? null];
  if (file.before === null) return after !== "100755";
  return file.after === null || before === after;
}

/** Same content elsewhere: harmless unless the place itself has a meaning. */
function isPureMove(file: ChangedFile): boolean {
  if (file.status !== "renamed" || file.content.kind !== "unchanged" || file.previousPath === null) return false;
  const places = [file.path, file.previousPath];
  if (places.some((path) => isFoundByPlace(path.toLowerCase()))) return false;
  if (extension(file.path) !== extension(file.previousPath)) return false;
  return sensitiveAreas(file.path).join() === sensitiveAreas(file.previousPath).join();
}

function extension(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? "";
}
