// What somebody may do: roles, permissions, ownership checks.
import { areaRule } from "../rule.js";

/** A template that shows one's own things otherwise than others' checks nothing: whoever reads the page has the data. */
const NOT_A_TEMPLATE = /\.(?!(?:tsx|jsx|vue|svelte|astro|html?|erb|haml|hbs|ejs|twig|heex)$)[a-z0-9]+$/;

export const touchesAuthorization = areaRule({
  id: "touches-authorization",
  question: "Does it touch who may do what?",
  tier: "high-stakes",
  security: true,
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
    {
      pattern:
        /\b\w*[uU]ser\w*\.(?:Is|is_?)(?:Admin|Super\w*|Staff|Owner)|\broles?\b["'\]]{0,2}\s*(?:[!=]==?|\.includes\(|\.include\?\(|\bin\b)\s*.{0,30}["':](?:admin|owner|manager|moderator|editor|viewer|superuser|super_?admin|root|staff|maintainer|guest)\b/i,
      keywords: "isadmin is_admin .issuper issuper is_super isstaff is_staff isowner is_owner role".split(" "),
      reason: "checks a role",
    },
    {
      pattern:
        /\b\w*(?:user|owner|author|creator|tenant|org|organi[sz]ation|workspace|team|account|customer|member|created_?by)_?(?:id|uuid)\b\s*(?:!==?|<>|\.ne\(|is not)\s*(?!null\b|nil\b|none\b|undefined\b|["'`\d-])[\w$@(]|\b\w*(?:user|owner|author|creator|tenant|account|customer|created_?by)\b\s*(?:!==?|<>|is not)\s*\(?(?:[\w$@]+\??\.)*(?:user|current_?user|viewer|actor|me)\b|(?:!==?|<>|is not)\s*\(?(?:[\w$@]+\??\.){0,3}(?:user|owner|author|creator|tenant|org|organi[sz]ation|workspace|team|account|customer|member)_?(?:id|uuid)\b/i,
      keywords:
        "user owner author creator tenant org workspace team account customer member createdby created_by".split(" "),
      reason: "compares whose something is",
      files: NOT_A_TEMPLATE,
    },
    {
      pattern:
        /\b(?:assert|ensure|require|enforce|check|verify|validate)_?(?:can|has|is)?_?(?:permissions?|roles?|admin|access|members?(?:hip)?|entitle\w*|owner(?:ship)?|tenant\w*|org\w*|workspace|team|project_?access|scopes?|authori[sz]\w*|privileges?)\w*\s*[(!:]/i,
      keywords: "assert ensure require enforce check verify validate".split(" "),
      reason: "checks what somebody may do",
    },
    {
      pattern:
        /\b(?:assert|ensure|require|enforce)(?:Can|_can_)\w+\s*\(|\b(?:can[A-Z]|can_|may_)\w+\(\s*(?:await\s+)?(?:user|ctx|session|req|current\w*|actor|viewer)\b/,
      keywords: ["assertCan", "ensureCan", "requireCan", "enforceCan", "can_", "may_", "can"],
      reason: "checks what somebody may do",
    },
    {
      pattern:
        /@(?:UseGuards|Roles|RequireRoles?|RequiresPermissions?|RequirePermissions?|Authorized|Policies|CheckAbilit\w+)\b|\b(?:authz|authorizer|enforcer|casbin|opa|oso|cerbos|openfga)\w*\.\w+\(|\bcurrent_user_can\(|\bpermission_callback\b|\bPermissionDenied\b|\bNotAuthorized\w*|\babort\(\s*40[13]|\bcode:\s*["'](?:FORBIDDEN|UNAUTHORIZED)["']|\bStatusCodes?\.(?:FORBIDDEN|UNAUTHORIZED)|\bhead\s+:(?:forbidden|unauthorized)/,
      keywords:
        "@UseGuards @Roles @Require @Authorized @Policies @CheckAbil authz authorizer enforcer casbin opa. oso. cerbos openfga current_user_can permission_callback PermissionDenied NotAuthorized abort( FORBIDDEN UNAUTHORIZED".split(
          " ",
        ),
      reason: "decides who is turned away",
    },
    {
      pattern:
        /\b\w*(?:user|owner|tenant|org|organi[sz]ation|workspace|team|account)_?id\b\s*(?:[:,]|=(?!=))\s*(?:ctx|context|session|req|request|auth|current\w*|user|viewer|claims|principal|self|this)\b|\bfilter(?:_by)?\(.{0,60}\b(?:user|owner|tenant|organization|account|team)\s*=\s*(?:self\.)?request\.|\bcurrent_(?:user|account|tenant|organization|team)\.\w+\.(?:find|where)|\beq\(\s*\w+\.(?:user|owner|tenant|org|organi[sz]ation|workspace|team|account)_?id\b/i,
      keywords:
        "userid user_id ownerid owner_id tenantid tenant_id orgid org_id organizationid organization_id organisationid organisation_id workspaceid workspace_id teamid team_id accountid account_id filter current_".split(
          " ",
        ),
      reason: "drops a limit to whose data is read",
      removed: true,
    },
    {
      pattern:
        /\bparams\.permit!|\.permit\(.{0,200}:(?:role|admin|is_admin|owner_id|user_id|account_id|permissions?)\b|\$guarded\b|\bextract\(\s*\$_(?:POST|GET|REQUEST)|\[Bind\(|\bTryUpdateModelAsync\b/,
      keywords: "params.permit! .permit( $guarded extract( [Bind( TryUpdateModel".split(" "),
      reason: "changes which fields a request may set",
    },
    {
      pattern:
        /^\s*-?\s*kind:\s*["']?(?:Cluster)?Role(?:Binding)?\b|^\s*kind:\s*["']?(?:NetworkPolicy|PodSecurityPolicy|ServiceAccount)\b|\b(?:allow_?anonymous|anonymous_?access|anonymous_?auth|auto_?approve_?users?)\b|^\s*["']?access_?control["']?\s*:|^\s*["']?(?:allowed|required)_?(?:roles|groups|scopes|users)["']?\s*[:=]/i,
      keywords: "kind: kind anonymous auto_approve autoapprove access_control accesscontrol allowed required".split(
        " ",
      ),
      reason: "declares who may call this",
    },
  ],
});
