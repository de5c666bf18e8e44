const heading = "## Unreleased\n";

/** Puts what was unreleased under the version and its date (UTC). Throws if the version is there or nothing is new. */
export function stampChangelog(changelog: string, version: string, date: Date): string {
  const [before, after, ...more] = changelog.split(heading);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error('CHANGELOG.md needs exactly one heading "## Unreleased"');
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has a section ${version} already`);
  if (after.trimStart().startsWith("## ") || after.trim() === "")
    throw new Error('CHANGELOG.md has nothing under "## Unreleased"');
  return `${before}${heading}\n## ${version} (${date.toISOString().slice(0, 10)})\n${after}`;
}
