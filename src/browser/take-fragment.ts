// What the link in the answer to `/countersign start` fills in (core/markdown/links.ts, sealPageUrl). Hostile: anybody can make a link.

export interface Given {
  readonly reviewer: string;
  readonly fingerprint: string;
  readonly elevated: boolean;
}

/** Null: the address says nothing of this. Once read it is taken out of the address, and so out of the browser's history. */
export function takeFragment(): Given | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  if (!fields.has("reviewer") && !fields.has("fingerprint")) return null;
  history.replaceState(null, "", location.pathname);
  return {
    reviewer: fields.get("reviewer") ?? "",
    fingerprint: fields.get("fingerprint") ?? "",
    elevated: fields.get("checklist") === "1",
  };
}
