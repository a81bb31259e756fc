// Texts that stand where a secret belongs and are none: examples, templates, references to where the secret really is.

/** Expects the value alone, without quotes. Linear. */
export function isPlaceholder(value: string): boolean {
  return (
    TEMPLATE.test(value) ||
    SPEAKING.test(value) ||
    RUN.test(value) ||
    hasSequence(value) ||
    hasFewCharacters(value) ||
    isSpoken(value) ||
    isPeriodic(value)
  );
}

/** Something that is filled in later, or fetched from elsewhere. */
const TEMPLATE =
  /\$\{|\{\{|\}\}|\$\(|<[^>]{0,80}>|^\[[^\]]{0,80}\]$|^\{[^}]{0,80}\}$|^%[\w({].{0,80}$|%s|^\$[A-Za-z_]\w*$|^@[A-Za-z_]\w*@?$|process\.env|import\.meta|os\.environ|getenv|\bENV\[|^(?:env|vault|secret|ssm|op|file|arn|ref|sops|enc)[:(/]|^#\{|…/i;

/** Words that no random text holds by chance: at least four letters. */
const SPEAKING =
  /example|sample|placeholder|change[_-]?(?:me|it|this)|dummy|fake|mock|test|your|redacted|replace|insert|secret[_-]?here|token[_-]?here|key[_-]?here|goes[_-]?here|not[_-]?a?[_-]?(?:real|secret)|invalid|lorem|ipsum|undefined|localhost|demo[_-]|fixme|todo|dead[_-]?beef|cafe[_-]?babe|bad[_-]?c0ffee|c0ffee|qwerty|foobar|foo[_-]?bar|barbaz|my[_-](?:secret|token|key|pass|api)|supersecret|some[_-](?:secret|token|key|pass)|correct-?horse|hunter2|devstoreaccount|^Eby8vdM02xNOcq|^C2y6yDjf5\/R/i;

const RUN = /(.)\1{5}|[xX*.•_#?-]{5}|[xX*]{4}/u;

/** Six characters in a row that count up or down: `123456`, `abcdef`, `fedcba`. */
function hasSequence(value: string): boolean {
  let up = 1;
  let down = 1;
  for (let index = 1; index < value.length; index++) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    up = step === 1 ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    if (up >= 6 || down >= 6) return true;
  }
  return ALTERNATING.test(value);
}

/** `a1b2c3d4`, `1a2b3c4d`: typed, not drawn. */
const ALTERNATING = /a1b2c3|1a2b3c|abc123|123abc|a0b1c2|0a1b2c|12ab34|ab12cd|a1s2d3|1q2w3e|q1w2e3|asdf|zxcv/i;

function hasFewCharacters(value: string): boolean {
  return new Set(value).size <= Math.max(3, Math.min(6, value.length / 6));
}

/** Words with separators: `GOOGLE_BEARER_DO_NOT_LEAK`. */
function isSpoken(value: string): boolean {
  const parts = value.split(/[_-]/);
  if (parts.length < 3) return false;
  const words = parts.filter((part) => /^(?:[a-z]{2,12}|[A-Z]{2,12}|[A-Z][a-z]{1,11})$/.test(part));
  return words.join("").length > value.length * 0.6;
}

const MAX_PERIOD = 16;

/** The same few characters over and over. */
function isPeriodic(value: string): boolean {
  const longest = Math.min(MAX_PERIOD, Math.floor(value.length / 3));
  for (let period = 1; period <= longest; period++) {
    if (value.startsWith(value.slice(period))) return true;
  }
  return false;
}
