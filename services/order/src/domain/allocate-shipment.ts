import { invalid } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { shippableQuantities } from "./fulfillment.ts";
import type { Order } from "./order.ts";
import { allows } from "./order-states.ts";
import { type OrderShipment, type ShipmentId, type ShippedLine, summed } from "./shipment.ts";

/** Units to set aside; lines named twice are summed. */
export interface WantedShipment {
  readonly shipmentId: ShipmentId;
  /** None for everything that is left. */
  readonly lines: readonly ShippedLine[];
  /** How they were sent, if they were already; the number is empty for none. */
  readonly sent?: Pick<OrderShipment, "trackingNumber"> | undefined;
}

/**
 * The shipment of this id, if units were set aside for it before; undefined if not. Fails with SHIPMENT_ID_TAKEN if it has
 * other lines, or was taken back.
 */
export function knownShipment({ shipments }: Order, { shipmentId, lines }: WantedShipment): OrderShipment | undefined {
  const known = shipments.find((shipment) => shipment.shipmentId === shipmentId);
  if (known === undefined) return undefined;
  if (known.state === "CANCELLED" || !(lines.length === 0 || isSame(known.lines, lines))) {
    throw refuse("SHIPMENT_ID_TAKEN", { metadata: { shipment_id: shipmentId } });
  }
  return known;
}

/**
 * A new shipment of the order. Fails with ORDER_NOT_SHIPPABLE, INVALID_REQUEST for a line the order does not have,
 * QUANTITY_TOO_LARGE, or NOTHING_TO_SHIP.
 */
export function allocateShipment(order: Order, { shipmentId, lines, sent }: WantedShipment, now: Date): OrderShipment {
  if (!allows(order.state, "ship")) throw refuse("ORDER_NOT_SHIPPABLE", { metadata: { state: order.state } });
  const packed = lines.length === 0 ? allLeft(order) : within(order, lines);
  const untold = { trackingNumber: "", trackingUrl: "", version: 0 };
  const state = sent === undefined ? "PACKED" : "SHIPPED";
  return { shipmentId, state, lines: packed, ...untold, ...sent, createTime: now, updateTime: now };
}

function allLeft(order: Order): readonly ShippedLine[] {
  const left = [...shippableQuantities(order)].filter(([, quantity]) => quantity > 0n);
  if (left.length === 0) throw refuse("NOTHING_TO_SHIP");
  return left.map(([lineId, quantity]) => ({ lineId, quantity }));
}

function within(order: Order, wanted: readonly ShippedLine[]): readonly ShippedLine[] {
  const left = shippableQuantities(order);
  return [...summed(wanted)].map(([lineId, quantity]) => {
    const shippable = left.get(lineId);
    if (shippable === undefined) throw invalid({ field: "lines", description: `the order has no line ${lineId}` });
    if (quantity > shippable) {
      throw refuse("QUANTITY_TOO_LARGE", { metadata: { line_id: lineId, shippable: String(shippable) } });
    }
    return { lineId, quantity };
  });
}

function isSame(known: readonly ShippedLine[], wanted: readonly ShippedLine[]): boolean {
  const quantities = summed(wanted);
  return known.length === quantities.size && known.every((line) => quantities.get(line.lineId) === line.quantity);
}
