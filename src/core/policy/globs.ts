// Globs of the policy file and of the built-in rules: one dialect, matched in bounded time.
import { braceExpand, Minimatch, type MinimatchOptions } from "minimatch";

interface GlobOptions {
  /** For lists that raise a tier: `src/Auth/x.ts` must not slip past `src/auth/**`. */
  readonly caseInsensitive?: boolean;
}

/** Longest glob, in characters. Chosen, not measured: matching time grows with it. */
export const MAX_GLOB_CHARS = 256;

/** Most alternatives that the braces of one glob may make. Each is a pattern of its own to try on every path. */
export const MAX_BRACE_ALTERNATIVES = 64;

/**
 * True when one of the globs matches the whole path (or branch, or check name). `*` and `?` stop at `/`, `**` does not, a leading dot
 * is an ordinary character, `!` and `#` have no meaning. Path and glob are compared in Unicode's NFC form.
 *
 * The compiled form of a list is kept as long as the list itself: pass the same array again, and never change it.
 *
 * @throws RangeError for a glob that `parsePolicy` would have refused for its cost: matching part of it would fail open.
 */
export function matchesAny(path: string, globs: readonly string[], options: GlobOptions = {}): boolean {
  if (globs.length === 0) return false;
  const memo = options.caseInsensitive ? caseInsensitiveMemo : caseSensitiveMemo;
  let compiled = memo.get(globs);
  if (compiled === undefined) {
    compiled = globs.map((glob) => compile(glob, options.caseInsensitive ?? false));
    memo.set(globs, compiled);
  }
  return compiled.some((matcher) => matcher.match(path));
}

/** Why a glob is too costly to try on every path, or null. */
export function globCostFault(glob: string): string | null {
  if (glob.length > MAX_GLOB_CHARS) return `at most ${MAX_GLOB_CHARS} characters, got ${glob.length}`;
  if (braceAlternatives(glob) > MAX_BRACE_ALTERNATIVES)
    return `braces that make at most ${MAX_BRACE_ALTERNATIVES} alternatives`;
  return null;
}

/** How many patterns the braces of a glob make; counted up to one more than is allowed. */
export function braceAlternatives(glob: string): number {
  return braceExpand(glob, { ...DIALECT, braceExpandMax: MAX_BRACE_ALTERNATIVES + 1 }).length;
}

/** `noext`: `+(a|b)` would be a second, costlier language. `platform`: the same answer on every machine. */
const DIALECT: MinimatchOptions = {
  dot: true,
  noext: true,
  nonegate: true,
  nocomment: true,
  normalize: true,
  platform: "linux",
  braceExpandMax: MAX_BRACE_ALTERNATIVES,
};

// Keyed by the list, so that a compiled policy is freed with the policy.
const caseSensitiveMemo = new WeakMap<readonly string[], readonly Minimatch[]>();
const caseInsensitiveMemo = new WeakMap<readonly string[], readonly Minimatch[]>();

function compile(glob: string, nocase: boolean): Minimatch {
  const fault = globCostFault(glob);
  if (fault !== null) throw new RangeError(`expected a glob with ${fault}`);
  return new Minimatch(glob, { ...DIALECT, nocase });
}

/**
 * The same for names that are no paths: `*` has to cross the ` / ` of `CI / build (18)`, and a name may hold glob characters itself. The
 * compiled form is kept in the same way.
 */
export function matchesName(name: string, globs: readonly string[], options: GlobOptions = {}): boolean {
  if (globs.includes(name)) return true;
  let flattened = flatMemo.get(globs);
  if (flattened === undefined) {
    flattened = globs.map(flat);
    flatMemo.set(globs, flattened);
  }
  return matchesAny(flat(name), flattened, options);
}

const flatMemo = new WeakMap<readonly string[], readonly string[]>();

/** Puts a slash there that no glob stops at. */
function flat(text: string): string {
  return text.replaceAll("/", "\u2215");
}
