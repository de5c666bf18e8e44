import { ConfigError } from "#mesh/config";
import { announceReady, superviseMe } from "./supervise-me.ts";

/** What a program runs. */
export interface Supervised {
  /** What it tells about itself once it is ready, such as its address; no secrets. */
  readonly details: object;
  close(): Promise<void>;
}

/** Runs one thing, or several as one, until the program is told to stop. Ends with 1 if it cannot be opened. */
export async function runSupervised(...open: readonly (() => Promise<Supervised>)[]): Promise<void> {
  try {
    const running = Promise.all(open.map((one) => one()));
    superviseMe({ onStop: async () => void (await Promise.all((await running).map((one) => one.close()))) });
    announceReady(Object.assign({}, ...(await running).map(({ details }) => details)));
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
