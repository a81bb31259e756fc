// New dependencies, and changes of where dependencies come from. A bump of a version is left to the default tier.

import type { Finding } from "../../facts/finding.js";
import type { ChangeView, FileView } from "../change-view.js";
import { type DependencyReason, reasonsInLines } from "../dependencies/line-reasons.js";
import { type Elsewhere, reasonsInManifest, whatElseChanges } from "../dependencies/manifest-reasons.js";
import { fileFinding, type Rule } from "../rule.js";

export const changesDependency: Rule = {
  id: "changes-dependency",
  question: "Does it add a direct dependency, or change where dependencies come from?",
  tier: "high-stakes",
  reason: "a new dependency runs other people's code with all the rights of the program",
  remedy:
    "say in the pull request why the dependency is needed and who maintains it; a bump of a version alone is not held",
  examples: {
    found: [
      'package.json: "left-pad": "^1.3.0"',
      "requirements.txt: requests==2.32.0",
      "go.mod: github.com/acme/x v1.2.0",
      ".npmrc",
    ],
    left: [
      'package.json: "version": "1.2.3"',
      'package.json: "test": "jest"',
      "go.mod: github.com/acme/x v1.2.0 // indirect",
    ],
  },
  find: findInChange,
};

/** Of one file; a manifest that is new as a whole says the rest with one. */
const MAX_FINDINGS = 50;

function findInChange(view: ChangeView): readonly Finding[] {
  // A manifest among tests declares what tests read, and vouches for nothing.
  const files = view.files.filter((file) => file.proof === null);
  const elsewhere = whatElseChanges(files.map(({ file }) => file));
  return files.flatMap((file) => {
    const found = reasonsIn(file, elsewhere);
    const rest = found.length - MAX_FINDINGS;
    const shown = found.slice(0, MAX_FINDINGS).map((reason) => toFinding(file, reason));
    return rest > 0 ? [...shown, fileFinding(changesDependency, file, `changes ${rest} more dependencies`)] : shown;
  });
}

function reasonsIn(file: FileView, elsewhere: Elsewhere): readonly DependencyReason[] {
  if (file.lowerPaths.some((path) => REGISTRY_SETTINGS.test(path))) {
    return [{ line: null, reason: "decides where packages come from" }];
  }
  const manifest = file.file.examination?.manifest ?? null;
  const isGiven = manifest !== null && !(manifest.status === "unread" && manifest.cause === "not-given");
  return isGiven ? reasonsInManifest(file.file.path, manifest, elsewhere) : reasonsInLines(file);
}

function toFinding(file: FileView, { line, reason }: DependencyReason): Finding {
  return { ...fileFinding(changesDependency, file, reason), line };
}

const REGISTRY_SETTINGS =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.ya?ml)?|\.pypirc|pip\.conf|pip\.ini|nuget\.config|\.cargo\/config(?:\.toml)?|bunfig\.toml|\.gemrc|\.bundle\/config|\.pnpmfile\.cjs|\.m2\/settings\.xml|settings-security\.xml|\.condarc|uv\.toml|init\.gradle(?:\.kts)?|auth\.json)$/;
