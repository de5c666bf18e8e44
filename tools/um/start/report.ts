import type { UnitEvent } from "#mesh/supervisor";

/** Tells the person at the terminal how the start is going, a line a step. */
export interface Report {
  step(text: string, ms?: number): void;
  /** A line with the text, once it is there, and how long it took; more lines of it below. */
  timed(text: Promise<string>): Promise<void>;
  /** What the supervisor sees: a line for what is ready or gone. */
  unit(event: UnitEvent): void;
}

const names: Readonly<Record<string, string>> = {
  postgres: "PostgreSQL",
  sandboxes: "sandboxes (Stripe, carrier, mailbox)",
};

export function createReport(print: (line: string) => void): Report {
  const step = (text: string, ms?: number) => {
    const [first = "", ...more] = text.split("\n");
    const time = ms === undefined ? "" : `  (${(ms / 1000).toFixed(1)} s)`;
    for (const line of [first + time, ...more]) print(`  ${line}`);
  };
  return {
    step,
    async timed(text) {
      const begin = performance.now();
      step(await text, performance.now() - begin);
    },
    unit(event) {
      const name = names[event.name] ?? event.name;
      if (event.type === "ready") step(`${name} ${event.restarts > 0 ? "is back" : "is running"}`, event.ms);
      if (event.type === "exited") step(`${name} has ended unexpectedly; it is started again`);
    },
  };
}
