// Workflows and other CI definitions: they run with the repository's secrets, often before anybody looks.
import { placeRule, placesOf } from "../rule.js";

export const changesWorkflow = placeRule({
  id: "changes-workflow",
  question: "Does it change a workflow or another CI definition?",
  tier: "high-stakes",
  security: true,
  reason: "CI definitions run with the repository's secrets and decide which checks a change must pass",
  remedy: "put the change of the workflow into a pull request of its own, so that the rest can be reviewed on its tier",
  examples: {
    found: [
      ".github/workflows/ci.yml",
      ".github/workflows/triage.md",
      ".github/actions/setup/action.yml",
      "action.yml",
      ".gitlab-ci.yml",
      ".circleci/config.yml",
      "Jenkinsfile",
      "azure-pipelines.yml",
      ".buildkite/pipeline.yml",
    ],
    left: ["docs/workflows.md", "src/workflows/run.ts", "src/action.ts", ".github/logo.png"],
  },
  fixed: true,
  placeName: placesOf([
    [/(?:^|\/)\.github\/workflows\/.*\.lock\.ya?ml$/, "a compiled agentic workflow"],
    [/(?:^|\/)\.github\/workflows\/.*\.md$/, "an agentic workflow"],
    [/(?:^|\/)\.github\/workflows\//, "a GitHub Actions workflow"],
    [/(?:^|\/)\.github\/actions\//, "a composite action of the repository"],
    [/(?:^|\/)\.github\/scripts\//, "a script of the workflows"],
    [/(?:^|\/)action\.ya?ml$/, "a GitHub action"],
    [/(?:^|\/)\.?gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)\.gitlab\/(?:ci|.*pipeline)/, "a GitLab pipeline"],
    [/(?:^|\/)\.circleci\//, "a CircleCI pipeline"],
    [/(?:^|\/)jenkinsfile[\w.-]*$|\.jenkinsfile$|(?:^|\/)\.jenkins\//, "a Jenkins pipeline"],
    [/(?:^|\/)\.?azure-pipelines?[\w.-]*\.ya?ml$|(?:^|\/)\.azure-?(?:pipelines|devops)\//, "an Azure pipeline"],
    [/(?:^|\/)\.buildkite\//, "a Buildkite pipeline"],
    [
      /(?:^|\/)(?:\.travis|\.drone|\.woodpecker|\.appveyor|appveyor|\.cirrus|\.semaphore\/[^/]+|bitbucket-pipelines|\.semaphoreci|codemagic|bitrise|cloudbuild[\w.-]*|buildspec[\w.-]*|wercker|taskcluster|\.taskcluster|\.forgejo\/workflows\/.*|\.gitea\/workflows\/.*|\.woodpecker\/.*|\.teamcity\/.*|\.tekton\/.*)(?:\.ya?ml|\.kts?|\.star|\.jsonnet|\.xml)$/,
      "a CI definition",
    ],
    [
      /(?:^|\/)\.(?:goreleaser|releaserc|release-it|release-please[\w-]*)[\w.-]*$|(?:^|\/)release-please-config\.json$/,
      "a release definition",
    ],
  ]),
});
