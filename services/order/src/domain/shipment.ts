import type { Id } from "#mesh/kernel";
import type { LineId } from "./cart.ts";

export type ShipmentId = Id<"shp">;

/** How far a shipment has come, as shipping last told. */
export type ShipmentState = "PACKED" | "HANDING_OVER" | "SHIPPED" | "DELIVERED" | "CANCELLED";

/** Units of an order that are sent together. */
export interface OrderShipment {
  readonly shipmentId: ShipmentId;
  readonly state: ShipmentState;
  /** None if the id was taken back before anything was packed under it. */
  readonly lines: readonly ShippedLine[];
  /** Empty until a carrier has it. */
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  /** Of the last event of shipping; 0 before it. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface ShippedLine {
  readonly lineId: LineId;
  /** At least 1. */
  readonly quantity: bigint;
}

/** The states of what was handed to a carrier. */
export const sentStates: readonly ShipmentState[] = ["SHIPPED", "DELIVERED"];

/** The states of what keeps its units: all but CANCELLED. */
export const packedStates: readonly ShipmentState[] = ["PACKED", "HANDING_OVER", ...sentStates];

/** How many units of each line are in shipments of these states; lines of which none are left out. */
export function shipmentQuantities(
  shipments: readonly OrderShipment[],
  states: readonly ShipmentState[],
): ReadonlyMap<LineId, bigint> {
  return summed(shipments.filter(({ state }) => states.includes(state)).flatMap(({ lines }) => lines));
}

/** The quantities by line; lines named twice are summed. */
export function summed(lines: readonly ShippedLine[]): ReadonlyMap<LineId, bigint> {
  const quantities = new Map<LineId, bigint>();
  for (const { lineId, quantity } of lines) quantities.set(lineId, (quantities.get(lineId) ?? 0n) + quantity);
  return quantities;
}
