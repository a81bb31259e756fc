import { describe, expect, it } from "@jest/globals";
import { findCredentials } from "../../../src/core/secrets/find-credentials.js";
import { aFile, aHunk } from "../../support/build.js";
import { AWS_KEY, DATABASE_URL, detectorsIn, drawn, found, GITHUB_PAT, pem } from "./samples.js";

const LIVE_KEY = `sk${"_live_"}${drawn(32)}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const jwt = (payload: object) =>
  [{ alg: "HS256", typ: "JWT" }, payload].map((part) => base64(JSON.stringify(part)).replaceAll("=", "")).join(".");

describe("credentials with a shape", () => {
  it.each([
    ["a source file", "src/client.ts", `const token = "${GITHUB_PAT}";`, "github-pat"],
    ["a test", "test/client.test.ts", `const token = "${GITHUB_PAT}";`, "github-pat"],
    ["a page of documentation", "docs/guide.md", `export GITHUB_TOKEN=${GITHUB_PAT}`, "github-pat"],
    ["a workflow", ".github/workflows/ci.yml", `  AWS_ACCESS_KEY_ID: ${AWS_KEY}`, "aws-access-key"],
    ["a comment that tells scanners to look away", "src/a.py", `key = "${LIVE_KEY}"  # gitleaks:allow`, "stripe-key"],
    ["a comment for another scanner", "src/a.js", `// secretlint-disable\t"${LIVE_KEY}"`, "stripe-key"],
    ["an environment file", ".env", `DATABASE_URL=${DATABASE_URL}`, "password-in-address"],
    ["an example of an environment file", ".env.example", `TOKEN=${GITHUB_PAT}`, "github-pat"],
    [
      "a lockfile",
      "package-lock.json",
      `"resolved": "https://bot:${drawn(24)}@npm.acme-prod.io/a.tgz"`,
      "password-in-address",
    ],
    [
      "a header",
      "src/a.go",
      `req.Header.Set("Authorization", "Basic ${base64(`deploy:${drawn(16)}`)}")`,
      "basic-authorization",
    ],
    [
      "a token for one person",
      "src/a.ts",
      `"${jwt({ sub: "u-81723", iss: "https://id.acme-prod.io" })}.${drawn(43)}"`,
      "json-web-token",
    ],
    [
      "a connection string",
      "app.config",
      `Server=db1.acme-prod.io;Database=shop;User Id=app;Password=${drawn(14)}!;`,
      "password-in-connection-string",
    ],
    ["a command", "deploy.sh", `curl -u deploy:${drawn(20)} https://ci.acme-prod.io`, "password-on-command-line"],
    ["a web key", "keys.json", `{"kty":"EC","crv":"P-256","d":"${drawn(43)}"}`, "private-json-web-key"],
  ])("are found in %s", (_what, path, line, detector) => {
    expect(detectorsIn(path, line)).toEqual([detector]);
  });

  it("are found at the end of a line of a megabyte, and many times over", () => {
    const long = `${"x = 1; ".repeat(140_000)}"${GITHUB_PAT}"`;

    expect(detectorsIn("src/a.min.js", long)).toEqual(["github-pat"]);
    expect(found("src/a.ts", `${GITHUB_PAT} ${AWS_KEY} ${LIVE_KEY}`)).toHaveLength(3);
  });

  it.each([
    ["the example of Amazon's documentation", `AKIA${"IOSFODNN7"}EXAMPLE`],
    ["a filled-in blank", `ghp_${"x".repeat(36)}`],
    ["digits in a row", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"],
    ["words", `ghp_${"yourPersonalAccessTokenGoesRightHere".slice(0, 36)}`],
    ["a pattern repeated", `ghp_${"aB3dE9".repeat(6)}`],
    ["a key for tests", `sk_test_${drawn(32)}`],
    ["a template", ["postgres://$", "{USER}:$", "{PASSWORD}@$", "{HOST}:5432/shop"].join("")],
    ["a blank in an address", "postgres://user:password@db.acme-prod.io/shop"],
    ["a local database", "postgres://app:app123@localhost:5432/shop"],
    ["a service of a compose file", "amqp://guest:guest@rabbitmq:5672"],
    ["an example host", "https://bob:s3cret99@example.com/path"],
    ["the token of jwt.io", `${jwt({ sub: "1234567890", name: "John Doe" })}.${drawn(43)}`],
    ["a key that visitors are given", `${jwt({ role: "anon", iss: "supabase" })}.${drawn(43)}`],
    ["a password that everybody knows", `Authorization: Basic ${base64("admin:admin")}`],
    ["a longer word around it", `x${GITHUB_PAT}`],
    ["a name only", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a public key", pem("PUBLIC KEY").join("\\n")],
    ["a certificate", pem("CERTIFICATE").join("\\n")],
    ["a picture", `url(data:image/png;base64,${drawn(40)}/${GITHUB_PAT}/${drawn(40)})`],
  ])("are not seen in %s", (_what, text) => {
    expect(detectorsIn("src/a.ts", `const it = "${text}";`)).toEqual([]);
    expect(detectorsIn("docs/a.md", text)).toEqual([]);
  });

  it("are not seen in a mask or in the name of a finding", () => {
    const secrets = found("src/a.ts", `const a = "${GITHUB_PAT}", b = "${DATABASE_URL}";`);

    expect(secrets.map(({ masked }) => masked)).toEqual(["ghp_…", "…"]);
    for (const secret of secrets) {
      expect(secret.id).toMatch(/^[0-9a-f]{12}$/);
      expect(JSON.stringify(secret)).not.toContain(drawn(8).slice(0, 8));
    }
  });

  it("keep their id on another line, and have another in another file or with another value", () => {
    const id = (path: string, ...lines: string[]) => found(path, ...lines)[0]?.id;

    expect(id("src/a.ts", "", "", `f("${GITHUB_PAT}")`)).toBe(id("src/a.ts", `x = "${GITHUB_PAT}"`));
    expect(id("src/b.ts", GITHUB_PAT)).not.toBe(id("src/a.ts", GITHUB_PAT));
    expect(id("src/a.ts", `ghp_${drawn(36, "base62", "b")}`)).not.toBe(id("src/a.ts", GITHUB_PAT));
  });
});

describe("passwords and keys with nothing but a name", () => {
  it.each([
    ["src/a.ts", `const password = "Tr4vel!Light";`],
    ["src/a.py", `DB_PASSWORD = 'kX9#mQ2v'`],
    ["src/a.go", `cfg.Password = "kX9mQ2vTz1"`],
    ["src/a.ts", `const opts: Options = { apiKey: "${drawn(32)}" };`],
    ["src/a.ts", `private readonly secret: string = '${drawn(32, "hex")}';`],
    ["src/a.php", `define('AUTH_KEY', '${drawn(40)}');`],
    ["src/A.java", `.withSecretKey(new Secret("${drawn(40)}"))`],
    ["src/a.rb", `config.secret_key_base = "${drawn(64, "hex")}"`],
    ["src/a.rs", `let api_key = String::from("${drawn(32)}");`],
    ["web.config", `<add key="SmtpPassword" value="kX9#mQ2v!" />`],
    ["pom.xml", `<password>kX9#mQ2v!</password>`],
    [".env", `API_TOKEN=${drawn(32)}`],
    ["config/app.yml", `  client_secret: ${drawn(32)}`],
    ["Dockerfile", `ENV AUTH_TOKEN=${drawn(40, "hex")}`],
    ["src/a.ts", `datadogApiKey: "${drawn(32, "hex")}"`],
    ["src/a.js", `headers: { "X-Api-Key": "${drawn(32)}" }`],
    ["src/a.js", `Authorization: "Bearer ${drawn(40)}"`],
    ["src/a.json", `"payload": "{\\"token\\":\\"${drawn(32)}\\"}"`],
  ])("are found in %s: %#", (path, line) => {
    expect(detectorsIn(path, line)).toHaveLength(1);
  });

  it.each([
    ["src/a.ts", `const password = process.env.DB_PASSWORD;`],
    ["src/a.ts", `password: z.string().min(8).max(128),`],
    ["src/a.ts", `const label = { password: "Enter your password" };`],
    ["src/a.ts", `const passwordField = "inputPassword2";`],
    ["src/a.ts", `const tokenUrl = "https://id.acme-prod.io/oauth2/v2.0/token";`],
    ["src/a.ts", `token: "user-settings-page-2024"`],
    ["src/a.ts", `const csrfToken = "${drawn(32)}";`],
    ["src/a.ts", `publicKey: "${drawn(43)}"`],
    ["src/a.ts", `integrity: "sha512-${drawn(86)}=="`],
    ["src/a.ts", `const tokenId = "3f2c1a9e-7b64-4c1d-9a55-0e8d7c6b5a43";`],
    ["src/a.ts", `const passed = "sha1-of-3f2c1a9";`],
    ["src/a.py", `secret_name = "prod/shop/db-credentials-v2"`],
    ["src/a.go", `const maxTokens = "claude-sonnet-4-20250514"`],
    ["docker-compose.yml", "      POSTGRES_PASSWORD: postgres"],
    ["docker-compose.yml", "      MINIO_ROOT_PASSWORD: minioadmin123"],
    ["k8s/app.yaml", `  password: \${{ secrets.DB_PASSWORD }}`],
    ["k8s/app.yaml", "  secretName: shop-db-credentials-2024"],
    ["src/app.css", `.token { color: #a1b2c3 }`],
    ["test/login.test.ts", `await login("alice", { password: "kX9#mQ2v!" });`],
    ["docs/guide.md", `password: "kX9#mQ2v!"`],
    [".env.example", `API_TOKEN=${drawn(32)}`],
    ["locales/de.json", `"password": "Pa55wortVergessen1"`],
    ["dist/bundle.js", `a.token="${drawn(32)}"`],
  ])("are not seen in %s: %#", (path, line) => {
    expect(detectorsIn(path, line)).toEqual([]);
  });
});

describe("private keys", () => {
  const KEY = pem("RSA PRIVATE KEY");

  it.each([
    ["as it is", KEY],
    ["indented in YAML", ["key: |", ...KEY.map((line) => `  ${line}`)]],
    ["on one line of JSON", [`"private_key": "${pem("PRIVATE KEY").join("\\n")}\\n"`]],
    ["as joined strings", KEY.map((line) => `  "${line}\\n" +`)],
    ["in a comment", KEY.map((line) => `// ${line}`)],
    ["with a passphrase", [KEY[0] ?? "", "Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,0123", "", ...KEY.slice(1)]],
    ["of OpenSSH", pem("OPENSSH PRIVATE KEY")],
    ["of PGP", pem("PGP PRIVATE KEY BLOCK")],
    ["cut off", KEY.slice(0, 4)],
    ["in base64", [`tls.key: ${base64(KEY.join("\n"))}`]],
  ])("are found once %s", (_what, lines) => {
    expect(detectorsIn("deploy/a.yaml", ...lines)).toEqual(["private-key"]);
    expect(detectorsIn("test/fixtures/server.key", ...lines)).toEqual(["private-key"]);
  });

  it.each([
    [
      "the name in a program",
      [
        `if (pem.startsWith("-----BEGIN RSA PRIVATE KEY-----")) {`,
        "  return parseTraditionalPrivateKeyEncodingOfOpenssl(pem);",
        "}",
      ],
    ],
    ["a blank", ["-----BEGIN PRIVATE KEY-----", "...", "-----END PRIVATE KEY-----"]],
    [
      "words",
      [
        "-----BEGIN PRIVATE KEY-----",
        "your private key goes here and it has at least sixty characters 1 2 3",
        "-----END PRIVATE KEY-----",
      ],
    ],
  ])("are not seen in %s", (_what, lines) => {
    expect(detectorsIn("src/a.ts", ...lines)).toEqual([]);
  });

  it("count when one of their lines is new, and not when none is", () => {
    const inside = (sign: string) => KEY.map((line, index) => `${index === 2 ? sign : " "}${line}`);
    const lines = (signed: readonly string[]) =>
      findCredentials(aFile({ content: { kind: "hunks", hunks: [aHunk({ old: 5, new: 5 }, signed)] } }));

    expect(lines(inside("+")).map(({ line }) => line)).toEqual([7]);
    expect(lines([...inside(" "), "+done"])).toEqual([]);
    expect(lines(KEY.map((line) => `-${line}`))).toEqual([]);
  });
});

describe("a Kubernetes Secret", () => {
  it("is found by its values", () => {
    const value = base64(`${drawn(20)}!`).slice(0, 28);

    expect(detectorsIn("k8s/a.yaml", "kind: Secret", "data:", `  login: ${value}`)).toEqual(["kubernetes-secret"]);
    expect(detectorsIn("k8s/a.yaml", "kind: ConfigMap", "data:", `  login: ${value}`)).toEqual([]);
    expect(detectorsIn("k8s/a.yaml", "kind: Secret", "data:", `  login: ${base64("changeme-please-now")}`)).toEqual([]);
  });
});
