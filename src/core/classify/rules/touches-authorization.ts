// What somebody may do: roles, permissions, ownership checks.
import { areaRule } from "./build-rule.js";

export const touchesAuthorization = areaRule({
  id: "touches-authorization",
  question: "Does it touch who may do what?",
  tier: "high-stakes",
  reason: "a missing or weaker check lets people reach what is not theirs; removing one is as dangerous as adding one",
  remedy: "move unrelated changes out of the lines that check permissions",
  examples: {
    found: [
      "src/permissions/check.ts",
      "app/policies/authorize.rb",
      "if (!user.isAdmin) return forbidden()",
      "@PreAuthorize(\"hasRole('ADMIN')\")",
    ],
    left: ["src/scroll.ts", "src/roller.ts", "const controller = new Controller()"],
  },
  area: "authorization",
  patterns: [
    {
      pattern:
        /\b(?:has|check|require|verify|ensure|validate|assert|can|user|get)_?[Pp]ermissions?(?:_to|For|To)?\s*\(|\bpermission_(?:required|classes)\b|\bpermissionsFor\(|\.permissions\.(?:includes|has|contains|any|every|some)\b/,
      keywords: ["permission"],
      reason: "checks a permission",
    },
    {
      pattern:
        /\b(?:is_?[Aa]dmin|is_?[Ss]uper_?[Uu]ser|is_staff|is_?[Oo]wner|has_?[Rr]ole|require_?[Rr]oles?|check_?[Rr]ole|in_?[Rr]ole|require_?[Aa]dmin|ensure_?[Aa]dmin|admin_required|adminOnly|admin_only|authenticate_admin|can_administer\w*|owner_only)\b/,
      keywords: [
        "isadmin",
        "is_admin",
        "superuser",
        "super_user",
        "is_staff",
        "isowner",
        "is_owner",
        "owner_only",
        "hasrole",
        "has_role",
        "requirerole",
        "require_role",
        "checkrole",
        "check_role",
        "inrole",
        "in_role",
        "requireadmin",
        "require_admin",
        "ensureadmin",
        "ensure_admin",
        "admin_required",
        "adminonly",
        "admin_only",
        "authenticate_admin",
        "can_administer",
      ],
      reason: "checks a role",
    },
    {
      pattern:
        /@(?:PreAuthorize|PostAuthorize|RolesAllowed|Secured|PermitAll|DenyAll)\b|\[Authorize\b|\bRequireAuthorization\(|\bAuthorizeAttribute\b|\bpermitAll\(\)|\bhasAuthority\(|\bIsInRole\(/,
      keywords: [
        "Authorize",
        "RolesAllowed",
        "@Secured",
        "permitAll",
        "DenyAll",
        "hasAuthority",
        "IsInRole",
        "RequireAuthorization",
      ],
      reason: "declares who may call this",
    },
    {
      pattern:
        /(?:^|[\s(])authorize!?\s*[(:@]|\bauthorize!\s|\bpolicy_scope\b|\bskip_(?:authorization|policy_scope)\b|\bverify_authorized\b|\bload_and_authorize_resource\b|\bauthorize_resource\b|\baccessible_by\(|\buser_passes_test\b|\b(?:cannot|can)\?\(|->(?:authorize|can|cannot)\(|\bGate::\w+\(/,
      keywords: [
        "authorize",
        "policy_scope",
        "skip_authorization",
        "accessible_by",
        "user_passes_test",
        "can?(",
        "cannot?(",
        "->can",
        "Gate::",
      ],
      reason: "checks what somebody may do",
    },
    {
      pattern:
        /\bAllowAny\b|\bIsAdminUser\b|\bDjangoModelPermissions\b|:(?:unauthorized|forbidden)\b|\bHttpStatus\.(?:FORBIDDEN|UNAUTHORIZED)\b|\bStatus(?:Forbidden|Unauthorized)\b|\b(?:Forbidden|Unauthorized)(?:Exception|Error)?\(|\bHTTP_40[13]_|\bstatus(?:_?[cC]ode)?\s*[(:=]{1,3}\s*40[13]\b/,
      keywords: [
        "AllowAny",
        "IsAdminUser",
        "DjangoModelPermissions",
        ":unauthorized",
        ":forbidden",
        "HttpStatus.",
        "StatusForbidden",
        "StatusUnauthorized",
        "Forbidden(",
        "Unauthorized(",
        "ForbiddenE",
        "UnauthorizedE",
        "HTTP_40",
        "401",
        "403",
      ],
      reason: "decides who is turned away",
    },
    {
      pattern:
        /ROW LEVEL SECURITY|\b(?:CREATE|ALTER|DROP) POLICY\s+(?:IF EXISTS\s+)?["\w]+\s+ON\b|\b(?:GRANT|REVOKE)\s+[A-Z, ]{3,80}\s+(?:ON|TO|FROM)\s+["\w]|\bSECURITY DEFINER\b/i,
      keywords: [
        "ROW LEVEL SECURITY",
        "create policy",
        "alter policy",
        "drop policy",
        "grant ",
        "revoke ",
        "SECURITY DEFINER",
      ],
      reason: "changes rights in the database",
    },
  ],
});
