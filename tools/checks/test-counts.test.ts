import { countTests, joinResults, nothingRan, skippedTests } from "./test-counts.ts";

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

test("several runs count as one, and one that could not start as a failure", () => {
  const joined = joinResults([results, nothingRan, results]);
  expect(countTests(joined)).toBe("6 passed, 5 failed, 4 skipped");
  expect(skippedTests(joined)).toHaveLength(4);
});
