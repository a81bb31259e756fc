// The single values of a policy file: globs, durations, teams, logins. Each says in plain words what it expects.
import { z } from "zod";
import { DURATION } from "../ground/time.js";
import { globCostFault, MAX_GLOB_CHARS } from "./globs.js";

/** Most entries of one list. Chosen, not measured; with the file's size limit it bounds what one evaluation has to try. */
export const MAX_LIST_ENTRIES = 500;

export const text = (maxChars: number) => z.string().min(1).max(maxChars);

/** A list of texts; every list of the policy file is empty by default. */
export const listOf = (item: z.ZodType<string, string>) => z.array(item).max(MAX_LIST_ENTRIES).default([]);

/** `90s`, `20m`, `4h`, `7d`. */
export const duration = z.string().regex(DURATION, "a duration such as `90s`, `20m`, `4h` or `7d`");

/** Matched against paths of files, from the top of the repository. */
export const pathGlob = globWith(pathGlobFault);

/** Matched against names of branches, checks and trailers. */
export const nameGlob = globWith(() => null);

export const team = z.string().regex(/^[A-Za-z0-9][\w.-]*\/[\w.-]+$/, "a team as organisation/team, without @");

export const login = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][\w-]*(\[bot\])?$/, "a GitHub login, without @");

export const email = z
  .string()
  .max(256)
  .regex(/^[^\s@]+@[^\s@]+$/, "one e-mail address");

function globWith(fault: (glob: string) => string | null) {
  return text(MAX_GLOB_CHARS).superRefine((glob, context) => {
    const found = glob.length > MAX_GLOB_CHARS ? null : (globCostFault(glob) ?? fault(glob));
    if (found !== null) context.addIssue({ code: "custom", message: found });
  });
}

/** What is expected instead of this path glob, or null when there is nothing to say against it. */
function pathGlobFault(glob: string): string | null {
  for (const [pattern, expected] of FAULTS) {
    if (pattern.test(glob)) return expected;
  }
  return unclosedFault(glob);
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^\s|\s$/, "a glob without white space at its ends"],
  [
    /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
    "a glob without hidden characters",
  ],
  [/^!/, "a glob without a leading `!`; what is not meant goes into the list's `except`"],
  [/^\//, "a glob from the top of the repository, without a leading `/`"],
  [/(^|\/)\.\.?(\/|$)/, "a glob without `.` or `..` as a folder"],
  [/\/\//, "a glob with single `/`"],
  [/\/$/, "a glob that matches files; for everything in a folder end it with `/**`"],
  [/\\(?![\\*?[\]{}()!,])/, "a glob with `/` between folders; `\\` only goes before one of `* ? [ ] { } ( ) ! ,`"],
  [/[?*+@!]\(/, "a glob without `+(…)` and the like; alternatives go in braces, as in `{a,b}`"],
  [/\[:(upper|lower):\]/, "a glob without classes of upper or lower case: lists that raise a tier ignore case"],
];

/** A bracket or brace that is never closed is plain text to the matcher, which is never what was meant. */
function unclosedFault(glob: string): string | null {
  const unescaped = glob.replace(/\\./g, "");
  const withoutClasses = unescaped.replace(/\[[!^]?\]?[^\]]*\]/g, (found) => (classIsEmpty(found) ? "[" : ""));
  if (withoutClasses.includes("["))
    return "a glob whose `[` are closed by `]`; a `[` in a file's name is written `\\[`";
  let depth = 0;
  for (const char of withoutClasses) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (depth < 0) break;
  }
  return depth === 0 ? null : "a glob whose `{` and `}` match; a brace in a file's name is written `\\{`";
}

/** `[z-a]` matches nothing. */
function classIsEmpty(characterClass: string): boolean {
  return [...characterClass.matchAll(/(.)-([^\]])/gu)].some(([, from, to]) => (from ?? "") > (to ?? ""));
}
