// `countersign policy schema`: the JSON Schema of the policy file, for editors.
import { policyJsonSchema } from "../../core/policy/json-schema.js";
import type { CommandResult } from "./result.js";

export function policySchema(): CommandResult {
  return { exitCode: 0, stdout: `${JSON.stringify(policyJsonSchema(), null, 2)}\n`, stderr: "" };
}
