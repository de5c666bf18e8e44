import { cpuBetween, type Stretch } from "./cost.ts";
import { type MarketUse, useOfMarket } from "./market-processes.ts";

/** Measures what each month of the replay takes. */
export interface Stopwatch {
  /** Something of this time is begun. */
  begin(time: Date): Promise<void>;
  /** An order with so many lines was entered. */
  count(lines: number): void;
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
}

export function createStopwatch(dataDir: string): Stopwatch {
  const done: Stretch[] = [];
  let running: Running | undefined;
  const end = async () => {
    if (running === undefined) return;
    const { startMs, use, ...rest } = running;
    done.push({ ...rest, wallMs: Date.now() - startMs, cpu: cpuBetween(use, await useOfMarket(dataDir)) });
    running = undefined;
  };
  return {
    async begin(time) {
      const name = time.toISOString().slice(0, 7);
      if (running?.name === name) return;
      await end();
      running = { name, startMs: Date.now(), use: await useOfMarket(dataDir), orders: 0, lines: 0 };
    },
    count(lines) {
      if (running === undefined) return;
      running.orders += 1;
      running.lines += lines;
    },
    end,
    stretches: () => done,
    async memory() {
      const use = await useOfMarket(dataDir);
      const own = process.resourceUsage().maxRSS / 1024;
      const ofMarket = [...(use ?? [])].map(([name, { memory }]) => `${name} ${Math.round(memory)} MB`);
      return [`Memory: ${[`um at most ${Math.round(own)} MB`, ...ofMarket].join(", ")}`];
    },
  };
}
