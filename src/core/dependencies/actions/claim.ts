// The comment beside an action that is pinned by its commit: people read the version there, the runner reads the commit.

/** Longer lines are nobody's handwriting. */
const MAX_LINE_CHARS = 2_000;
const COMMIT = /^[0-9a-f]{40}$/i;
const TAG = /^v?\d{1,9}(?:\.[\w+-]{1,40}){0,5}(?:-[\w.+-]{1,60})?$/;
/** What tools that pin actions write before the version: `tag=v4`, `pin@v4`, `ratchet:actions/checkout@v4`. */
const INTRODUCTION = /^(?:tag|pin|version|renovate:?|(?:ratchet:)?[\w.-]{1,100}\/[\w.-]{1,100})$/;

/** Such as `v4.1.1` of `@11bd71… # v4.1.1` or `# tag=v4.1.1`; null: no comment, none that names a version, or no pin. */
export function claimBeside(line: string, ref: string): string | null {
  if (!COMMIT.test(ref) || line.length > MAX_LINE_CHARS) return null;
  const at = line.indexOf("#", line.indexOf(ref) + ref.length);
  if (!line.includes(ref) || at === -1) return null;
  const words = line.slice(at + 1).split(/[\s=@,;]+/);
  const [first = "", second = ""] = words.filter((word) => word !== "");
  const word = INTRODUCTION.test(first) ? second : first;
  return TAG.test(word) ? word : null;
}
