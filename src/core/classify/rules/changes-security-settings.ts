// Settings that keep a browser, a connection or a sandbox safe: CORS, CSP, cookies, TLS verification.
import { areaRule } from "./build-rule.js";

export const changesSecuritySettings = areaRule({
  id: "changes-security-settings",
  question: "Does it change a security setting?",
  tier: "high-stakes",
  reason: "one word in a security setting can open what the rest of the code protects",
  remedy: "put the setting into a pull request of its own",
  examples: {
    found: [
      "requests.get(url, verify=False)",
      "rejectUnauthorized: false,",
      "res.setHeader('Access-Control-Allow-Origin', '*')",
    ],
    left: ["const verified = false", "// see the corset", "helmets.count()"],
  },
  area: null,
  patterns: [
    {
      pattern:
        /Access-Control-Allow-|\bcors\s*\(|\bCORS(?:Middleware)?\s*\(|\bCORS_\w+|\bAllowAnyOrigin\b|\bAllowAllOrigins\b|\ballowed_?[oO]rigins\b|\b@CrossOrigin\b|\benableCors\b|\bRack::Cors\b/,
      keywords: [
        "Access-Control-Allow-",
        "cors",
        "AllowAnyOrigin",
        "AllowAllOrigins",
        "allowed_origins",
        "allowedOrigins",
        "CrossOrigin",
      ],
      reason: "changes which sites may call this",
    },
    {
      pattern:
        /Content-Security-Policy|\bcontent_security_policy\b|\bcontentSecurityPolicy\b|\bCSP_\w+|\bX-Frame-Options\b|Strict-Transport-Security|X-Content-Type-Options|Permissions-Policy|Referrer-Policy|\bhelmet\s*[(.]/i,
      keywords: [
        "Content-Security-Policy",
        "content_security_policy",
        "contentSecurityPolicy",
        "CSP_",
        "X-Frame-Options",
        "Strict-Transport",
        "X-Content-Type",
        "Permissions-Policy",
        "Referrer-Policy",
        "helmet",
      ],
      reason: "changes a security header",
    },
    {
      pattern:
        /\bset_?cookie\b|\bSet-Cookie\b|\bsame_?site\b|\bhttp_?only\b|\bSESSION_COOKIE_\w+|\bCSRF_COOKIE_\w+|\bcookies(?:\(\))?\.(?:set|signed|permanent|encrypted)\b|\bcookies\[/i,
      keywords: ["cookie", "samesite", "same_site", "httponly", "http_only"],
      reason: "changes a cookie",
    },
    {
      pattern:
        /\bcsrf_exempt\b|\bcsrf\w*\s*[(:=.]|\bprotect_from_forgery\b|\bskip_forgery_protection\b|\bverify_authenticity_token\b|\bDisableCsrf\b|\bValidateAntiForgeryToken\b|\bIgnoreAntiforgeryToken\b/i,
      keywords: ["csrf", "forgery", "authenticity_token"],
      reason: "changes protection against forged requests",
    },
    {
      pattern:
        /\bverify\s*=\s*False\b|\b(?:verify_?ssl|ssl_?verify|verify_?tls|tls_?verify|verify_?certs?|ignore_?https_?errors|skip_?tls_?verify|insecure_?skip_?tls\w*)\b|\brejectUnauthorized\b|\bInsecureSkipVerify\b|NODE_TLS_REJECT_UNAUTHORIZED|CURLOPT_SSL_VERIFY\w+|ServerCertificate(?:Custom)?ValidationCallback|DangerousAcceptAnyServerCertificate\w*|\bcheck_hostname\b|\bCERT_NONE\b|\b_create_unverified_context\b|\bVERIFY_NONE\b|\bstrictSSL\b|\bstrict-ssl\b|\bsslVerify\b|\bGIT_SSL_NO_VERIFY\b|\btrust_?[aA]ll\w*|\bdanger_accept_invalid_\w+|\bHostnameVerifier\b|--insecure\b|\bcurl\b.{0,60}\s-k\b/i,
      keywords: [
        "verify",
        "tlsVerify",
        "tls_verify",
        "https_errors",
        "httpsErrors",
        "insecure_skip",
        "insecureSkip",
        "rejectUnauthorized",
        "REJECT_UNAUTHORIZED",
        "ValidationCallback",
        "DangerousAccept",
        "check_hostname",
        "CERT_NONE",
        "unverified_context",
        "strictSSL",
        "strict-ssl",
        "trustAll",
        "trust_all",
        "danger_accept",
        "HostnameVerifier",
        "--insecure",
        "curl",
      ],
      reason: "changes whether certificates are checked",
    },
    {
      pattern:
        /\btls\.Config\b|\bMinVersion\b|\bssl\.(?:SSLContext|create_default_context|wrap_socket|PROTOCOL_\w+|OP_NO_\w+)\b|\bssl_(?:protocols|ciphers|verify_client)\b|\bTLSv1(?:[._]\d)?\b|\bSslContextFactory\b|\bforce_ssl\b|\bSECURE_(?:SSL|HSTS)_\w+/,
      keywords: [
        "tls.Config",
        "MinVersion",
        "ssl.",
        "ssl_",
        "TLSv1",
        "SslContext",
        "force_ssl",
        "SECURE_SSL",
        "SECURE_HSTS",
      ],
      reason: "changes how connections are encrypted",
    },
    {
      pattern:
        /\bnodeIntegration\b|\bcontextIsolation\b|\bwebSecurity\b|\ballowRunningInsecureContent\b|\bsandbox\s*[=:]\s*["'{tf]|\ballow-(?:same-origin|scripts|top-navigation)\b|\bdisableHostCheck\b|\bALLOWED_HOSTS\b|\bDEBUG\s*=\s*True\b|\btrust proxy\b|\bseccomp\b|\bapparmor\b|\bprivileged:\s*true\b|\bcap_(?:add|drop)\b|\bno-new-privileges\b|--no-sandbox\b|\ballowPrivilegeEscalation\b|\brunAsRoot\b|\brunAsNonRoot\b/,
      keywords: [
        "nodeIntegration",
        "contextIsolation",
        "webSecurity",
        "allowRunningInsecure",
        "sandbox",
        "allow-same-origin",
        "allow-scripts",
        "allow-top-navigation",
        "disableHostCheck",
        "ALLOWED_HOSTS",
        "DEBUG",
        "trust proxy",
        "seccomp",
        "apparmor",
        "privileged",
        "cap_add",
        "cap_drop",
        "no-new-priv",
        "PrivilegeEscalation",
        "runAsRoot",
        "runAsNonRoot",
      ],
      reason: "changes a sandbox or a trust setting",
    },
    {
      pattern:
        /\bchmod\b.{0,40}\b0?[0-7]?(?:777|666|776|767)\b|\bchmod\(.{0,80}0o?777|\bos\.(?:setuid|setgid)\(|\bumask\s*\(?\s*0{1,4}(?:\s|\)|;|$)|\bsetfacl\b|\bchown\b.{0,20}\broot\b|\bNOPASSWD\b/,
      keywords: ["chmod", "umask", "setuid", "setgid", "setfacl", "chown", "NOPASSWD"],
      reason: "changes rights on files or processes",
    },
    {
      pattern:
        /\brate_?limit(?:er|ing)?\b\s*[(:=.]|\brateLimit\w*\(|\bthrottle(?:_classes|d)?\b\s*[(:=]|\bRack::Attack\b/i,
      keywords: ["rate_limit", "ratelimit", "throttle", "Rack::Attack"],
      reason: "changes a rate limit",
    },
  ],
});
