// Paths that speak of tests and hold none: a test environment, a blood test, a package that offers help for tests. All take the
// path in lower case.

/** Definitions of what is deployed and built, in which `test` is the name of an environment or a step. */
const DEPLOYED =
  /(?:^|\/)(?:k8s|kubernetes|kube|manifests|deploy|deployments?|overlays|clusters|inventory|inventories|group_vars|host_vars|helm|charts|ansible|terraform|infra|infrastructure|iac|stacks|cdk|pulumi|gitops|argocd|flux|ci|\.[a-z][\w-]*)\/(?:.*\/)?(?:tests?|specs?|e2e|[\w]+[-_]?tests?|test[-_]\w+)\//;
/** Folders with one folder or file of settings per environment. */
const SETTINGS =
  /(?:^|\/)(?:configs?|conf|settings|environments?|envs?|stages?|ops|templates)\/(?:.*\/)?(?:tests?|specs?|e2e|[\w]+[-_]?tests?|test[-_]\w+)\/(?:.*\/)?[^/]*\.(?:json|ya?ml|toml|xml|env|sql|txt|conf|in)$/;
/** A member of a workspace or a command that is called so: what it holds is shipped. */
const SHIPPED =
  /(?:^|\/)(?:packages|apps|crates|libs|services|cmd|commands|functions)\/(?:tests?|specs?|test[-_](?:helpers|utils|support|lib|common))\//;

/** True where a folder of tests is none. */
export function meansSomethingElse(lower: string): boolean {
  return DEPLOYED.test(lower) || SETTINGS.test(lower) || SHIPPED.test(lower);
}

/** In these languages tests lie apart, so that a class or file elsewhere may well be about tests: `Models/LabTest.php`. */
const APART = /\.(?:java|kts?|cs|php|scala|swift|groovy|vb|fs|rb|dart)$/;
const FOLDER_OF_TESTS = /(?:^|\/)[^/]*(?:test|spec)[^/]*\//;
/** What a framework finds in its place, whatever its name is. */
const FOUND_BY_PLACE =
  /(?:^|\/)(?:src\/main|db\/migrate|migrations?|versions|initializers|management\/commands|pages\/api)\/(?:[^/]+\/)*[^/]*$/;

/** True where a test's name is none. */
export function isNamedLikeTest(lower: string): boolean {
  const isAmongTests = FOLDER_OF_TESTS.test(lower);
  if (/(?:^|\/)src\/main\//.test(lower)) return true;
  return !isAmongTests && (APART.test(lower) || FOUND_BY_PLACE.test(lower));
}
