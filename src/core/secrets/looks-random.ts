// Was a text drawn, or written by a person: as words, a path, a name, or as what stands where a secret belongs and is none? Decides
// for values that only their name makes suspicious, and what an example is.

/** Shannon entropy in bits per character: 0 for `aaaa`, about 4 for random hex digits, up to 6 for random base64. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** A key or token: long, with digits, surprising, and no words. */
export function looksLikeToken(value: string): boolean {
  if (value.length < 16 || !TOKEN_TEXT.test(value) || isReference(value) || isPlaceholder(value)) return false;
  if ((value.match(/\d/g) ?? []).length < 2 || !/[a-z]/i.test(value)) return false;
  const isHex = /^[0-9a-f]+$/i.test(value);
  return entropyOf(value) >= leastEntropy(value.length, isHex) && shareOfWords(value) <= 0.5;
}

/** A password: shorter, any characters, but of several kinds, and not the name of something. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 8 || value.length > 128 || isReference(value) || isPlaceholder(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || WEAK.test(value) || NAMES_ITSELF.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!@#$%^&*+=?~]/].filter((kind) => kind.test(value)).length;
  if (kinds >= 3) return entropyOf(value) >= 2.5;
  return entropyOf(value) >= 2.75 && !/[-_./:]/.test(value);
}

const TOKEN_TEXT = /^[\w.~+/=:-]+$/;

/** Known to everybody, so nothing is lost by them: what local set-ups use. */
const WEAK =
  /^(?:admin|administrator|root|user|username|guest|demo|default|dev|devel|local|pass|passw|p[a@]ssw[o0]rd|postgres|mysql|mongo|redis|rabbitmq|minio|secret|letmein|welcome|login|master|super|system|temp|tmp|foo|bar|baz|abc|xyz|hello|string|value|none|null|docker|app|my|the|new|old|wrong|incorrect|bad|valid|invalid|good|strong|weak|short)[\W_\d]*(?:admin|user|pass|passw|p[a@]ssw[o0]rd|pwd|word|secret|\d)*[\W_\d]*$/i;

/** `inputPassword2`, `user_token_v1`: what it is called, not what it is. */
const NAMES_ITSELF = /pass_?word|passwd|passphrase|credential|api_?key|secret|token|(?:^|_)pwd(?:_|$)/i;

/** A path, an address, a variable, a call, a date, a version, a UUID, a hash that says it is one. */
function isReference(value: string): boolean {
  return (
    /^(?:\.{0,2}\/|~\/|[a-z]:\\)/i.test(value) ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
    /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Za-z0-9]{1,12})+$/.test(value) ||
    /[()[\]{}<>\\]/.test(value) ||
    /^(?:pk|pub|phc|ck)[_-]/.test(value) ||
    isDashedName(value) ||
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ||
    /^\d{4}-\d{2}-\d{2}/.test(value) ||
    /^(?:sha(?:1|256|384|512)|md5|blake2b|urn|rgba?|hsl|data|application|text|image|audio|video|https?|mailto|type)[-:/(]/i.test(
      value,
    ) ||
    /^\$(?:2[aby]?|argon2\w*|[156y])\$/.test(value) ||
    /\.(?:[cm]?[jt]sx?|json|ya?ml|toml|py|rb|go|rs|java|php|cs|html?|css|md|txt|png|svg|jpe?g|pem|crt|key|com|org|net|io|dev|local|internal)$/i.test(
      value,
    )
  );
}

/** `gemini/gemini-2.5-pro-03-25`: short pieces, half of them words. */
function isDashedName(value: string): boolean {
  const pieces = value.split(/[/:._-]/);
  if (pieces.length < 3 || pieces.some((piece) => piece.length > 12)) return false;
  return pieces.filter((piece) => /^[a-z]{2,12}$/i.test(piece)).length * 2 >= pieces.length;
}

function leastEntropy(length: number, isHex: boolean): number {
  if (isHex) return length >= 32 ? 3 : 2.9;
  if (length < 20) return 3.2;
  return length < 32 ? 3.4 : 3.6;
}

/** Which part of the characters stands in something that reads as a word, 0 to 1. */
function shareOfWords(value: string): number {
  const pieces = value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  const inWords = pieces.filter(isWord).reduce((sum, piece) => sum + piece.length, 0);
  return inWords / value.length;
}

function isWord(piece: string): boolean {
  if (piece.length < 4) return false;
  const vowels = (piece.match(/[aeiouy]/gi) ?? []).length / piece.length;
  return vowels >= 0.2 && vowels <= 0.7 && !/[^aeiouy]{5}/i.test(piece);
}

/** Stands where a secret belongs and is none: an example, a template, a reference. Expects the value without quotes. Linear. */
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
