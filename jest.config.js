/** @type {import("jest").Config} */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript" },
          target: "es2022",
        },
        module: { type: "es6" },
      },
    ],
  },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testEnvironment: "<rootDir>/test/support/test-environment.js",
  // Many times what any takes by itself: machines that run the tests may be busy.
  testTimeout: 60_000,
  // Every core: the tests of one file mostly wait for nothing but their own work. A worker that has loaded many modules is
  // replaced, as modules are never unloaded.
  maxWorkers: "100%",
  workerIdleMemoryLimit: "500MB",
};
