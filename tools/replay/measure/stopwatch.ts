import type { Entry } from "../plan/entry.ts";
import { cpuBetween, type Stretch } from "./cost.ts";
import { type MarketUse, useOfMarket } from "./market-processes.ts";

/** Measures what each month of the replay takes. */
export interface Stopwatch {
  /** Something of this time is begun. */
  begin(time: Date): Promise<void>;
  /** Something was entered that was not there before. */
  count(entry: Entry): void;
  /** Closes the last stretch. */
  end(): Promise<void>;
  stretches(): readonly Stretch[];
  /** What memory the market's processes have now, in words. */
  memory(): Promise<readonly string[]>;
}

interface Running {
  readonly name: string;
  readonly startMs: number;
  readonly use: MarketUse | undefined;
  orders: number;
  lines: number;
  rows: number;
}

export function createStopwatch(dataDir: string): Stopwatch {
  const done: Stretch[] = [];
  let running: Running | undefined;
  /** Ends the stretch that runs, and begins the next one at the same moment. */
  const turn = async (next?: string) => {
    const use = await useOfMarket(dataDir);
    const [now, last] = [Date.now(), running];
    running = next === undefined ? undefined : { name: next, startMs: now, use, orders: 0, lines: 0, rows: 0 };
    if (last === undefined) return;
    const { startMs, use: before, ...rest } = last;
    done.push({ ...rest, wallMs: now - startMs, cpu: cpuBetween(before, use) });
  };
  return {
    async begin(time) {
      const month = time.toISOString().slice(0, 7);
      if (running?.name !== month) await turn(month);
    },
    count(entry) {
      if (running === undefined) return;
      running.rows += entry.rows;
      if (entry.kind !== "order") return;
      running.orders += 1;
      running.lines += entry.lines.length;
    },
    end: () => turn(),
    stretches: () => done,
    async memory() {
      const use = await useOfMarket(dataDir);
      const own = process.resourceUsage().maxRSS / 1024;
      const ofMarket = [...(use ?? [])].map(([name, { memory }]) => `${name} ${Math.round(memory)} MB`);
      return [`Memory: ${[`um at most ${Math.round(own)} MB`, ...ofMarket].join(", ")}`];
    },
  };
}
