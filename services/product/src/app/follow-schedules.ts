import { applySchedule } from "../domain/schedule.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import type { ProductPorts } from "./ports.ts";

const mostAtOnce = 100;

/** Publishes and unpublishes what is due. Others may do the same at the same time: who comes second finds nothing to do. */
export const followSchedules =
  ({ products, clock, ids }: ProductPorts) =>
  async (): Promise<void> => {
    const now = clock.now();
    for (const productId of await products.due(now, mostAtOnce)) {
      await products.change(
        productId,
        (product, around) => applySchedule(product, now, ids, around),
        undefined,
        mentionsOf([]),
      );
    }
  };
