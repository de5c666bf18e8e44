import { ShipmentState as States } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShipmentPacked } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { LineId, OrderId } from "../domain/cart.ts";
import type { ShipmentId, ShipmentState } from "../domain/shipment.ts";

/** Orders know how far their shipments have come; the events all have the shipment in the same place. */
export const shipmentTold = (app: OrderUseCases): Consumer => ({
  name: "order.shipments",
  subjects: ["packed", "shipped", "delivered", "cancelled"].map((event) => `shipping.v1.shipment_${event}`),
  async handle({ envelope }) {
    const told = required("shipment", ShipmentPacked.decode(envelope.payload).shipment);
    const { shipmentId, orderId, trackingNumber, trackingUrl } = told;
    await app.noteShipment({
      orderId: orderId as OrderId,
      shipment: {
        shipmentId: shipmentId as ShipmentId,
        state: required("shipment.state", states[told.state]),
        lines: told.lines.map(({ lineId, quantity }) => ({ lineId: lineId as LineId, quantity })),
        ...{ trackingNumber, trackingUrl },
        version: Number(envelope.version),
        createTime: required("shipment.create_time", told.createTime),
      },
    });
  },
});

const states: Readonly<Record<States, ShipmentState | undefined>> = {
  [States.SHIPMENT_STATE_UNSPECIFIED]: undefined,
  [States.SHIPMENT_STATE_PACKED]: "PACKED",
  [States.SHIPMENT_STATE_HANDING_OVER]: "HANDING_OVER",
  [States.SHIPMENT_STATE_SHIPPED]: "SHIPPED",
  [States.SHIPMENT_STATE_DELIVERED]: "DELIVERED",
  [States.SHIPMENT_STATE_CANCELLED]: "CANCELLED",
};
