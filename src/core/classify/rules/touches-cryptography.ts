// Ciphers, signatures, hashes of secrets, certificates, randomness.
import { areaRule } from "../rule.js";

export const touchesCryptography = areaRule({
  id: "touches-cryptography",
  question: "Does it touch cryptography?",
  tier: "high-stakes",
  security: true,
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
    {
      pattern:
        /\b(?:createHash|hashlib\.new|getInstance|hash)\(\s*["'](?:md4|md5|sha-?1|ripemd\w*)["']|\bhashlib\.(?:md5|sha1)\(|\b(?:md5|sha1)\.(?:New|Sum)\(|\bDigest::(?:MD5|SHA1)\b|\b(?:MD5|SHA1)\.(?:Create|HashData)\(|\b(?:Md5|Sha1)::(?:new|digest)\(|(?:^|[^\w>$.])(?:md5|sha1)\(\s*\$|\bDigestUtils\.(?:md5|sha1)\w*\(/i,
      keywords: "md4 md5 sha1 sha-1 ripemd".split(" "),
      reason: "hashes with a broken function",
    },
    {
      pattern:
        /\baes-?(?:128|192|256)-\w+|\bMODE_(?:ECB|CBC|CTR|GCM)\b|\/(?:ECB|CBC|GCM|CTR)\/|\b(?:iv|nonce|salt)\b["']?\s*[:=]+\s*(?:Buffer\.|new Uint8Array|bytes\(|b?["']|\[\s*0|make\(\[\]byte)|\bPKCS1v15\b|\bOAEP\b|\b(?:3des|tripledes|rc4|blowfish)\b/i,
      keywords:
        "aes mode_ecb mode_cbc mode_ctr mode_gcm /ecb/ /cbc/ /gcm/ /ctr/ iv nonce salt pkcs1v15 oaep 3des tripledes rc4 blowfish"
          .split(" ")
          .map((keyword) => (keyword === "iv" ? "iv " : keyword))
          .concat("iv:", "iv=", 'iv"', "iv'"),
      reason: "chooses a cipher or its parameters",
    },
    {
      pattern:
        /\b(?:randomBytes|getRandomValues|random_bytes|openssl_random_pseudo_bytes)\(|\bsecrets\.token_\w+|\bSecureRandom\b|\bOsRng\b|\bRandomNumberGenerator\b|"crypto\/rand"|\bcryptoRandom\w*/,
      keywords:
        "randomBytes getRandomValues random_bytes random_pseudo secrets.token SecureRandom OsRng RandomNumberGenerator crypto/rand cryptoRandom".split(
          " ",
        ),
      reason: "takes away a secure random number",
      removed: true,
    },
    {
      pattern:
        /\brandom\.(?:choices?|sample)\(\s*string\.\w+|\bMath\.random\(\)\.toString\(36\).{0,80}\bMath\.random\(\)/,
      keywords: "random.choice random.sample Math.random".split(" "),
      reason: "makes a secret from a guessable random number",
    },
    {
      pattern:
        /\bconstant_?time\w*|\bhash_equals\(|\bMessageDigest\.isEqual\(|\bFixedTimeEquals\(|\bsafe_?equals?\(|\btiming_?safe\w*/i,
      keywords:
        "constanttime constant_time hash_equals isEqual FixedTimeEquals safeequal safe_equal timingsafe timing_safe".split(
          " ",
        ),
      reason: "compares a secret",
    },
    {
      pattern: /\b(?:rustls|native_tls|openssl|ring)::\w|\b\w*crypto_?provider\w*/i,
      keywords: ["rustls::", "native_tls::", "openssl::", "ring::", "cryptoprovider", "crypto_provider"],
      reason: "chooses who does the cryptography",
    },
  ],
});
