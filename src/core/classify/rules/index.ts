// Every rule of classification, in one list. A new rule is one file and one line here.
import { compileScan } from "../line-scan.js";
import { isScanning, type Rule } from "../rule.js";
import { addressesAgents } from "./addresses-agents.js";
import { buildsSql } from "./builds-sql.js";
import { changesAgentPermissions } from "./changes-agent-permissions.js";
import { changesBinary } from "./changes-binary.js";
import { changesBoundaries } from "./changes-boundaries.js";
import { changesDependency } from "./changes-dependency.js";
import { changesDeployment } from "./changes-deployment.js";
import { changesFileMode } from "./changes-file-mode.js";
import { changesMigration } from "./changes-migration.js";
import { changesRepositorySettings } from "./changes-repository-settings.js";
import { changesReviewPolicy } from "./changes-review-policy.js";
import { changesSecuritySettings } from "./changes-security-settings.js";
import { changesSubmodule } from "./changes-submodule.js";
import { changesSymlink } from "./changes-symlink.js";
import { changesWorkflow } from "./changes-workflow.js";
import { destroysData } from "./destroys-data.js";
import { editsAgentInstructions } from "./edits-agent-instructions.js";
import { hasHiddenText } from "./has-hidden-text.js";
import { hasUnreadableContent } from "./has-unreadable-content.js";
import { changesSource, HARMLESS_RULES } from "./is-harmless.js";
import { leaksSecret } from "./leaks-secret.js";
import { loadsRemoteContent } from "./loads-remote-content.js";
import { removesSafeguard } from "./removes-safeguard.js";
import { rendersRawHtml } from "./renders-raw-html.js";
import { runsDynamicCode } from "./runs-dynamic-code.js";
import { statesRisk } from "./states-risk.js";
import { touchesAuthentication } from "./touches-authentication.js";
import { touchesAuthorization } from "./touches-authorization.js";
import { touchesCredentials } from "./touches-credentials.js";
import { touchesCryptography } from "./touches-cryptography.js";
import { touchesPayments } from "./touches-payments.js";
import { touchesPersonalData } from "./touches-personal-data.js";
import { usesLookalikeLetters } from "./uses-lookalike-letters.js";
import { weakensTests } from "./weakens-tests.js";

/** Rules that look at what changes. */
const CHANGE_RULES: readonly Rule[] = [
  hasUnreadableContent,
  hasHiddenText,
  usesLookalikeLetters,
  addressesAgents,
  leaksSecret,
  changesReviewPolicy,
  changesWorkflow,
  changesRepositorySettings,
  editsAgentInstructions,
  changesMigration,
  destroysData,
  changesDeployment,
  changesDependency,
  changesSubmodule,
  changesSymlink,
  changesBinary,
  changesFileMode,
  touchesAuthentication,
  touchesAuthorization,
  touchesCryptography,
  touchesCredentials,
  touchesPayments,
  touchesPersonalData,
  changesSecuritySettings,
  changesAgentPermissions,
  changesBoundaries,
  removesSafeguard,
  runsDynamicCode,
  buildsSql,
  rendersRawHtml,
  weakensTests,
  loadsRemoteContent,
];

/** A finding of one of these makes a change security-critical, whatever tier the policy gives it. */
const SECURITY_RULES = CHANGE_RULES.filter((rule) => rule.security);
export const SECURITY_RULE_IDS: ReadonlySet<string> = new Set(SECURITY_RULES.map((rule) => rule.id));

/** Rules that raise a tier. `tiers.defaults: false` leaves only the fixed ones. */
export const RAISING_RULES: readonly Rule[] = [...CHANGE_RULES, statesRisk(SECURITY_RULES)];

/** Rules that say what each file is at the least; together they find something in every change. */
export const BASE_RULES: readonly Rule[] = [changesSource, ...HARMLESS_RULES];

export const RULES: readonly Rule[] = [...RAISING_RULES, ...BASE_RULES];
export const RULE_IDS: readonly string[] = RULES.map((rule) => rule.id);
/** Rules that no policy can switch off or lower. */
export const FIXED_RULE_IDS: readonly string[] = RULES.filter((rule) => rule.fixed).map((rule) => rule.id);

/** The patterns of all rules, compiled once. */
export const scanLines = compileScan(RULES.filter(isScanning));
