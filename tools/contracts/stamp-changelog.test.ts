import { stampChangelog } from "./stamp-changelog.ts";

const day = new Date("2026-02-03T23:00:00Z");

test("what was unreleased moves under the version and its date", () => {
  expect(stampChangelog("# Changelog\n\n## Unreleased\n\n- More.\n", "0.1.0", day)).toBe(
    "# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-02-03)\n\n- More.\n",
  );
});

test.each([
  ["# Changelog\n", "needs exactly one heading"],
  ["## Unreleased\n\n- More.\n\n## 0.1.0 (2026-01-01)\n", "has a section 0.1.0 already"],
  ["## Unreleased\n\n## 0.0.1 (2026-01-01)\n", "has nothing under"],
  ["## Unreleased\n", "has nothing under"],
])("%j is refused: %s", (changelog, message) => {
  expect(() => stampChangelog(changelog, "0.1.0", day)).toThrow(message);
});
