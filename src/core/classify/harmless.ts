// Proves that a change of a file cannot alter what the program does: by what kind of file it is, or because parsers say
// that it means the same before and after.
// INVARIANT: no proof without seeing the content; no proof for a link, a submodule or a change of mode.
import type { EquivalenceKind } from "../facts/examination.js";
import type { ChangedFile, FileSide } from "../facts/facts.js";
import { type FileKind, fileKind } from "../paths/file-kind.js";
import { isTestName } from "../paths/tests.js";
import { sensitiveAreas } from "./sensitive-words.js";

export interface Proof {
  /** The id of the rule that reports it. */
  readonly rule:
    | "only-prose"
    | "only-media"
    | "only-styles"
    | "only-snapshots"
    | "only-tests"
    | "only-moves"
    | "only-comments"
    | "only-types"
    | "same-data";
  readonly reason: string;
}

export function proveHarmless(file: ChangedFile): Proof | null {
  if (file.content.kind === "unreadable" || !hasPlainModes(file)) return null;
  const kinds = [file.path, ...(file.previousPath === null ? [] : [file.previousPath])].map(fileKind);
  const kind = kinds[0];
  // A file that changes its kind is moved into, or out of, what runs.
  if (kind === undefined || kinds.some((other) => other !== kind)) return null;
  if (kind === "test" && !isStillFound(file)) return null;
  if (file.content.kind === "binary") return kind === "media" ? BY_KIND.media : null;
  return BY_KIND[kind] ?? proveMove(file) ?? proveEquivalent(file);
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

/** A test that is called otherwise, or, in Go, built for other systems, may not run any more. */
function isStillFound({ path, previousPath }: ChangedFile): boolean {
  if (previousPath === null) return true;
  return isTestName(path) === isTestName(previousPath) && goSystem(path) === goSystem(previousPath);
}

/** What of a Go file's name decides where it is built: `_windows`, `_arm64_test`. */
function goSystem(path: string): string {
  return /((?:_[a-z0-9]+){0,3})\.go$/.exec(path)?.[1] ?? "";
}

/** Same content elsewhere. */
function proveMove(file: ChangedFile): Proof | null {
  return file.status === "renamed" && file.content.kind === "unchanged" && staysInPlace(file) ? MOVE : null;
}

/** Both sides were read and mean the same. What is added or removed has no other side that it could equal. */
function proveEquivalent(file: ChangedFile): Proof | null {
  const equivalence = file.examination?.equivalence;
  if (equivalence?.status !== "same" || file.content.kind !== "hunks") return null;
  if (file.before === null || file.after === null) return null;
  const isEdit = file.status === "modified" && file.previousPath === null;
  if (!isEdit && !(file.status === "renamed" && staysInPlace(file))) return null;
  return { rule: BY_EQUIVALENCE[equivalence.by], reason: equivalence.reason };
}

const BY_EQUIVALENCE: Readonly<Record<EquivalenceKind, Proof["rule"]>> = {
  syntax: "only-comments",
  types: "only-types",
  data: "same-data",
  prose: "only-prose",
};

/** Moving is harmless unless the place itself, old or new, has a meaning. */
function staysInPlace({ path, previousPath }: ChangedFile): boolean {
  if (previousPath === null) return false;
  if ([path, previousPath].some((place) => isFoundByPlace(place.toLowerCase()))) return false;
  if (extension(path) !== extension(previousPath)) return false;
  // All of a folder is one package of Go.
  if (path.endsWith(".go") && (folder(path) !== folder(previousPath) || goSystem(path) !== goSystem(previousPath)))
    return false;
  return sensitiveAreas(path).join() === sensitiveAreas(previousPath).join();
}

function folder(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function extension(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? "";
}

/** Places and names that a framework or tool finds by convention: moving a file there, or away, changes what runs. */
const FOLDER =
  /(?:^|\/)(?:pages|app|routes|api|endpoints|controllers|middlewares?|plugins|hooks|handlers|initializers|bin|sbin|scripts|cron|jobs|commands|extensions|functions|autoload|config|conf\.d|init\.d|static|public|templates|views|resources|composables|events|listeners|subscribers|observers|models|entities|policies|providers|workers|tasks|seeds|seeders|migrations?|migrate|resolvers|interceptors|guards|filters|buildsrc|plugin|ftplugin|after|layouts|server|roles|systemd|[^/]+\.d|\.[^/]+)\//;
const NAME =
  /(?:^|\/)(?:index|main|mod|lib|init|__init__|__main__|setup|conftest|manage|wsgi|asgi|app|server|middleware|layout|page|route|loading|error|sitecustomize|usercustomize|build|makefile|rakefile|gemfile|vite\.config|webpack\.config|rollup\.config|[^/]*\.config|\.[^/]*)(?:\.[^/.]*)?$/;

/** Code that others load by naming it. Configuration, scripts, data and what sorts by its number are found where they lie. */
const LOADED_BY_NAME =
  /(?:^|\/)[^/\d][^/]*\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|rs|java|kts?|cs|fs|vb|c|cc|cpp|cxx|h|hh|hpp|hxx|m|mm|swift|scala|dart|exs?|erl|hs|ml|mli|clj|cljs|rb|php|lua|go|zig|nim|jl|r|sol|proto|graphql)$/;

/** True for a path whose place or name alone makes something run. Expects lower case. */
function isFoundByPlace(lower: string): boolean {
  return FOLDER.test(lower) || NAME.test(lower) || !LOADED_BY_NAME.test(lower);
}
