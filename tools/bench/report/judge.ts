import { costOf, type Figure, type Rounds, ratioOf } from "../figures/figure.ts";
import type { Against, Row, Section } from "../rows/rows.ts";

/** "unclear" if the target lies within the spread, "void" without enough rounds. */
export type Verdict = "holds" | "MISSED" | "unclear" | "void";

/** One ratio of a row. */
export interface Ratio {
  readonly label: Against["label"];
  /** Absent if too many rounds were void. */
  readonly figure?: Figure | undefined;
  readonly target?: number | undefined;
  /** Absent without a target. */
  readonly verdict?: Verdict | undefined;
}

/** What a row came to. */
export interface Result {
  readonly title: string;
  readonly ratios: readonly Ratio[];
  /** CPU of PostgreSQL per request, as a ratio to that of yardstick (c). */
  readonly postgres?: Figure | undefined;
  /** CPU per request in microseconds; means something on this machine and in this run only. */
  readonly cpuUs?: Figure | undefined;
  readonly postgresUs?: Figure | undefined;
  /** Requests a second the load generator got out, the slowest round. */
  readonly achievedRate?: number | undefined;
  readonly voided: number;
}

export interface SectionResult {
  readonly title: string;
  readonly results: readonly Result[];
}

type Measured = ReadonlyMap<string, Rounds>;

/** Sets the rounds against each other; rows whose subject was not measured are left out. */
export function judge(sections: readonly Section[], measured: Measured): readonly SectionResult[] {
  return sections
    .map(({ title, rows }) => ({
      title,
      results: rows.filter(({ subject }) => measured.has(subject)).map((row) => judgeRow(row, measured)),
    }))
    .filter(({ results }) => results.length > 0);
}

function judgeRow({ title, subject, parts, against }: Row, measured: Measured): Result {
  const rounds = measured.get(subject) ?? [];
  const usesPostgres = rounds.some(({ cpuUs }) => cpuUs.postgres !== undefined);
  const postgres = ["postgres"];
  const rates = rounds.flatMap(({ achievedRate }) => achievedRate ?? []);
  return {
    title,
    ratios: against.map((other) => ratio({ rounds, parts }, other, measured)),
    ...(usesPostgres
      ? {
          postgres: ratioOf({ rounds, parts: postgres }, { rounds: measured.get("c") ?? [], parts: postgres }),
          postgresUs: costOf(rounds, postgres),
        }
      : {}),
    cpuUs: costOf(rounds, parts),
    ...(rates.length > 0 ? { achievedRate: Math.min(...rates) } : {}),
    voided: rounds.filter(({ errors }) => errors > 0).length,
  };
}

function ratio(side: { rounds: Rounds; parts: readonly string[] }, other: Against, measured: Measured): Ratio {
  const { label, subject, target, parts = ["app"] } = other;
  const figure = ratioOf(side, { rounds: measured.get(subject) ?? [], parts });
  return { label, figure, target, verdict: target === undefined ? undefined : compare(figure, target) };
}

function compare(figure: Figure | undefined, target: number): Verdict {
  if (figure === undefined) return "void";
  if (figure.high <= target) return "holds";
  return figure.low > target ? "MISSED" : "unclear";
}
