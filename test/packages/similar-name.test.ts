import { NPM } from "../../src/packages/popular/npm.js";
import { CARGO, PACKAGIST, RUBYGEMS } from "../../src/packages/popular/others.js";
import { PYPI } from "../../src/packages/popular/pypi.js";
import { similarName } from "../../src/packages/popular/similar-name.js";

describe("similarName", () => {
  it.each([
    ["npm", "loadsh", "lodash"],
    ["npm", "expres", "express"],
    ["npm", "expresss", "express"],
    ["npm", "crossenv", "cross-env"],
    ["npm", "cross_env", "cross-env"],
    ["npm", "types-node", "@types/node"],
    ["npm", "@types/nod", "@types/node"],
    ["npm", "@tpyes/node", "@types/node"],
    ["npm", "typescript-eslint-parser", "@typescript-eslint/parser"],
    ["npm", "babelcore", "@babel/core"],
    ["npm", "express-js", "express"],
    ["npm", "node-express", "express"],
    ["npm", "Lodahs", "lodash"],
    ["pypi", "reqeusts", "requests"],
    ["pypi", "python-requests", "requests"],
    ["pypi", "requests-py", "requests"],
    ["pypi", "djago", "django"],
    ["pypi", "beautifulsoup", null],
    ["pypi", "scikitlearn", "scikit-learn"],
    ["cargo", "serde-json", "serde_json"],
    ["cargo", "rustdecimal", "rust_decimal"],
    ["rubygems", "active-support", "activesupport"],
    ["go", "github.com/gorila/mux", "github.com/gorilla/mux"],
    ["maven", "org.slf4j:slf4j-apl", "org.slf4j:slf4j-api"],
    ["packagist", "larvel/framework", "laravel/framework"],
    ["docker", "ngnix", "nginx"],
  ] as const)("of %s/%s is %s", (ecosystem, name, popular) => {
    expect(similarName(ecosystem, name)).toBe(popular);
  });

  it.each([
    ["npm", "react"],
    ["npm", "@types/node-fetch"],
    ["npm", "@aws-sdk/client-sqs"],
    ["npm", "@acme/react"],
    ["npm", "koa-static"],
    ["npm", "vite-plugin-pwa"],
    ["npm", "zx"],
    ["npm", "lodash4"],
    ["pypi", "django-redis"],
    ["pypi", "types-redis"],
    ["pypi", "pytest-env"],
    ["go", "github.com/acme/mux"],
    ["actions", "actions/checkout"],
  ] as const)("finds nothing like %s/%s", (ecosystem, name) => {
    expect(similarName(ecosystem, name)).toBeNull();
  });

  it.each([
    ["npm", NPM],
    ["pypi", PYPI],
    ["cargo", CARGO],
    ["rubygems", RUBYGEMS],
    ["packagist", PACKAGIST],
  ] as const)("takes no popular name of %s for another", (ecosystem, names) => {
    expect(names.filter((name) => similarName(ecosystem, name) !== null)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("answers for a name of any length", () => {
    expect(similarName("npm", "-".repeat(100_000))).toBeNull();
    expect(similarName("npm", "")).toBeNull();
  });
});
