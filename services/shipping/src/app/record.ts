import { checkpoint } from "#mesh/kernel";
import { lookAgainAt } from "../domain/look-again.ts";
import type { ShipmentDecision } from "../domain/move-shipment.ts";
import type { Shipment } from "../domain/shipment.ts";
import type { ShippingPorts } from "./ports.ts";

export type RecordPorts = Pick<ShippingPorts, "shipments" | "clock" | "pace">;

export interface RecordOptions {
  /** When a worker may look at it, if something is left to be done; by default after the usual pause. */
  readonly lease?: Date | undefined;
  readonly label?: Uint8Array | undefined;
}

/** Records a change of a shipment, along with when a worker looks at it again. */
export const record =
  ({ shipments, clock, pace }: RecordPorts) =>
  async (
    read: Shipment,
    decide: (shipment: Shipment, now: Date) => ShipmentDecision,
    { lease, label }: RecordOptions = {},
  ): Promise<Shipment> => {
    checkpoint("shipping.record.before");
    const recorded = await shipments.record(read, (shipment) => {
      const now = clock.now();
      const decision = decide(shipment, now);
      const due = lookAgainAt(decision.next, 0, now, pace);
      return { ...decision, due: due && (lease ?? due), label };
    });
    checkpoint("shipping.record.after");
    return recorded;
  };
