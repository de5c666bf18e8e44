import { checkpoint } from "#mesh/kernel";
import type { InventoryPorts } from "./ports.ts";

const batchSize = 50;
const mostBatches = 20;

/** Releases holds that have lapsed: a thousand at most, the rest next time. */
export const expireHolds =
  ({ reservations, clock }: InventoryPorts) =>
  async (): Promise<void> => {
    for (let batch = 0; batch < mostBatches; batch++) {
      checkpoint("inventory.expire.before");
      const expired = await reservations.expire(clock.now(), batchSize);
      if (expired > 0) checkpoint("inventory.expire.after");
      if (expired < batchSize) return;
    }
  };
