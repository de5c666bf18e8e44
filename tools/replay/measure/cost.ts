import type { MarketUse } from "./market-processes.ts";

/** What a stretch of the replay took. */
export interface Stretch {
  /** Such as "2010-12". */
  readonly name: string;
  readonly orders: number;
  /** Lines of those orders. */
  readonly lines: number;
  /** Rows of the file that were entered, those of cancellations and adjustments too. */
  readonly rows: number;
  readonly wallMs: number;
  /** Seconds of CPU by process; undefined where it cannot be seen. */
  readonly cpu?: ReadonlyMap<string, number> | undefined;
}

/** What was used between the two moments; undefined if a process was started anew, whose count begins anew. */
export function cpuBetween(before: MarketUse | undefined, after: MarketUse | undefined): Stretch["cpu"] {
  if (before === undefined || after === undefined) return undefined;
  const used = [...after].map(([name, { cpu }]) => [name, cpu - (before.get(name)?.cpu ?? 0)] as const);
  return used.some(([, seconds]) => seconds < 0) ? undefined : new Map(used);
}

/** Milliseconds of CPU of all processes. */
export function cpuMsOf({ cpu }: Stretch): number | undefined {
  return cpu && [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0) * 1_000;
}

/** A table of the stretches and what each order and line cost, and how the last compares with the first. */
export function costTable(stretches: readonly Stretch[]): readonly string[] {
  const rows = stretches.filter(({ orders }) => orders > 0);
  const lines = rows.map((stretch) => {
    const cpu = cpuMsOf(stretch);
    const seconds = stretch.wallMs / 1_000;
    const costs =
      cpu === undefined ? [] : [`${ms(cpu / stretch.orders)} CPU an order`, `${ms(cpu / stretch.lines)} a line`];
    const rates = [
      `${stretch.orders} orders`,
      `${stretch.lines} lines`,
      `${(stretch.orders / seconds).toFixed(1)} orders/s`,
      `${Math.round(stretch.rows / seconds)} rows/s`,
    ];
    return `${stretch.name.padEnd(8)}  ${[...rates, ...costs].join(", ")}`;
  });
  return [...lines, ...growthOf(rows)];
}

/** CPU by process, of all stretches together. */
export function cpuByProcess(stretches: readonly Stretch[]): readonly string[] {
  const orders = stretches.reduce((sum, stretch) => sum + stretch.orders, 0);
  const names = [...new Set(stretches.flatMap(({ cpu }) => [...(cpu?.keys() ?? [])]))];
  if (orders === 0 || stretches.some(({ cpu }) => cpu === undefined)) return [];
  return names.map((name) => {
    const seconds = stretches.reduce((sum, { cpu }) => sum + (cpu?.get(name) ?? 0), 0);
    return `${name.padEnd(12)} ${ms((seconds * 1_000) / orders)} an order (${seconds.toFixed(1)} s)`;
  });
}

function growthOf(rows: readonly Stretch[]): readonly string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const [before, after] = [cpuMsOf(first), cpuMsOf(last)];
  if (before === undefined || after === undefined) return [];
  const byOrder = after / last.orders / (before / first.orders);
  const byLine = after / last.lines / (before / first.lines);
  return [`${last.name} against ${first.name}: ${byOrder.toFixed(2)}x an order, ${byLine.toFixed(2)}x a line`];
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
