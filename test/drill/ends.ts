// How a play ended, and whether two ends are the same.
import type { GithubSimulator, Pull } from "../github-simulator/index.js";

export interface PullEnd {
  readonly number: number;
  readonly checks: number;
  readonly title: string;
  readonly conclusion: string | null;
  readonly requirements: string;
  readonly briefings: number;
  /** Replies by the kind and id of what they answer; a doubled one shows as `×2`. */
  readonly replies: string;
  readonly reactions: string;
}

export interface Ends {
  readonly pulls: readonly PullEnd[];
  readonly deliveries: number;
  readonly failed: number;
  readonly redelivered: number;
  readonly kills: number;
  readonly seconds: number;
  /** Requests that GitHub would refuse, a line each. */
  readonly violations: readonly string[];
  /** The audit chain's own verdict: its first break, null when whole. */
  readonly auditBreak: string | null;
}

export function endOf(github: GithubSimulator, pull: Pull): PullEnd {
  const runs = github.checkRuns(pull.repo, pull.head.sha, "countersign");
  const ours = pull.comments.filter(({ author }) => author?.login === "countersign[bot]").map(({ body }) => body);
  const markers = ours.flatMap((body) => /<!-- countersign:(?:reply|bypass|override)[^>]*-->/.exec(body)?.[0] ?? []);
  return {
    number: pull.number,
    checks: runs.length,
    title: runs[0]?.output.title ?? "none",
    conclusion: runs[0]?.conclusion ?? null,
    requirements: requirementsOf(runs[0]?.output.text ?? ""),
    briefings: ours.filter((body) => body.startsWith("<!-- countersign:briefing -->")).length,
    replies: count(markers.map((marker) => numberedMarker(pull, marker, markers))),
    reactions: count(
      pull.comments.flatMap(({ reactions }, index) => reactions.map(({ content }) => `${index}:${content}`)),
    ),
  };
}

/** What differs, in words; empty when nothing does. Doubles and losses in the second show even if the first had them too. */
export function compareEnds(first: Ends, second: Ends): string[] {
  const differences = second.pulls.flatMap((end, index) => {
    const before = first.pulls[index];
    const keys = Object.keys(end) as (keyof PullEnd)[];
    return keys
      .filter((key) => before?.[key] !== end[key])
      .map((key) => `#${end.number} ${key}: ${before?.[key]} in peace, ${end[key]} under fire`);
  });
  const doubled = second.pulls.filter(
    (end) => end.checks > 1 || end.briefings > 1 || /×/.test(end.replies + end.reactions),
  );
  differences.push(...doubled.map(({ number }) => `#${number}: something is doubled`));
  if (second.auditBreak !== null) differences.push(`the audit chain is broken: ${second.auditBreak}`);
  differences.push(...second.violations.map((violation) => `GitHub would refuse ${violation}`));
  return differences;
}

/** Ids and times differ between two runs; the place of the answered comment does not. A verdict in public is gone: those are told apart. */
function numberedMarker(pull: Pull, marker: string, markers: readonly string[]): string {
  const id = answeredId(marker);
  const theirs = pull.comments.filter(({ author }) => author?.login !== "countersign[bot]");
  const there = theirs.map((comment) => String(comment.id));
  const gone = [...new Set(markers.map(answeredId))].filter((one) => one !== undefined && !there.includes(one));
  const place = id !== undefined && gone.includes(id) ? `gone ${gone.indexOf(id)}` : there.indexOf(id ?? "");
  const kind = /countersign:(reply:[a-z]+|bypass|override)/.exec(marker)?.[1];
  return `${kind}@${place}`;
}

function answeredId(marker: string): string | undefined {
  return /:(\d{6,})/.exec(marker)?.[1];
}

function requirementsOf(text: string): string {
  const block = /```json\n(.*)\n```\s*$/s.exec(text)?.[1];
  const parsed: { requirements?: { id: string; status: string }[] } = block === undefined ? {} : JSON.parse(block);
  return (parsed.requirements ?? []).map(({ id, status }) => `${id}=${status}`).join(" ");
}

function count(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts]
    .sort()
    .map(([item, times]) => (times === 1 ? item : `${item}×${times}`))
    .join(" ");
}
