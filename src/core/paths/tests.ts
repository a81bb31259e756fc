// Paths of tests, their fixtures, and the configuration of what runs them. A wrong yes is a change that nobody reviews, so a path may also
// speak of tests and hold none: a test environment, a blood test, a package that offers help for tests.

/** Names that test runners look for, anywhere. */
const TEST_NAME =
  /(?:^|\/)(?:test_[^/]+\.py|tests\.py|[^/]+_tests?\.(?:py|go|rb|exs?|dart|c|cc|cpp|rs|ts|js|clj|erl|ml|php)|[^/]+_spec\.(?:rb|lua|ts|js|cr)|[^/]+[._-](?:test|spec|e2e|e2e-spec|cy)\.(?:[cm]?[jt]sx?|vue|svelte|dart))$/;
/** Case matters: `Contest.java` is no test. */
const TEST_CLASS = /(?:^|[a-z0-9_/])(?:Tests?|TestCase|Spec|IT)\.(?:java|kt|kts|cs|php|scala|swift|groovy|vb|fs)$/;

/** Folders that hold nothing but tests, wherever they lie. */
const ONLY_TESTS =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|testdata|test[-_]data|src\/(?:test|integrationtest|androidtest|testfixtures|it)\/(?:java|kotlin|scala|groovy|resources)|[\w.]+\.(?:unit|integration|functional|acceptance|e2e)?tests?)\//;
/** The one folder of tests of a program: `src/tests/`. Deeper down, `tests` may be what the program is about. */
const TESTS_OF_PROGRAM = /(?:^|\/)src\/(?:tests?|e2e|test[-_](?:fixtures|helpers|utils|support))\//;
/** In a folder of tests that lies in a program, these names still mean nothing else. */
const TEST_SUPPORT = /\/tests\/(?:[\w-]+\/)*(?:factories|fixtures|mocks|stubs)\.py$/;
/** Folders that hold tests, unless they are part of a program: a product may have pages or a module about tests. */
const TEST_FOLDER =
  /(?:^|\/)(?:tests?|specs?|e2e|cypress|(?:unit|integration|functional|acceptance|e2e|smoke)[-_]?tests?|tests?[-_](?:unit|integration|functional|acceptance|e2e|smoke|fixtures|helpers|utils|support|lib|data|common))\//;
const PROGRAM_FOLDER =
  /(?:^|\/)(?:src|app|lib|pages|routes|views|controllers|components|features|modules|services|models)\/(?:.*\/)?(?:tests?|specs?|e2e|cypress|[\w]+[-_]?tests?|test[-_]\w+)\//;

/** In a test folder, these are code or data of tests; anything else there (a workflow, a Dockerfile) keeps its own meaning. */
const TEST_CONTENT =
  /\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|rb|go|rs|java|kts?|cs|fs|php|scala|swift|groovy|exs?|dart|c|cc|cpp|h|hpp|lua|clj|json|jsonl|ya?ml|toml|xml|csv|tsv|txt|html?|md|golden|expected|input|output|out|in|sql|graphql|env|diff|patch|cast|http|har|proto)$/;
/** Projects and infrastructure that tests only read. */
const FIXTURE = /\/(?:__fixtures__|fixtures?|testdata|golden|scenarios|samples|cassettes)\//;
const INFRASTRUCTURE =
  /\.(?:tf|tfvars|hcl|tofu|tpl|tmpl|gotmpl|j2|css|svg|mod|sum|lock|gradle|properties|cfg|ini|conf)$/;
/** `spec/` and `specs/` also hold specifications that programs are generated from. */
const SPECIFICATION =
  /(?:^|\/)specs?\/(?:.*\/)?[^/]*(?:openapi|swagger|asyncapi|schema)[^/]*$|(?:^|\/)specs?\/.*\.(?:proto|graphql|md)$/;

/** Expects the path as it is written: class names tell by their case. */
export function isTestPath(path: string): boolean {
  const lower = path.toLowerCase();
  if (isTestName(path)) return true;
  if (SPECIFICATION.test(lower) || isSpecifiedData(lower)) return false;
  if (!TEST_CONTENT.test(lower) && !(FIXTURE.test(lower) && INFRASTRUCTURE.test(lower))) return false;
  if (ONLY_TESTS.test(lower) || TESTS_OF_PROGRAM.test(lower) || TEST_SUPPORT.test(lower)) return true;
  return TEST_FOLDER.test(lower) && !PROGRAM_FOLDER.test(lower) && !meansSomethingElse(lower);
}

/** True for a name that test runners look for. Expects the path as it is written. */
export function isTestName(path: string): boolean {
  const lower = path.toLowerCase();
  return (TEST_NAME.test(lower) || TEST_CLASS.test(path)) && !isNamedLikeTest(lower);
}

/** `spec/` holds tests of Ruby and JavaScript; data in it is a specification, unless it lies among the tests' data. */
function isSpecifiedData(lower: string): boolean {
  return /(?:^|\/)specs?\/(?:.*\/)?[^/]*\.(?:json|ya?ml|toml|xml|sql|env)$/.test(lower) && !FIXTURE.test(lower);
}

const RUNNER_CONFIG =
  /(?:^|\/)(?:(?:jest|vitest|playwright|karma|cypress|wdio|ava|nyc|web-test-runner|stryker)(?:[.-][\w.-]+)?\.(?:config|conf|setup|workspace)\.[cm]?[jt]s(?:on)?|\.mocharc[\w.]*|\.nycrc[\w.]*|\.?c8rc[\w.]*|\.?coveragerc|codecov\.ya?ml|pytest\.ini|tox\.ini|noxfile\.py|phpunit[\w.]*\.xml(?:\.dist)?|\.rspec|testng\.xml|[^/]*\.runsettings)$/;
const RUNNER_CODE =
  /(?:^|\/)(?:conftest\.py|(?:jest|vitest)\.(?:setup|workspace)\.[cm]?[jt]sx?|(?:spec|rails|test|minitest)_helper\.rb|setup-?tests?\.[jt]sx?|test[-_]?setup\.[jt]sx?|global-?(?:setup|teardown)\.[jt]s|testmain\.go|main_test\.go)$/;

/** Decides which tests run, and how: a change here can switch tests off without touching one. Expects lower case. */
export function isTestRunnerPath(lower: string): boolean {
  return RUNNER_CONFIG.test(lower) || RUNNER_CODE.test(lower);
}

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
function meansSomethingElse(lower: string): boolean {
  return DEPLOYED.test(lower) || SETTINGS.test(lower) || SHIPPED.test(lower);
}

/** In these languages tests lie apart, so that a class or file elsewhere may well be about tests: `Models/LabTest.php`. */
const APART = /\.(?:java|kts?|cs|php|scala|swift|groovy|vb|fs|rb|dart)$/;
const FOLDER_OF_TESTS = /(?:^|\/)[^/]*(?:test|spec)[^/]*\//;
/** What a framework finds in its place, whatever its name is. */
const FOUND_BY_PLACE =
  /(?:^|\/)(?:src\/main|db\/migrate|migrations?|versions|initializers|management\/commands|pages\/api)\/(?:[^/]+\/)*[^/]*$/;

/** True where a test's name is none. */
function isNamedLikeTest(lower: string): boolean {
  const isAmongTests = FOLDER_OF_TESTS.test(lower);
  if (/(?:^|\/)src\/main\//.test(lower)) return true;
  return !isAmongTests && (APART.test(lower) || FOUND_BY_PLACE.test(lower));
}
