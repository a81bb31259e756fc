// How a manifest or lockfile differs, dependency by dependency.
import type { ManifestChange, ManifestState } from "../facts/change.js";
import { compareDependencies, compareSettings } from "./compare-readings.js";
import { type Format, formatOf } from "./formats.js";
import { isRequirementsPath } from "./python/requirements-path.js";
import { type Reading, Unreadable } from "./reading.js";

export interface ManifestTexts {
  readonly previousPath: string;
  readonly path: string;
  /** Null: the file did not exist before. */
  readonly before: string | null;
  /** Null: the file does not exist any more. */
  readonly after: string | null;
}

/** More than this is no manifest that a person wrote, and no lockfile that anybody can look through. */
const MAX_DEPENDENCIES = 20_000;
/** Characters of one side. */
const MAX_TEXT = 8 * 1024 * 1024;

const NOTHING: Reading = { dependencies: [], settings: [] };

/** True: `readManifestChange` knows this kind of file, so both of its texts are worth reading. */
export function isDependencyFile(path: string): boolean {
  return formatOf(path) !== null;
}

/** Null: the file declares no dependencies in any format we know. Never throws; what cannot be parsed is `unread`. */
export function readManifestChange({ previousPath, path, before, after }: ManifestTexts): ManifestChange | null {
  const format = formatOf(path) ?? formatOf(previousPath);
  if (format === null) return null;
  const role = isRequirementsPath(path.toLowerCase()) && isCompiled(before) ? "lockfile" : format.role;
  try {
    const old = readSide(before, previousPath);
    const now = readSide(after, path);
    if (old === null || now === null) return null;
    const changes = compareDependencies(old, now);
    const settings = compareSettings(old, now);
    return { status: "read", role, changes, settings, ...(after === null ? {} : { state: stateOf(now, format) }) };
  } catch (error) {
    // Parsers quote what they trip over, so only reasons of our own are passed on.
    const reason = error instanceof Unreadable ? error.message : "it cannot be parsed";
    return { status: "unread", role, cause: "not-understood", reason };
  }
}

/** A file that was moved out of, or into, a place that is read counts as one that is empty on the other side. */
function readSide(text: string | null, path: string): Reading | null {
  const format = formatOf(path);
  if (text === null || format === null) return NOTHING;
  if (text.length > MAX_TEXT) throw new Unreadable("it is too large to be read");
  const reading = format.read(text, path);
  if (reading !== null && reading.dependencies.length > MAX_DEPENDENCIES) {
    throw new Unreadable(`it holds more than ${MAX_DEPENDENCIES} dependencies`);
  }
  return reading;
}

function stateOf({ dependencies, inherited = [], asked }: Reading, { role }: Format): ManifestState {
  return {
    packages: [...dependencies, ...inherited].map(({ ecosystem, name, spec }) => ({ ecosystem, name, spec })),
    asked: role === "lockfile" ? (asked ?? null) : null,
  };
}

/** pip-compile and uv write below each package which one needs it: such a list is made, not written. Only what was there is believed. */
function isCompiled(before: string | null): boolean {
  return before !== null && /^\s{1,40}# {1,4}via\b/m.test(before);
}
