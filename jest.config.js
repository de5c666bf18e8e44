/** @type {import("jest").Config} */
export default {
  roots: ["<rootDir>"],
  testPathIgnorePatterns: ["/node_modules/", "/.cache/", "/.data/"],
  globalSetup: "<rootDir>/mesh/testing/global-setup.ts",
  globalTeardown: "<rootDir>/mesh/testing/global-teardown.ts",
  setupFiles: ["<rootDir>/tools/coverage/in-programs.ts"],
  testMatch: ["**/*.test.ts"],
  maxWorkers: 2,
  testSequencer: "<rootDir>/tools/tests/journeys-apart.js",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2024", parser: { syntax: "typescript" } }, module: { type: "es6" } },
    ],
  },
  // Tests start servers and programs; two busy cores are slow at that.
  testTimeout: 30_000,
  coverageDirectory: "coverage",
  collectCoverageFrom: [
    "{gateway,mesh,services,tools}/**/*.ts",
    "!**/*.test.ts",
    "!**/test/**",
    "!gateway/client/dist/**",
  ],
};
