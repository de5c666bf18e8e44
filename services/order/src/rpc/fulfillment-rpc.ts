import { FulfillmentServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { LineId, OrderId } from "../domain/cart.ts";
import type { ShipmentId } from "../domain/shipment.ts";
import { encodeOrder } from "./encode-order.ts";

export const fulfillmentRpc = (app: OrderUseCases): ServiceBinding =>
  implement(FulfillmentServiceService, {
    async readOrder({ orderId }) {
      return { order: encodeOrder(await app.readOrder(orderId as OrderId)) };
    },

    async allocateShipment({ orderId, shipmentId, lines, sent, trackingNumber }) {
      const { order, shipment } = await app.allocateShipment({
        orderId: orderId as OrderId,
        shipmentId: shipmentId as ShipmentId,
        lines: lines.map(({ lineId, quantity }) => ({ lineId: lineId as LineId, quantity })),
        sent: sent ? { trackingNumber } : undefined,
      });
      const { reservationId } = order.reservation;
      return { order: encodeOrder(order), lines: [...shipment.lines], reservationId };
    },

    async releaseShipment({ orderId, shipmentId }) {
      const wanted = { orderId: orderId as OrderId, shipmentId: shipmentId as ShipmentId };
      return { order: encodeOrder(await app.releaseShipment(wanted)) };
    },
  });
