import type { LineId } from "./cart.ts";
import { type Order, unsentQuantities } from "./order.ts";
import { packedStates, type ShipmentState, sentStates, shipmentQuantities } from "./shipment.ts";

/** How much of an order was sent. Lines of no stock, and what came back unsent, count as nothing to send. */
export type FulfillmentState = "NOT_SHIPPED" | "PARTIALLY_SHIPPED" | "SHIPPED" | "DELIVERED";

type Fulfilled = Pick<Order, "lines" | "shipments" | "returns">;

export function fulfillmentState(order: Fulfilled): FulfillmentState {
  if (isAllIn(order, ["DELIVERED"])) return "DELIVERED";
  if (isAllIn(order, sentStates)) return "SHIPPED";
  return shippedQuantities(order).size > 0 ? "PARTIALLY_SHIPPED" : "NOT_SHIPPED";
}

/** How many units of each line a carrier has taken; lines of which none are left out. */
export function shippedQuantities({ shipments }: Pick<Order, "shipments">): ReadonlyMap<LineId, bigint> {
  return shipmentQuantities(shipments, sentStates);
}

/** How many units of each line are packed and with no carrier yet: they can neither be packed again nor come back. */
export function waitingQuantities({ shipments }: Pick<Order, "shipments">): ReadonlyMap<LineId, bigint> {
  return shipmentQuantities(
    shipments,
    packedStates.filter((state) => !sentStates.includes(state)),
  );
}

/** How many units of each line can still be packed: neither packed nor come back unsent; 0 of lines of no stock. */
export function shippableQuantities({ lines, shipments, returns }: Fulfilled): ReadonlyMap<LineId, bigint> {
  const packed = shipmentQuantities(shipments, packedStates);
  const unsent = unsentQuantities({ returns });
  const left = lines.map(({ lineId, quantity, nonStock }) => {
    if (nonStock) return [lineId, 0n] as const;
    const rest = quantity - (packed.get(lineId) ?? 0n) - (unsent.get(lineId) ?? 0n);
    return [lineId, rest > 0n ? rest : 0n] as const;
  });
  return new Map(left);
}

/** The furthest state of what is packed; undefined if nothing is, and the order can be cancelled. */
export function furthestShipment({ shipments }: Pick<Order, "shipments">): ShipmentState | undefined {
  return packedStates.findLast((state) => shipments.some((shipment) => shipment.state === state));
}

function isAllIn({ lines, shipments, returns }: Fulfilled, states: readonly ShipmentState[]): boolean {
  const there = shipmentQuantities(shipments, states);
  const unsent = unsentQuantities({ returns });
  const isThere = lines.every(
    ({ lineId, quantity, nonStock }) => nonStock || (there.get(lineId) ?? 0n) >= quantity - (unsent.get(lineId) ?? 0n),
  );
  return isThere && there.size > 0;
}
