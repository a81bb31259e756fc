// Which requirements may be waived, and by what.

/** What a maintainer may waive, and what has to stand behind the colon; null: it is waived as a whole. */
export const WAIVABLE = {
  facts_complete: "commit, @login or operator",
  reviewable_size: null,
  validation_green: null,
  dependencies_verified: "package",
  no_secrets: "finding",
  acceptance_criteria: null,
  intent_stated: null,
} as const;
export type Waivable = keyof typeof WAIVABLE;
