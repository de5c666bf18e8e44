/** How often each line that can run did: line number, from 1, to count. */
export type LineHits = Readonly<Record<number, number>>;

export interface FileCoverage {
  readonly path: string;
  readonly lines: number;
  readonly covered: number;
}

/**
 * The coverage of a file: `own` names the lines that can run and how often the tests themselves ran them; in `others`
 * are the counts of programs the tests started.
 */
export function coverageOf(path: string, own: LineHits, others: LineHits | undefined): FileCoverage {
  const lines = Object.keys(own).map(Number);
  const covered = lines.filter((line) => (own[line] ?? 0) > 0 || (others?.[line] ?? 0) > 0);
  return { path, lines: lines.length, covered: covered.length };
}

/** Percent of all lines. */
export function percentOf(files: readonly FileCoverage[]): number {
  const sum = (count: (file: FileCoverage) => number) => files.reduce((total, file) => total + count(file), 0);
  return (
    (100 * sum(({ covered }) => covered)) /
    Math.max(
      1,
      sum(({ lines }) => lines),
    )
  );
}
