import type { Orders } from "../src/app/ports.ts";
import { refuse } from "../src/domain/errors.ts";
import type { Allocation } from "../src/domain/pack.ts";
import type { ShipmentId } from "../src/domain/shipment.ts";
import { anAllocation } from "./builders.ts";

/** Orders in memory; each has one unit to send. */
export interface FakeOrders extends Orders {
  /** Shipments that units are set aside for. */
  readonly allocated: ReadonlySet<ShipmentId>;
  /** The next answer is lost, before or after it had its effect. */
  loseAnswer(when: "before" | "after"): void;
}

export function fakeOrders(): FakeOrders {
  const answers = new Map<ShipmentId, Allocation>();
  const holders = new Map<string, ShipmentId>();
  const allocated = new Set<ShipmentId>();
  let lost: "before" | "after" | undefined;
  const lose = (when: "before" | "after") => {
    if (lost !== when) return;
    lost = undefined;
    throw refuse("CARRIER_UNAVAILABLE");
  };
  return {
    allocated,
    async allocate({ orderId, shipmentId }) {
      lose("before");
      const answer = answers.get(shipmentId) ?? anAllocation();
      if (!answers.has(shipmentId) && holders.has(orderId)) throw refuse("NOTHING_TO_SHIP");
      if (!answers.has(shipmentId)) allocated.add(shipmentId);
      answers.set(shipmentId, answer);
      holders.set(orderId, shipmentId);
      lose("after");
      return answer;
    },
    async release({ orderId, shipmentId }) {
      lose("before");
      allocated.delete(shipmentId);
      if (holders.get(orderId) === shipmentId) holders.delete(orderId);
      lose("after");
    },
    loseAnswer(when) {
      lost = when;
    },
  };
}
