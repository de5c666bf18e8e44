import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#mesh/testing";
import { type Processes, type RunningMarket, startRunningMarket, type UmResult } from "../running-market.ts";
import { umKilled } from "./um-program.ts";

/** A market that a file is imported into and replayed in. */
export interface ReplayShop {
  readonly market: RunningMarket;
  /** Writes a file beside the market's, and answers its path. */
  write(name: string, text: string): Promise<string>;
  /** Runs `um`, killed before after so many milliseconds each time. */
  um(args: readonly string[], killedAfterMs?: readonly number[]): Promise<UmResult>;
  remove(): Promise<void>;
}

/** Short leases, so that what a killed process held is soon taken up. */
const leases = { ORDER_LEASE_DURATION: "5s", SHIPPING_LEASE_DURATION: "5s", RESTART_PAUSE: "500ms" };

export async function openReplayShop(processes: Processes): Promise<ReplayShop> {
  const folder = await mkdtemp(join(tmpdir(), "replay-"));
  const port = String(await freePort());
  const market = await startRunningMarket(processes, { PORT: port, ...leases });
  const env = { DATA_DIR: market.dataDir, PORT: port };
  return {
    market,
    async write(name, text) {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    um: (args, killedAfterMs = []) => umKilled(args, env, killedAfterMs),
    async remove() {
      await market.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
