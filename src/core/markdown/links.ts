// Links that the App posts. Only to the pull request's own pages on GitHub and to the App's own page: nothing that a person
// or an agent wrote becomes a target.
import { sha256 } from "../ground/canonical.js";
import { quoteInline } from "./neutralise.js";

export interface Place {
  readonly path: string | null;
  readonly line: number | null;
  readonly side: "old" | "new";
}

const MAX_PATH_CHARS = 160;

/** `path:line` in code, linked to the line in the pull request's diff; the whole change when there is no path. */
export function placeLink(place: Place, pullUrl: string): string {
  if (place.path === null) return "the whole change";
  const label = quoteInline(place.line === null ? place.path : `${place.path}:${place.line}`, MAX_PATH_CHARS);
  // GitHub's anchor of a file in a diff is the hash of its path; R and L are the new and the old side.
  const line = place.line === null ? "" : `${place.side === "new" ? "R" : "L"}${place.line}`;
  return `[${label}](${pullUrl}/files#diff-${sha256(place.path)}${line})`;
}

/** A link to a comment or review of this pull request; empty for any other target. */
export function conversationLink(text: string, url: string | null, pullUrl: string): string {
  if (url === null || !url.startsWith(`${pullUrl}#`) || !/^[\w-]{1,80}$/.test(url.slice(pullUrl.length + 1))) return "";
  return `[${text}](${url})`;
}

interface Named {
  readonly owner: string;
  readonly name: string;
}

/** The page on which a signed-in person reviews. */
export function reviewPageUrl(publicUrl: string, repository: Named, number: number): string {
  return `${publicUrl}/review/${pathOf(repository, number)}`;
}

/** The page that seals a form in the browser. What it is filled in with stands behind `#`, which browsers send to nobody. */
export function sealPageUrl(
  publicUrl: string,
  { number, ...repository }: Named & { readonly number: number },
  prefill: { readonly reviewer: string; readonly fingerprint: string; readonly elevated: boolean },
): string {
  const { reviewer, fingerprint, elevated } = prefill;
  const fragment = new URLSearchParams({ reviewer, fingerprint, ...(elevated ? { checklist: "1" } : {}) });
  return `${publicUrl}/seal/${pathOf(repository, number)}#${fragment}`;
}

function pathOf({ owner, name }: Named, number: number): string {
  return `${encodeURIComponent(owner)}/${encodeURIComponent(name)}/${number}`;
}

/** The pull request's page on the App. */
export function detailsUrl(publicUrl: string, repository: Named, number: number): string {
  return `${publicUrl}/pulls/${pathOf(repository, number)}`;
}
