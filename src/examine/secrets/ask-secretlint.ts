// What secretlint's recommended rules say of the added lines. Its comments that switch it off are switched off themselves: they
// would be written by whoever has something to hide.
import type { Secret } from "../../core/facts/examination.js";
import type { ChangedFile } from "../../core/facts/facts.js";
import { isPlaceholder } from "../../core/secrets/looks-random.js";
import { toCredential } from "../../core/secrets/to-secret.js";
import { loadSecretlint } from "./secretlint.js";

/** A second opinion may leave out what would take long: our own rules have seen it. */
const MAX_LINE_CHARS = 5_000;
const MAX_CHARS = 2_000_000;

export async function askSecretlint(file: ChangedFile): Promise<readonly Secret[]> {
  if (file.content.kind !== "hunks") return [];
  const added = file.content.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "added"));
  const content = added.map(({ text }) => (text.length > MAX_LINE_CHARS ? "" : text)).join("\n");
  if (content.length > MAX_CHARS || !MAY_HOLD.test(content)) return [];
  const { lint } = await loadSecretlint();
  return (await lint(content)).flatMap(({ ruleId, messageId, range, loc }) => {
    const value = content.slice(range[0], range[1]);
    const line = added[loc.start.line - 1]?.newLine ?? null;
    if (line === null || NO_SECRET.test(messageId) || value.length < MIN_CHARS || isPlaceholder(value)) return [];
    const vendor = ruleId.replace(/^.*secretlint-rule-/, "");
    const what = `a credential (${vendor})`;
    return [toCredential({ path: file.path, line, detector: `secretlint-${vendor}`, what, value, harmless: 0 })];
  });
}

/** Every shape it knows is at least that long in one piece. */
const MAY_HOLD = /[\w+/.~-]{16}/;
const MIN_CHARS = 16;
/** Account numbers are identifiers. */
const NO_SECRET = /AccountID/i;
