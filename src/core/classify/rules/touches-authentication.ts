// Who somebody is: sign-in, sessions, tokens of identity.
import { areaRule } from "../rule.js";

export const touchesAuthentication = areaRule({
  id: "touches-authentication",
  question: "Does it touch how people or programs prove who they are?",
  tier: "high-stakes",
  security: true,
  reason: "a mistake in authentication lets anybody in as somebody else",
  remedy: "move unrelated changes out of the files that authenticate",
  examples: {
    found: [
      "src/auth/login.ts",
      "lib/authentication.py",
      "app/models/session.rb",
      "const claims = jwt.verify(token, key)",
    ],
    left: ["src/author.ts", "src/authoring/editor.ts", "src/blog/authors.py", "const author = post.author"],
  },
  area: "authentication",
  patterns: [
    {
      pattern:
        /\b(?:jwt|jsonwebtoken|jose|pyjwt)\b\s*[.(:]{1,2}\s*\w*(?:sign|verify|decode|encode)\w*|\bjwt(?:Sign|Verify|Decode)\b|JwtSecurityTokenHandler|JWTVerifier|\bSignJWT\b/i,
      keywords: ["jwt", "jsonwebtoken", "jose"],
      reason: "signs or verifies a JWT",
    },
    {
      pattern:
        /\bpassport\.(?:authenticate|use|session|serializeUser)|\bNextAuth\(|\bgetServerSession\(|\bbetterAuth\(|\bsupabase\.auth\.|\bauth\.(?:api|getUser|getSession|signIn\w*|signOut|createUser|verifyIdToken)\b/,
      keywords: ["passport.", "NextAuth(", "getServerSession(", "betterAuth(", "auth."],
      reason: "calls a sign-in library",
    },
    {
      pattern:
        /\b(?:before_action|skip_before_action|prepend_before_action|skip_before_filter|before_filter)\b.{0,80}\b\w*(?:authenticat|login|signed_in|require_user|require_auth)/,
      keywords: ["before_action", "before_filter"],
      reason: "changes where a sign-in is demanded",
    },
    {
      pattern:
        /\b(?:allow_unauthenticated_access|require_unauthenticated_access|login_required|authenticate_user|authenticate!|authenticate_or_request_with|authenticate_by|IsAuthenticated|AllowAnonymous|login_exempt|ensureAuthenticated|requireAuth|isAuthenticated|withAuth|require_login|requireLogin)\b/,
      keywords: [
        "unauthenticated_access",
        "login_required",
        "authenticate_",
        "authenticate!",
        "IsAuthenticated",
        "AllowAnonymous",
        "login_exempt",
        "ensureAuthenticated",
        "requireAuth",
        "withAuth",
        "require_login",
        "requireLogin",
      ],
      reason: "changes where a sign-in is demanded",
    },
    {
      pattern:
        /\b(?:check_password|set_password|verify_password|verifyPassword|comparePassword|validatePassword|hash_password|hashPassword|password_verify|password_hash|PasswordHasher|has_secure_password|UserManager|SignInManager|update_password|resetPassword|reset_password)\b|\b(?:verif|check|compar|match|validat|authenticat)\w{0,30}\s?\([^)]{0,80}\b(?:password|passwd|pwd|passphrase)\b/i,
      keywords: ["password", "passwd", "pwd", "passphrase", "UserManager", "SignInManager"],
      reason: "checks or sets a password",
    },
    {
      pattern:
        /\b(?:req|request|ctx|c)\.session\b|\bsession\[|\$_SESSION\b|\bsession_(?:start|destroy|regenerate_id)\(|\breset_session\b|\bSessionMiddleware\b|\b(?:create|destroy|revoke|invalidate|validate)Session\(|\bexpress-session\b|\bcookie-session\b/,
      keywords: [
        ".session",
        "session[",
        "$_SESSION",
        "session_start",
        "session_destroy",
        "session_regenerate",
        "reset_session",
        "SessionMiddleware",
        "createSession(",
        "destroySession(",
        "revokeSession(",
        "invalidateSession(",
        "validateSession(",
        "express-session",
        "cookie-session",
      ],
      reason: "reads or changes a session",
    },
    {
      pattern:
        /\b(?:oauth2?|openid|oidc|saml)\w{0,20}\s*[.(:]|\b(?:OAuth2|OIDC|SAML|OpenIdConnect)\w*\(|\b(?:authorization_code|code_verifier|code_challenge|grant_type|id_token)\b/i,
      keywords: [
        "oauth",
        "openid",
        "oidc",
        "saml",
        "authorization_code",
        "code_verifier",
        "code_challenge",
        "grant_type",
        "id_token",
      ],
      reason: "takes part in an OAuth, OpenID or SAML flow",
    },
    {
      pattern: /\b(?:totp|webauthn|two_factor|twoFactor|mfa_?(?:enabled|required|code)|passkey)\w*/i,
      keywords: ["totp", "webauthn", "two_factor", "twoFactor", "mfa", "passkey"],
      reason: "touches a second factor",
    },
    {
      pattern: /WWW-Authenticate|\bBasicAuth\(|\bSetBasicAuth\(|http_basic_authenticate_with/i,
      keywords: ["WWW-Authenticate", "BasicAuth(", "http_basic"],
      reason: "touches HTTP authentication",
    },
    {
      pattern:
        /\b(?:public|protected|private|authed|authenticated|admin)Procedure\b|@(?:Public|SkipAuth|NoAuth|AllowUnauthenticated|PermitAll|Anonymous)\b|\bauth\.(?:protect|required|optional)\(|\b(?:skip|no|disable|bypass|without|optional)_?auth(?:entication)?\b|\bauth(?:entication)?_?(?:enabled|disabled|required|optional|type|mode|method)\b|\bsecurity\.(?:enabled|basic|user|oauth2)\b|\brequire_?(?:user|session|auth|login|signed_?in)\w*\s*[,(:)]/i,
      keywords: "procedure @public @skipauth @noauth @allowun @permitall @anonymous auth security. require".split(" "),
      reason: "changes where a sign-in is demanded",
    },
    {
      pattern:
        /\bensure_?(?:logged|signed|auth)\w*|\b(?:verify|validate|check|authenticate|parse|decode|refresh|revoke|issue|rotate|roll)_?(?:id|access|session|bearer|auth|jwt|api|csrf|webhook|reset|invite)_?\w*(?:token|key|signature|cookie|session)\w*\s*\(|\b(?:verify|validate|check)_?(?:token|jwt|session|webhook\w*|signature|hmac|otp|mfa|captcha|nonce|api_?key)\w*\s*\(|\bconstructEvent\(|\bsignature\b\s*[!=]==?|\bwp_(?:verify|create)_nonce\b|\bcheck_(?:admin|ajax)_referer\b/i,
      keywords:
        "ensure verify validate check authenticate parse decode refresh revoke issue rotate roll constructEvent signature nonce referer".split(
          " ",
        ),
      reason: "checks who somebody is",
    },
    {
      pattern:
        /\bDepends\(\s*(?:\w+\.)*(?:get_current|current|require|verify|check|get_auth|authenticate)\w*|\bget_current_(?:active_)?user\b|\bAuth::(?:check|user|guard|attempt|id)\b|->middleware\(\s*\[?\s*["']auth|\bRequire(?:User|Auth|Login|Session)\w*\b|\b(?:auth|jwt|session|login)_?middleware\b|\bawait auth\(\)|\bif\s*\(?\s*!\s*\(?(?:await\s+)?(?:session|currentUser|current_user|identity|principal|isAuthenticated|isLoggedIn|loggedIn|authenticated)\b|\bunless\s+(?:current_user|logged_in\?|signed_in\?)|\bif not (?:request\.user|current_user|session|user)\.is_authenticated/i,
      keywords:
        "Depends( get_current Auth:: ->middleware RequireUser RequireAuth RequireLogin RequireSession middleware auth() session currentUser current_user identity principal isAuth is_auth authenticated loggedIn logged_in signed_in".split(
          " ",
        ),
      reason: "takes away where a sign-in is demanded",
      removed: true,
    },
    {
      pattern:
        /\bclaims?\??\.(?:exp|aud|iss|sub|nbf|Audience|Issuer|Subject|ExpiresAt)\b|\btoken\??\.exp\b|\bValidate(?:Issuer|Audience|Lifetime|IssuerSigningKey)\w*\b|\bRequireHttpsMetadata\b|\bexpiresIn\b\s*[:=]|\balgorithms?["']?\s*[:=]\s*\[?\s*["'](?:none|HS256|RS256)|\bverify_signature\b|\ballowDangerousEmailAccountLinking\b|\b(?:failed|login)_?(?:attempts|logins)\b|\block(?:ed)?_?(?:out|account|user)\b|\bpassword_?(?:policy|min_?length|strength)\b/i,
      keywords:
        "claim token.exp token?.exp validateissuer validateaudience validatelifetime requirehttps expiresin algorithm verify_signature allowdangerous attempts logins lockout lock_out lockaccount lock_account lockuser lock_user lockedout locked_out lockedaccount locked_account lockeduser locked_user password".split(
          " ",
        ),
      reason: "changes what a token or sign-in has to satisfy",
    },
  ],
});
