// Was a text drawn, or written by a person as words, a path or a name? Decides for values that only their name makes suspicious.
import { entropyOf } from "./entropy.js";
import { isPlaceholder } from "./placeholder.js";

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
