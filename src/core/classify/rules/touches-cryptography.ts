// Ciphers, signatures, hashes of secrets, certificates, randomness.
import { areaRule } from "./build-rule.js";

export const touchesCryptography = areaRule({
  id: "touches-cryptography",
  question: "Does it touch cryptography?",
  tier: "high-stakes",
  reason: "cryptography that is slightly wrong works as before and protects nothing",
  remedy: "move unrelated changes out of the files that encrypt, sign or verify",
  examples: {
    found: ["lib/crypto/cipher.go", "const mac = createHmac('sha256', key)", "id = Math.random().toString(36) + token"],
    left: ["src/cryptic-names.ts", "const hmacro = 1", "Math.random() * width"],
  },
  area: "cryptography",
  patterns: [
    {
      pattern:
        /\bcreate(?:Cipher|Decipher)(?:iv)?\(|\bcreate(?:Hmac|Sign|Verify|DiffieHellman|ECDH)\(|\bcrypto\.(?:subtle|privateDecrypt|publicEncrypt|scrypt|pbkdf2|sign|verify|generateKey\w*)\b|\btimingSafeEqual\b/,
      keywords: [
        "createCipher",
        "createDecipher",
        "createHmac",
        "createSign",
        "createVerify",
        "createDiffie",
        "createECDH",
        "crypto.",
        "timingSafeEqual",
      ],
      reason: "calls a cryptographic function",
    },
    {
      pattern:
        /\bhmac\.(?:new|compare_digest|Equal|New)\b|\bhmac\.digest\(|\bsecrets\.(?:token_\w+|choice|compare_digest|randbelow)\b|\bFernet\(|\bfrom cryptography\b|\bCrypto\.Cipher\b|\bnacl\.\w+|\bAESGCM\b/,
      keywords: ["hmac.", "secrets.", "Fernet", "cryptography", "Crypto.Cipher", "nacl.", "AESGCM"],
      reason: "calls a cryptographic function",
    },
    {
      pattern: /\bbcrypt\b|\bargon2\w*\b|\bscrypt(?:Sync)?\(|\bpbkdf2\w*\b|\bPBKDF2\w*\b|\bBCrypt\b/,
      keywords: ["bcrypt", "argon2", "scrypt", "pbkdf2"],
      reason: "hashes a password",
    },
    {
      pattern:
        /\b(?:Cipher|Mac|Signature|KeyGenerator|KeyPairGenerator|SecretKeyFactory|MessageDigest)\.getInstance\(|\bSecretKeySpec\(|\bIvParameterSpec\(|\bAes(?:Gcm|Managed)?\.Create\(|\bRSA\.Create\(|\bHMACSHA\d+\b|\bRijndael\w*\b/,
      keywords: ["getInstance(", "SecretKeySpec", "IvParameterSpec", "Aes", "RSA.Create", "HMACSHA", "Rijndael"],
      reason: "calls a cryptographic function",
    },
    {
      pattern:
        /"crypto\/(?:aes|cipher|hmac|rsa|ecdsa|ed25519|tls|x509|rand|subtle)"|\bcipher\.New\w+|\bx509\.\w+|\brsa\.(?:Sign|Verify|Encrypt|Decrypt)\w*|\bsubtle\.ConstantTimeCompare\b|"math\/rand(?:\/v2)?"/,
      keywords: ["crypto/", "cipher.New", "x509.", "rsa.", "ConstantTimeCompare", "math/rand"],
      reason: "calls a cryptographic function",
    },
    {
      pattern:
        /\bOpenSSL::\w+|\bopenssl_(?:encrypt|decrypt|sign|verify|pkey\w*)\(|\bActiveSupport::Message(?:Encryptor|Verifier)\b|\bsecure_compare\b|^\s*encrypts\s+:|\bsodium_\w+\(/,
      keywords: [
        "OpenSSL::",
        "openssl_",
        "MessageEncryptor",
        "MessageVerifier",
        "secure_compare",
        "encrypts",
        "sodium_",
      ],
      reason: "calls a cryptographic function",
    },
    {
      pattern:
        /(?:Math\.random\(|\brandom\.(?:choice|choices|randint|random|getrandbits)\(|\brand(?:om)?\.(?:Int|Intn|Read)\(|\bmt_rand\(|\buniqid\().{0,120}(?:token|secret|passw|nonce|salt|otp|session|api_?key)|(?:token|secret|passw|nonce|salt|otp|session|api_?key)\w{0,30}\s*[:=].{0,120}(?:Math\.random\(|\brandom\.(?:choice|choices|randint|random|getrandbits)\(|\bmt_rand\(|\buniqid\()/i,
      keywords: ["Math.random", "random.", "rand.", "mt_rand", "uniqid"],
      reason: "makes a secret from a guessable random number",
    },
    {
      pattern: /-----BEGIN [A-Z ]*(?:KEY|CERTIFICATE)-----/,
      keywords: ["-----BEGIN "],
      reason: "holds a key or certificate",
    },
  ],
});
