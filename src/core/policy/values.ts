// The single values of a policy file: globs, durations, teams, logins. Each says in plain words what it expects.
import { z } from "zod";
import { DURATION } from "../ground/duration.js";
import { globCostFault, MAX_GLOB_CHARS } from "./globs.js";
import { pathGlobFault } from "./path-glob.js";

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
