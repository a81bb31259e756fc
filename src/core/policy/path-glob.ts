// Path globs that can match no file, or not the files that their author meant. A silent miss in a list that raises a tier lets a
// dangerous change pass as a harmless one, so each of these is refused with the way to write it.

/** What is expected instead of this path glob, or null when there is nothing to say against it. */
export function pathGlobFault(glob: string): string | null {
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
