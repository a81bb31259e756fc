// What a pull request that edits the policy file is told about its new policy.
import type { PolicyProblem } from "../policy/schema.js";
import type { ReplayReport } from "./report.js";

export type ReplayNote =
  /** The file at the head is no valid policy; merged, it would block every pull request. */
  | { readonly status: "invalid"; readonly problems: readonly PolicyProblem[] }
  /** One of the two policies could not be read. The reason is hostile. */
  | { readonly status: "unread"; readonly reason: string }
  /** Written otherwise, or below the organisation's floor: it decides the same. */
  | { readonly status: "same" }
  | { readonly status: "being-made" }
  | { readonly status: "ready"; readonly report: ReplayReport };
