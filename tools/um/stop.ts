import { stopRunning } from "#mesh/supervisor";
import type { Command } from "./command.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

export const stop: Command = {
  summary: "stop the market that runs on DATA_DIR",
  help: "um stop\n\nStops the market that runs on DATA_DIR (default .data): calls in flight end, nothing is lost.",
  async run() {
    const { dataDir } = layoutOf(readStartSettings(process.env).dataDir);
    const stopped = await stopRunning(dataDir);
    console.log(stopped ? "UltraMarket has stopped." : `No market runs on ${dataDir}.`);
    return 0;
  },
};
