// Words that name a sensitive area when they stand in a path. Whole words only: `author`, `tokenizer` and `subscription`
// are other words than `auth`, `token` and `billing`. Words that mean something else too often are left to the lines.

export type Area = "authentication" | "authorization" | "cryptography" | "credentials" | "payments" | "personal-data";

const WORDS: Readonly<Record<Area, string>> = {
  authentication: `auth authn authenticate authenticated authenticates authentication authenticator authenticators
    unauthenticated login logins logon logout signin signout signup signon oauth oauth2 oidc openid saml sso mfa 2fa
    twofactor multifactor totp otp webauthn passkey passkeys magiclink ldap kerberos impersonate impersonation
    session sessions cookie cookies jwt jwts jwks bearer nextauth idp scim passwordreset resetpassword forgotpassword`,
  authorization: `authz authorize authorized authorizer authorizers authorization authorizations authorisation
    unauthorized permission permissions acl acls rbac abac rebac role roles accesscontrol accesslist accesspolicy
    entitlement entitlements privilege privileges superuser sudo pundit cancancan ability tenancy multitenant
    multitenancy rls allowlist denylist`,
  cryptography: `crypto cryptography cryptographic cryptographer encrypt encrypted encrypter encryption encryptor
    decrypt decrypter decryption decryptor cipher ciphers hmac signing signer verifysignature signatureverification
    signatureverifier webhooksignature tls mtls ssl x509 certificate certificates pki kms pgp gpg rsa ecdsa ed25519 aes
    bcrypt argon2 scrypt pbkdf2 csrf xsrf cors csp sandbox sandboxed sandboxing`,
  credentials: `credential credentials password passwords passwd passphrase secret secrets apikey apikeys privatekey
    keystore keychain keyring vault token tokens accesstoken refreshtoken htpasswd netrc pgpass`,
  payments: `payment payments payout payouts payroll billing billings invoice invoices invoicing checkout checkouts
    refund refunds chargeback chargebacks stripe paypal braintree adyen wallet wallets creditcard paywall`,
  "personal-data": `pii gdpr ccpa hipaa personaldata personalinformation ssn kyc anonymize anonymizer anonymise
    anonymisation anonymization pseudonymize redact redaction redactor dataexport dataretention datadeletion`,
};

/** In company of one of these, the word means something harmless: `token-count.ts`, `design/tokens.json`, `git/checkout.go`. */
const COMPANIONS: Readonly<Record<string, string>> = {
  token: `count counts counter counting usage budget limit limits max estimate estimator estimation tokenizer tokenize lexer
    lexing parser parsing scanner grammar syntax ast design theme themes stats cost costs color colors css style styles`,
  checkout: "git vcs svn worktree branch repo repository clone",
  session:
    "tmux orm mcp chat agent agents conversation replay recording terminal pty tui editor debug debugger lsp transcript",
  role: "aria prompt message chat llm",
  sandbox: "playground",
  vault: "obsidian",
};

const AREA_OF_WORD: ReadonlyMap<string, Area> = new Map(
  (Object.keys(WORDS) as Area[]).flatMap((area) => WORDS[area].split(/\s+/).map((word) => [word, area] as const)),
);
const EXCUSES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(COMPANIONS).map(([word, companions]) => [word, new Set(companions.split(/\s+/))]),
);

/** The areas that the path names, sorted; the word that tells is in `sensitiveWord`. */
export function sensitiveAreas(path: string): readonly Area[] {
  return [...sensitiveWords(path).keys()].sort();
}

/** For each area the path names, the first word that says so. */
export function sensitiveWords(path: string): ReadonlyMap<Area, string> {
  const words = wordsOf(path);
  const found = new Map<Area, string>();
  for (const word of words) {
    const area = AREA_OF_WORD.get(word);
    if (area === undefined || found.has(area) || isExcused(word, words)) continue;
    found.set(area, word);
  }
  return found;
}

function isExcused(word: string, all: ReadonlySet<string>): boolean {
  const companions = EXCUSES.get(word) ?? EXCUSES.get(word.replace(/s$/, ""));
  if (companions === undefined) return false;
  return [...all].some((other) => companions.has(other));
}

/**
 * Lower-case words of one name, split on punctuation, digits and case: `OAuth2TokenStore.java` → o auth token store java.
 * Neighbours are given joined too (`sign-in` → sign, in, signin), and so is each run between punctuation (`oauth2`).
 */
export function wordsOf(name: string): ReadonlySet<string> {
  const words = new Set<string>();
  let previous = "";
  for (const run of name.match(RUN) ?? []) {
    words.add(run.toLowerCase());
    for (const part of run.match(PART) ?? []) {
      const word = part.toLowerCase();
      words.add(word);
      if (previous !== "") words.add(previous + word);
      previous = word;
    }
  }
  return words;
}

/** Letters and digits of any script between punctuation. */
const RUN = /[\p{L}\p{N}]+/gu;
/** An acronym before a capitalised word, a capitalised or lower-case word, or a number. */
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{N}+/gu;
