import * as proto from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import type { ShipmentState } from "../domain/shipment.ts";

/** The states as shipping's contract has them. */
export const shipmentStates: Readonly<Record<ShipmentState, proto.ShipmentState>> = {
  PACKED: proto.ShipmentState.SHIPMENT_STATE_PACKED,
  HANDING_OVER: proto.ShipmentState.SHIPMENT_STATE_HANDING_OVER,
  SHIPPED: proto.ShipmentState.SHIPMENT_STATE_SHIPPED,
  DELIVERED: proto.ShipmentState.SHIPMENT_STATE_DELIVERED,
  CANCELLED: proto.ShipmentState.SHIPMENT_STATE_CANCELLED,
};
