// The prompt-injection checklist: an elevated review answers it beside the form's four questions. Who wrote the text that an
// agent read may have written the change.

import type { ChecklistBox } from "../facts/submission.js";

/** Each says what was looked at, not what was found: a box must not give a sealed verdict away. */
export interface ChecklistItem {
  readonly id: ChecklistBox;
  readonly text: string;
}

export const CHECKLIST_HEADING = "Prompt injection";

export const CHECKLIST: readonly ChecklistItem[] = [
  { id: "sources", text: "I read what the agent worked from, or took the change for hostile because that is unknown" },
  { id: "beyondIntent", text: "I looked for whatever the stated intent does not ask for" },
  { id: "smuggled", text: "I looked for new addresses, credentials, permissions, dependencies and hidden text" },
];

export const CHECKLIST_PROMPT = "What in the agent's sources could have steered this change, and where you looked.";
