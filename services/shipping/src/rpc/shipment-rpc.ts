import { ShipmentServiceService } from "#gen/grpc/ultramarket/shipping/v1/shipping_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ShippingUseCases } from "../app/use-cases.ts";
import type { OrderId, ShipmentId } from "../domain/shipment.ts";
import { encodeShipment } from "./encode.ts";

export const shipmentRpc = (app: ShippingUseCases): ServiceBinding =>
  implement(ShipmentServiceService, {
    async listOrderShipments({ orderId, pageSize, pageToken }, { caller }) {
      const query = { orderId: orderId as OrderId, pageSize, pageToken };
      const { items, nextPageToken } = await app.listOrderShipments(caller, query);
      return { shipments: items.map(encodeShipment), nextPageToken };
    },

    async getShipment({ shipmentId }) {
      return { shipment: encodeShipment(await app.findShipment(shipmentId as ShipmentId)) };
    },
  });
