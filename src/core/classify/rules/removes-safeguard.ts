// Checks that go away: cleaning and escaping of input, validation, audit records, limits, scanners. One more is no danger;
// one less may be the whole attack. A line that is only rewritten counts too: nobody can tell from it what is still checked.
import { areaRule } from "../rule.js";

export const removesSafeguard = areaRule({
  id: "removes-safeguard",
  question: "Does it remove a line that cleans input, limits use or keeps a record?",
  tier: "high-stakes",
  security: true,
  reason: "what such a line held off gets through without it, and nothing fails",
  remedy: "keep the safeguard, or say in the pull request what does its work now",
  examples: {
    found: [
      "-const html = DOMPurify.sanitize(text)",
      "-await auditLog.create({ action })",
      "-await limiter.consume(ip)",
    ],
    left: ["+const html = DOMPurify.sanitize(text)", "-const sane = true", "-const auditor = row.auditor"],
  },
  area: null,
  patterns: [
    {
      pattern:
        /\bDOMPurify\b|\bsaniti[sz]e\w*\s*\(|\.saniti[sz]e\w*\b|\bbleach\.\w+|\b(?:html\.)?escape(?:_?(?:html|xml|sql|shell|attr\w*|js|uri|regex\w*|identifier|literal))?\(|\besc_(?:html|attr|url|js|sql)\w*\(|\bwp_kses\w*\(|\bhtmlspecialchars\(|\bhtmlentities\(|\bstrip_tags\(|\bshlex\.quote\(|\bescapeshell\w+\(|\bfilter_(?:var|input)\(|\bHtmlEncode\(|\bencodeForHTML\(|\bxss\(/i,
      keywords:
        "DOMPurify sanitize sanitise bleach. escape esc_ wp_kses htmlspecialchars htmlentities strip_tags shlex.quote escapeshell filter_var filter_input HtmlEncode encodeForHTML xss(".split(
          " ",
        ),
      reason: "drops or changes how input is cleaned or escaped",
      removed: true,
    },
    {
      pattern:
        /@Valid(?:ated)?\b|\[(?:Required|StringLength|Range|RegularExpression|MaxLength)\b|\bvalidates?\s+:\w+|\bpath\.basename\(|\bfilepath\.(?:Clean|Base)\(|\bos\.path\.basename\(|\brealpath(?:Sync)?\(|\bvalidate_?(?:input|request|body|params|payload|schema|url|path|file\w*|upload|email|id)\w*\s*\(/i,
      keywords:
        "@Valid [Required [StringLength [Range [RegularExpression [MaxLength validate basename( filepath. realpath".split(
          " ",
        ),
      reason: "drops or changes a check of input",
      removed: true,
    },
    {
      pattern:
        /\baudit_?(?:log\w*|event\w*|trail\w*|record\w*|er)?\s*[.(:]|\.audit\w*\(|\b(?:log|record|emit|track|write|create)_?audit\w*\s*\(|\bAuditLog\w*\b/i,
      keywords: ["audit"],
      reason: "drops or changes an audit record",
      removed: true,
    },
    {
      pattern:
        /\b\w*limiter\.\w+|@limiter\b|@(?:Throttle|RateLimit)\b|\bthrottle:\d+|\bthrottle\(\s*["'][\w/ .-]+["']\s*,/i,
      keywords: ["limiter", "@Throttle", "@RateLimit", "throttle:", "throttle("],
      reason: "drops or changes a limit of use",
      removed: true,
    },
    {
      pattern:
        /\b(?:detect-private-key|detect-secrets|gitleaks|trufflehog|secretlint|bandit|semgrep|codeql|trivy|snyk|brakeman|gosec|npm audit|pip-audit|cargo audit|bundler-audit|govulncheck)\b/,
      keywords:
        "detect-private-key detect-secrets gitleaks trufflehog secretlint bandit semgrep codeql trivy snyk brakeman gosec pip-audit bundler-audit govulncheck"
          .split(" ")
          .concat("npm audit", "cargo audit"),
      reason: "drops or changes a security scan",
      removed: true,
      files: /\.(?:ya?ml|toml|json|cfg|ini|sh|mk)$|(?:^|\/)(?:makefile|justfile|rakefile|[^/.]+)$/,
    },
  ],
});
