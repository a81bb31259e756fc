// Passwords, keys and tokens that only their name gives away: `password = "…"`, `api_key: …`, `<add key="Password" value="…"/>`,
// `?token=…`. Native patterns, each bounded and anchored where the name stands.
import { looksLikePassword, looksLikeToken } from "./looks-random.js";
import { type Detector, secretAt } from "./scanner.js";

const PASSWORDS = ["pass", "pwd"];
const TOKENS = [
  "secret",
  "token",
  ...[
    "api",
    "access",
    "auth",
    "private",
    "encryption",
    "signing",
    "master",
    "app",
    "service",
    "hmac",
    "account",
    "client",
    "session",
  ].flatMap((word) => [`${word}key`, `${word}_key`, `${word}-key`]),
];

export const ASSIGNMENTS: readonly Detector[] = [
  ...PASSWORDS.map((keyword) => assignment(keyword, "password")),
  ...TOKENS.map((keyword) => assignment(keyword, "token")),
];

type Kind = "password" | "token";

function assignment(keyword: string, kind: Kind): Detector {
  return {
    keyword,
    matchAt(line, at) {
      const from = at + keyword.length;
      const stretch = line.slice(from, from + REACH);
      const found = ASSIGNED.exec(stretch);
      if (found === null) return null;
      const [whole, tail = "", ...values] = found;
      const value = values.find((group) => group !== undefined) ?? "";
      if (!namesSecret(headOf(line, at), tail, keyword)) return null;
      if (!(kind === "password" ? looksLikePassword(value) : looksLikeToken(value))) return null;
      const certainty = values[BARE] === undefined ? "name" : "bare";
      return secretAt({ ...KINDS[kind], certainty }, value, from + found.index + whole.lastIndexOf(value));
    },
  };
}

const KINDS = {
  password: { detector: "hard-coded-password", what: "a password" },
  token: { detector: "hard-coded-secret", what: "a key or token" },
} as const;

/** Longest name, signs and value together. */
const REACH = 420;
const NAME_END = String.raw`([\w.-]{0,30})`;
const CLOSED = String.raw`\\?["'\x60]?\]?\)?`;
const TYPED = String.raw`(?:\s?:\s?[\w<>|?. ]{1,40}(?==))?`;
const SIGN = String.raw`\s{0,20}(?:=>|:=|!?={1,3}|:|\?\?=?|\|\|=?|,|>|\()\s{0,20}`;
const ATTRIBUTE = String.raw`\s{1,5}(?:value|Value)\s?=\s?`;
const WRAPPED = String.raw`(?:(?:new\s)?[\w.:]{1,40}\()?`;
const QUOTED = [`"`, `'`, "`"].map(
  (quote) => String.raw`[bBfFrRuU@$]{0,2}\\?${quote}([^${quote}\s\\]{8,250})\\?${quote}`,
);
const UNQUOTED = String.raw`([^\s"'\x60,;<>(){}[\]|&\\]{8,250})(?=[\s,;&<"'\x60\\]|$)`;

/** The end of the name, and the value in one of its four forms. */
const ASSIGNED = new RegExp(
  `^${NAME_END}${CLOSED}(?:${TYPED}${SIGN}|${ATTRIBUTE})(?:${WRAPPED}(?:${QUOTED.join("|")})|${UNQUOTED})`,
);
/** Where the unquoted value stands among the values. */
const BARE = QUOTED.length;

function headOf(line: string, at: number): string {
  return /[\w.-]*$/.exec(line.slice(Math.max(0, at - 40), at))?.[0] ?? "";
}

/** Is it the secret that is named, or something about one: its address, its length, the field it is typed into? */
function namesSecret(head: string, tail: string, keyword: string): boolean {
  if (NOT_SECRET.test(head)) return false;
  // `compass`, `bypass`, `passed`, `passenger` are other words.
  if (
    keyword === "pass" &&
    (!/(?:^|[^a-z]|[a-z](?=$)(?<=db|my|user|admin|root|smtp|mail|ftp))$/i.test(head) || !PASS_END.test(tail))
  ) {
    return false;
  }
  // `tokens` and `secrets` are lists and places; `tokenizer` is another word.
  if (!PASSWORDS.includes(keyword) && /^(?:s$|s[^a-z]|i[zs])/.test(tail)) return false;
  const words = tail.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  const last = words.at(-1)?.toLowerCase();
  return last === undefined || !ABOUT.has(last);
}

const PASS_END = /^(?:(?:w(?:or)?d|phrase|code|key)s?)?(?![a-z])/i;
const NOT_SECRET =
  /(?:public(?:_?-?key)?|pub|csrf|xsrf|page|pagination|continuation|next|cursor|sync|cancell?ation|cancel|design|theme|css|syntax|max|min|num|total|prompt|completion|forgot|reset|confirm|show|hide|toggle|has|is|no|without|invalid|wrong|old|hashed|hash|encrypted|sealed|sha\d*|site|recaptcha_site|idempotency|cache|sort|partition|primary|foreign|translation|i18n|publishable|anon)[_.-]?$/i;

const ABOUT: ReadonlySet<string> = new Set(
  `name names id ids url uri urls endpoint path paths file filename dir field fields label labels type types header headers
   prefix suffix length len size count max min limit hash hashes hashed digest placeholder hint text title message msg error
   errors regex pattern param params parameter schema format version policy rule rules validator validation expires expiry expiration ttl age
   time date status state mode enabled required visible visibility algorithm alg provider store manager selector input inputs form page screen view icon
   button link ref reference description desc note help template usage index scope scopes audience issuer alias arn env var variable
   variables location source class component prop props handler callback event action test spec count used limiter map list
   encrypted sealed fingerprint thumbprint checksum sum`.split(/\s+/),
);
