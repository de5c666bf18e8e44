import { countTests, skippedTests } from "./test-counts.ts";

const results = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
  testResults: [
    {
      assertionResults: [
        { status: "passed", fullName: "a" },
        { status: "pending", fullName: "b (no Chromium)" },
        { status: "todo", fullName: "c" },
      ],
    },
  ],
};

test("a suite that could not run counts as a failure, a test to be written as skipped", () => {
  expect(countTests(results)).toBe("3 passed, 2 failed, 2 skipped");
});

test("skipped tests are named", () => {
  expect(skippedTests(results)).toEqual(["b (no Chromium)", "c"]);
});
