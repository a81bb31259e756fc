// A policy file of the working folder, as the App would take it from the base branch.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { RULES } from "../../core/classify/rules/index.js";
import { err, ok, type Result } from "../../core/ground/result.js";
import { composePolicy } from "../../core/policy/compose-policy.js";
import { type LoadedPolicy, POLICY_PATH, type PolicyText } from "../../core/policy/schema.js";

export interface LocalPolicy {
  /** As the caller wrote it. */
  readonly path: string;
  /** Empty when there is no file. */
  readonly text: string;
  readonly loaded: LoadedPolicy;
}

/** Without `file`: the policy at its usual place, or the defaults when there is none. The error is one line for people. */
export async function readPolicyFile(
  directory: string,
  file: string | undefined,
): Promise<Result<LocalPolicy, string>> {
  const path = file ?? POLICY_PATH;
  const read = await readText(resolve(directory, path));
  if (!read.ok) return err(`expected a policy file at ${path}, ${read.error}`);
  if (read.value === null && file !== undefined) {
    return err(`expected a policy file at ${path}, found none; for example: countersign policy check ${POLICY_PATH}`);
  }
  const text: PolicyText = read.value === null ? { status: "absent" } : { status: "found", text: read.value, oid: "" };
  const loaded = composePolicy(
    { origin: { repository: "local", path, ref: "working folder" }, text },
    { origin: { repository: "none", path: POLICY_PATH, ref: "HEAD" }, text: { status: "absent" } },
    { builtInRules: RULES },
  );
  return ok({ path, text: read.value ?? "", loaded });
}

/** Null: there is no such file. */
async function readText(path: string): Promise<Result<string | null, string>> {
  try {
    return ok(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(path)));
  } catch (cause) {
    const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return ok(null);
    if (code === "EISDIR") return err("found a folder; name the file in it");
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return err("found text that is not UTF-8; save it as UTF-8");
    return err(`which could not be read (${String(code ?? "unknown error")})`);
  }
}
