import type { Chapter, Check, Finding } from "./check.ts";

/** What an audit found, for people: a line a check, and below it what violates it. */
export function reportOf(chapters: readonly Chapter[], findings: readonly Finding[]): string {
  const found = new Map(findings.map((finding) => [finding.check, finding]));
  const lines = chapters.flatMap(({ title, checks }) => [
    title,
    ...checks.flatMap((check) => linesOf(check, found.get(check))),
  ]);
  const violations = findings.reduce((sum, { count }) => sum + count, 0);
  return [...lines, `${findings.length} checks, ${violations} violations`].join("\n");
}

function linesOf(check: Check, finding: Finding | undefined): readonly string[] {
  if (finding === undefined) return [`  absent  ${check.title}`];
  const { count, violations } = finding;
  const listed = violations.map(({ subject, problem }) => `      ${subject}: ${problem}`);
  const more = count > violations.length ? [`      and ${count - violations.length} more`] : [];
  return [`  ${count === 0 ? "holds " : "BROKEN"}  ${check.title}`, ...listed, ...more];
}
