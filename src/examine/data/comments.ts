// Comments in data files: most are for people, some steer a tool. Broad on purpose: a comment that is wrongly taken for a steering
// one only asks for a review.
import { DIRECTIVES } from "../syntax/comments/patterns.js";

/**
 * What counts of a comment: null when it is for people only, else its text with its place, because some hold for their own line and
 * some for the next. Offsets in UTF-16 units; the comment includes its sign.
 */
export function steeringPart(text: string, start: number, end: number): string | null {
  const comment = text.slice(start, end).trimEnd();
  const before = lineBefore(text, start);
  const isBehind = /\S/.test(before);
  // Tools that update pins read and write the version in the comment behind: `rev: 3f2c… # v1.2`.
  if (!steers(comment) && !(isBehind && /[0-9a-f]{40}/i.test(before))) return null;
  return `comment ${isBehind ? "behind" : `alone ${linesToNext(text, end)}`} ${comment}`;
}

/** What stands before the comment on its line; of an endless line, the last of it. */
function lineBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - MAX_LINE), start);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** Chosen: no longer line pins anything. */
const MAX_LINE = 1_000;

function steers(comment: string): boolean {
  if (MARKS.some((pattern) => pattern.test(comment))) return true;
  return DIRECTIVES.some(({ pattern, only }) => only === undefined && pattern.test(comment));
}

const MARKS: readonly RegExp[] = [
  // Signs that no prose starts with, and text that a template would fill in.
  /^#+[ \t]{0,8}[@{[$]|^#[!+|>%]|^(?:\/\/|\/\*+|;|#)[ \t]{0,8}[@$]/,
  /\{\{|\$\{|\{%|<%|\$\[\[|ENC\[/,
  /\b(?:yamllint|yaml-language-server|renovate|dependabot|mergify|checkov|kics|tfsec|trivy|terrascan|kube-linter|kubesec|polaris|datree|zizmor|actionlint|ratchet|pinact|gitleaks|trufflehog|semgrep|snyk|sonarcloud|spectral|redocly|vacuum|taplo|tombi|cspell|codespell|typos|helm-docs|kubebuilder|kustomize|skaffold|ansible-lint|sops|jinja2?)\b/i,
  /\b(?:noqa|nosec|nolint|no-?check|no-?lint|no-?verify|pragma|syntax|escape|schema|frozen|lockfile|release-please|x-release-\w{1,20}|bumpversion|bump-my-version|editorconfig-checker\S{0,20}|rubocop|prettier-ignore\S{0,20})\b/i,
  // `tool: ignore=rule`, `tool:skip`, `[disable] rule`.
  /\b(?:ignore|skip|disable|enable|suppress|allow|exclude|expect)\w{0,6}[ \t]{0,3}[:=([-]|[:=([][ \t]{0,3}(?:ignore|skip|disable|enable|suppress|allow|exclude)/i,
  /(?:BEGIN|END|START|STOP)[ _-][A-Z]|\b(?:managed by|generated (?:by|from|with))\b/,
];

/** 0 to 2: how many line ends part the comment from what follows. */
function linesToNext(text: string, end: number): number {
  let lines = 0;
  for (let at = end; at < text.length && lines < 2; at++) {
    if (text[at] === "\n") lines++;
    else if (!/\s/.test(text[at] ?? "")) break;
  }
  return lines;
}
