// Files that change how git, bots and dependency updates treat the repository.
import { placeRule, placesOf } from "../rule.js";

export const changesRepositorySettings = placeRule({
  id: "changes-repository-settings",
  question: "Does it change how git or the repository's bots treat files?",
  tier: "high-stakes",
  reason:
    "attributes can hide a diff or run a filter, and bot settings decide what is updated and merged without people",
  remedy: "put it into a pull request of its own",
  examples: {
    found: [".gitattributes", "vendor/.gitattributes", ".github/dependabot.yml", "renovate.json", ".gitmodules"],
    left: [".gitignore", "docs/renovate.md", "src/dependabot.ts"],
  },
  placeName: placesOf([
    [/(?:^|\/)\.gitattributes$/, "git attributes, which can hide a diff or run a filter"],
    [/(?:^|\/)\.gitmodules$/, "where submodules come from"],
    [/(?:^|\/)\.(?:gitconfig|lfsconfig|mailmap)$/, "git's configuration"],
    [/(?:^|\/)\.github\/dependabot\.ya?ml$|(?:^|\/)\.dependabot\//, "dependency updates"],
    [
      /(?:^|\/)(?:\.github\/)?\.?renovate(?:rc)?(?:\.json5?|\.ya?ml)?$|(?:^|\/)\.renovaterc(?:\.json)?$/,
      "dependency updates",
    ],
    [
      /(?:^|\/)\.(?:gitleaks|trufflehog|trivyignore|snyk|semgrepignore|secretlintrc|detect-secrets)[\w.]*$|(?:^|\/)\.secrets\.baseline$/,
      "what security scanners look at",
    ],
    [/(?:^|\/)\.github\/(?:codeql|secret_scanning)[\w.-]*(?:\/.*)?$/, "what security scanners look at"],
  ]),
});
