// Secrets that the program holds or hands on: API keys, access tokens, passwords of services.
import { areaRule } from "./build-rule.js";

export const touchesCredentials = areaRule({
  id: "touches-credentials",
  question: "Does it touch credentials or secrets?",
  tier: "high-stakes",
  reason: "code that handles a credential decides who gets to see it",
  remedy: "move unrelated changes out of the lines that read or send secrets",
  examples: {
    found: [
      "src/credentials/store.ts",
      "lib/secrets.py",
      "const key = process.env.STRIPE_SECRET_KEY",
      "headers.Authorization = 'Bearer ' + token",
    ],
    left: ["src/tokenizer.ts", "src/token-count.ts", "design/tokens.json", "const tokens = tokenizer.encode(text)"],
  },
  area: "credentials",
  patterns: [
    {
      pattern:
        /\b(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env\.get|os\.environ(?:\.get)?|os\.getenv|os\.Getenv|ENV|getenv|env)\b.{0,4}['"`([.]?\w*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)\w*/,
      keywords: [
        "SECRET",
        "PASSWORD",
        "PASSWD",
        "TOKEN",
        "API_KEY",
        "APIKEY",
        "PRIVATE_KEY",
        "PRIVATEKEY",
        "ACCESS_KEY",
        "ACCESSKEY",
        "CREDENTIAL",
      ],
      reason: "reads a secret from the environment",
    },
    {
      pattern:
        /\b(?:client_?secret|private_?key|secret_?key|secret_?access_?key|access_?token|refresh_?token|service_?account_?key|signing_?key|encryption_?key|webhook_?secret|master_?key|auth_?token|bearer_?token)\b/i,
      keywords: [
        "secret",
        "private_key",
        "privatekey",
        "secret_key",
        "access_key",
        "access_token",
        "accesstoken",
        "refresh_token",
        "refreshtoken",
        "account_key",
        "accountkey",
        "signing_key",
        "signingkey",
        "encryption_key",
        "encryptionkey",
        "master_key",
        "masterkey",
        "auth_token",
        "authtoken",
        "bearer_token",
        "bearertoken",
      ],
      reason: "handles a secret",
    },
    {
      pattern:
        /["'`]?\bAuthorization\b["'`]?\s*[:,\])=].{0,60}|\bBearer (?:\$|\{|%|#|"|'|\+)|\bAuthenticationHeaderValue\(/,
      keywords: ["Authorization", "Bearer ", "AuthenticationHeaderValue"],
      reason: "sends a credential",
    },
    {
      pattern:
        /\$\{\{\s*secrets\.|\bSecretsManager\w*\b|\bSecretManager\w*\b|\bKeyVault\w*\b|\bhvac\.|\bkeytar\.|\bkeyring\.(?:get|set)\w*|\bRails\.application\.credentials\b|\bGetSecretValue\w*/,
      keywords: [
        "secrets.",
        "SecretsManager",
        "SecretManager",
        "KeyVault",
        "hvac.",
        "keytar.",
        "keyring.",
        "application.credentials",
        "GetSecretValue",
      ],
      reason: "reads a secret store",
    },
    { pattern: /[bB]earer(?:[A-Z_ -]|\b)/, keywords: ["bearer"], reason: "handles a bearer token" },
    {
      pattern: /\$\{?\w*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)\w*/,
      keywords: ["SECRET", "PASSW", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIAL"],
      reason: "uses a secret of the environment",
      files: /\.(?:sh|bash|zsh|fish|ksh|ps1|bat|cmd|mk)$|(?:^|\/)(?:makefile|[^/.]+)$/,
    },
  ],
});
