import type { DayFigures } from "../plan/day-figures.ts";

/** What is compared of a day. Amounts are pence. */
export interface Figures {
  readonly invoices: bigint;
  readonly lines: bigint;
  readonly units: bigint;
  readonly gross: bigint;
  /** What was paid back for sales that were taken back. */
  readonly refunds: bigint;
  /** What was credited for want of a sale. */
  readonly credits: bigint;
}

export type FiguresByDay = ReadonlyMap<string, Figures>;

/** By the number of the invoice: `invoices` is how many orders it became. */
export type FiguresByInvoice = ReadonlyMap<string, Figures>;

export const noFigures: Figures = { invoices: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n, credits: 0n };
export const figureNames = Object.keys(noFigures) as (keyof Figures)[];

export function plus(a: Figures, b: Figures): Figures {
  return Object.fromEntries(figureNames.map((name) => [name, a[name] + b[name]])) as unknown as Figures;
}

export function same(a: Figures, b: Figures): boolean {
  return figureNames.every((name) => a[name] === b[name]);
}

export function netOf({ gross, refunds, credits }: Figures): bigint {
  return gross - refunds - credits;
}

/** The figures of the file; days without any are left out. */
export function ofFile(days: readonly DayFigures[]): FiguresByDay {
  const figures = days.map(
    ({ day, invoices, lines, units, gross, matched, unmatched }) =>
      [
        day,
        { invoices: BigInt(invoices), lines: BigInt(lines), units, gross, refunds: matched, credits: unmatched },
      ] as const,
  );
  return new Map(figures.filter(([, one]) => !same(one, noFigures)));
}

export function totalOf(days: FiguresByDay): Figures {
  return [...days.values()].reduce(plus, noFigures);
}

/** The days that differ, from the first on; one that a side does not have counts as nothing. */
export function differingDays(a: FiguresByDay, b: FiguresByDay): readonly string[] {
  const days = [...new Set([...a.keys(), ...b.keys()])].toSorted();
  return days.filter((day) => !same(a.get(day) ?? noFigures, b.get(day) ?? noFigures));
}
