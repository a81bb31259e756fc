// The CODEOWNERS file as GitHub reads it: the last pattern that matches a file says who owns it. Semantics from GitHub's
// documentation (About code owners, read in November 2026): gitignore's patterns without `!`, `[ ]` and `\#`, paths compared with case.
import { Minimatch } from "minimatch";

/** Whom a line names. E-mail addresses are ignored: they say nothing about an account that can be asked. */
export type Owner =
  | { readonly kind: "user"; readonly login: string }
  /** As `org/slug`. */
  | { readonly kind: "team"; readonly team: string };

interface OwnerRule {
  /** The pattern itself, and where it may name a folder, everything below. */
  readonly matchers: readonly Minimatch[];
  /** Empty: what this matches is nobody's. */
  readonly owners: readonly Owner[];
}

export interface CodeOwners {
  readonly rules: readonly OwnerRule[];
}

export const NO_OWNERS: CodeOwners = { rules: [] };

/** Chosen, not measured: each rule is tried on each changed file. Of more, the last ones count, because the last match wins. */
const MAX_RULES = 2_000;
const MAX_PATTERN_CHARS = 512;
/** More stars make matching a long name slow out of all proportion; real patterns have two. */
const MAX_STARS_PER_PART = 3;
const MAX_GLOBSTARS = 4;

/** Lines that GitHub does not understand it skips, and so do we. Hostile text. */
export function parseCodeOwners(text: string): CodeOwners {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return { rules: lines.flatMap(toRule).slice(-MAX_RULES) };
}

/** Empty: nobody. Logins and teams keep their writing; compare them without case. */
export function ownersOf({ rules }: CodeOwners, path: string): readonly Owner[] {
  return rules.findLast(({ matchers }) => matchers.some((matcher) => matcher.match(path)))?.owners ?? [];
}

function toRule(line: string): OwnerRule[] {
  // White space before a `#` ends the line; one inside of a pattern is escaped.
  const [pattern = "", ...names] = fieldsOf(line.replace(/(?:^|\s)#.*$/, ""));
  if (pattern === "" || !isSupported(pattern)) return [];
  return [{ matchers: globsOf(pattern).map((glob) => new Minimatch(glob, DIALECT)), owners: names.flatMap(toOwner) }];
}

/** Split at white space that no backslash precedes. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:\\.|[^\s\\])+/g)].map(([field]) => field);
}

/** GitHub reports what works in gitignore and not here as an error, and uses the other lines. */
function isSupported(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_CHARS || pattern.startsWith("!") || pattern.startsWith("\\#")) return false;
  if (/(?<!\\)[[\]]/.test(pattern)) return false;
  const parts = pattern.split("/");
  const globstars = parts.filter((part) => part === "**").length;
  return globstars <= MAX_GLOBSTARS && parts.every((part) => (part.match(/\*+/g) ?? []).length <= MAX_STARS_PER_PART);
}

/** Only `*`, `**` and `?` mean something. */
const DIALECT = { dot: true, nobrace: true, noext: true, nonegate: true, nocomment: true, platform: "linux" } as const;

/**
 * Without a slash inside, a pattern holds in every folder. One that may name a folder holds for everything below it; a last part
 * of stars alone does not: `docs/*` is the files of one folder.
 */
function globsOf(pattern: string): readonly string[] {
  const isAnchored = pattern.slice(0, -1).includes("/");
  const body = pattern.replace(/^\/+/, "");
  const glob = isAnchored ? body : `**/${body}`;
  if (glob.endsWith("/")) return [`${glob}**`];
  return /(?:^|\/)\*+$/.test(glob) ? [glob] : [glob, `${glob}/**`];
}

function toOwner(name: string): Owner[] {
  const [, login, slug] = /^@([A-Za-z0-9][\w-]{0,99})(?:\/([\w.-]{1,100}))?$/.exec(name) ?? [];
  if (login === undefined) return [];
  return [slug === undefined ? { kind: "user", login } : { kind: "team", team: `${login}/${slug}` }];
}
