// New dependencies, and changes of where dependencies come from. A bump of a version is left to the default tier.
import type { DiffLine } from "../../facts.js";
import type { FileView } from "../change-view.js";
import { type Declaration, MANIFESTS, type Manifest } from "../dependencies/manifests.js";
import type { Finding } from "../finding.js";
import { isLockfilePath } from "../paths/not-read.js";
import type { Rule } from "../rule.js";
import { fileFinding } from "./build-rule.js";

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
  find: (view) => view.files.filter((file) => file.proof === null).flatMap(findInFile),
};

function findInFile(file: FileView): Finding[] {
  if (file.lowerPaths.some((path) => REGISTRY_SETTINGS.test(path))) {
    return [fileFinding(changesDependency, file, "decides where packages come from")];
  }
  if (file.lowerPaths.some(isLockfilePath)) return findInLockfile(file);
  const manifest = MANIFESTS.find(({ files }) => file.lowerPaths.some((path) => files.test(path)));
  return manifest === undefined ? [] : findInManifest(file, manifest);
}

const REGISTRY_SETTINGS =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.ya?ml)?|\.pypirc|pip\.conf|pip\.ini|nuget\.config|\.cargo\/config(?:\.toml)?|bunfig\.toml|\.gemrc|\.bundle\/config|\.pnpmfile\.cjs|\.m2\/settings\.xml|settings-security\.xml|\.condarc|uv\.toml|init\.gradle(?:\.kts)?|auth\.json)$/;

function findInManifest(file: FileView, manifest: Manifest): Finding[] {
  if (isCompiled(file)) return findInLockfile(file);
  const lines = changedLines(file);
  const before = new Map<string, Declaration>();
  for (const line of lines) {
    const declared = line.kind === "removed" ? manifest.read(line.text) : null;
    if (declared !== null) before.set(declared.name, declared);
  }
  return lines.flatMap((line) => {
    const declared = line.kind === "added" ? manifest.read(line.text) : null;
    if (declared === null) return [];
    const old = before.get(declared.name);
    if (declared.elsewhere && old?.elsewhere !== undefined && isSameLine(line, lines)) return [];
    if (declared.elsewhere) return [at(file, line, "changes where code comes from, or what runs on installation")];
    return old === undefined ? [at(file, line, "adds a direct dependency")] : [];
  });
}

/** pip-compile and uv write where each package comes from. Only lines that were there before are believed. */
function isCompiled(file: FileView): boolean {
  const { content } = file.file;
  return (
    content.kind === "hunks" &&
    content.hunks.some((hunk) => hunk.lines.some((line) => line.kind !== "added" && /^\s+# {1,4}via\b/.test(line.text)))
  );
}

/** A line that only moved. */
function isSameLine(line: DiffLine, lines: readonly DiffLine[]): boolean {
  const text = line.text.trim().replace(/,$/, "");
  return lines.some((other) => other.kind === "removed" && other.text.trim().replace(/,$/, "") === text);
}

/** In a lockfile only what does not come from a registry is told; versions follow the manifest. */
function findInLockfile(file: FileView): Finding[] {
  const line = changedLines(file).find(({ kind, text }) => kind === "added" && NOT_REGISTRY.test(text));
  return line === undefined ? [] : [at(file, line, "takes a package from elsewhere than a registry")];
}

const NOT_REGISTRY =
  /git\+(?:ssh|https?|file):|\bgit@[\w.-]+:|["'\s]http:\/\/(?!localhost)|codeload\.github\.com|\bfile:\.\.\//;

function changedLines(file: FileView): readonly DiffLine[] {
  const { content } = file.file;
  if (content.kind !== "hunks") return [];
  return content.hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => line.kind !== "context" && line.text.length <= 2000);
}

function at(file: FileView, line: DiffLine, reason: string): Finding {
  return { ...fileFinding(changesDependency, file, reason), line: line.newLine };
}
