// Paths of tests, their fixtures, and the configuration of what runs them.

const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|specs?|e2e|testdata|test[-_](?:data|fixtures|helpers|utils|support)|unit[-_]?tests?|integration[-_]?tests?|cypress|[\w.-]+[._-]tests?)\//;
const TEST_NAME =
  /(?:^|\/)(?:test_[^/]+\.py|[^/]+_tests?\.(?:py|go|rb|exs?|dart|c|cc|cpp|rs|ts|js|clj|erl|ml|php)|[^/]+_spec\.(?:rb|lua|ts|js|cr)|[^/]+[._-](?:test|spec|e2e|e2e-spec|cy)\.(?:[cm]?[jt]sx?|vue|svelte|dart))$/;
/** Case matters: `Contest.java` is no test. */
const TEST_CLASS = /(?:^|[a-z0-9_/])(?:Tests?|TestCase|Spec|IT)\.(?:java|kt|kts|cs|php|scala|swift|groovy|vb|fs)$/;
/** In a test folder, these are data or code of tests; anything else there (a workflow, a Dockerfile) keeps its own meaning. */
const TEST_CONTENT =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|pyi|rb|go|rs|java|kts?|cs|fs|php|scala|swift|groovy|exs?|dart|c|cc|cpp|h|hpp|lua|clj|json|jsonl|ya?ml|toml|xml|csv|tsv|txt|html?|md|golden|expected|input|output|out|in|sql|graphql|env|diff|patch|cast|http|har|proto)$/;

/** Expects the path as it is written: class names tell by their case. */
export function isTestPath(path: string): boolean {
  const lower = path.toLowerCase();
  if (TEST_NAME.test(lower) || TEST_CLASS.test(path)) return true;
  return TEST_FOLDER.test(lower) && TEST_CONTENT.test(lower) && !SPECIFICATION.test(lower);
}

/** `spec/` and `specs/` also hold specifications that programs are generated from. */
const SPECIFICATION =
  /(?:^|\/)specs?\/(?:.*\/)?[^/]*(?:openapi|swagger|asyncapi|schema)[^/]*$|(?:^|\/)specs?\/.*\.(?:proto|graphql|md)$/;

/** Decides which tests run, and how: a change here can switch tests off without touching one. */
export function isTestRunnerPath(lower: string): boolean {
  return /(?:^|\/)(?:(?:jest|vitest|playwright|karma|cypress|wdio|ava|nyc|web-test-runner|stryker)(?:[.-][\w.-]+)?\.(?:config|conf|setup|workspace)\.[cm]?[jt]s(?:on)?|(?:jest|vitest)\.(?:setup|workspace)\.[cm]?[jt]sx?|\.mocharc[\w.]*|\.nycrc[\w.]*|\.?c8rc[\w.]*|\.?coveragerc|codecov\.ya?ml|pytest\.ini|tox\.ini|noxfile\.py|conftest\.py|phpunit[\w.]*\.xml(?:\.dist)?|\.rspec|(?:spec|rails|test|minitest)_helper\.rb|setup-?tests?\.[jt]sx?|test[-_]?setup\.[jt]sx?|testng\.xml|\.runsettings|global-?(?:setup|teardown)\.[jt]s|.*\.runsettings)$/.test(
    lower,
  );
}
