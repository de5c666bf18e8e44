import { ShippingDeskServiceService } from "#gen/grpc/ultramarket/shipping/v1/shipping_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ShippingUseCases } from "../app/use-cases.ts";
import type { OrderId, ShipmentId } from "../domain/shipment.ts";
import { decodeState } from "./decode.ts";
import { encodeCarrierRate, encodeShipment } from "./encode.ts";
import { identifyRequest } from "./identify-request.ts";

export const deskRpc = (app: ShippingUseCases): ServiceBinding =>
  implement(ShippingDeskServiceService, {
    async listShipments({ pageSize, pageToken, state }) {
      const { items, nextPageToken } = await app.listShipments({ pageSize, pageToken, state: decodeState(state) });
      return { shipments: items.map(encodeShipment), nextPageToken };
    },

    async packShipment({ orderId, lines, weightGrams }, { request }) {
      const wanted = { orderId: orderId as OrderId, wanted: lines, weightGrams };
      return { shipment: encodeShipment(await app.packShipment(wanted, identifyRequest(request))) };
    },

    async recordShipment({ orderId, lines, shipTime, deliverTime, trackingNumber }, { request }) {
      const sent = { orderId: orderId as OrderId, wanted: lines, shipTime, deliverTime, trackingNumber };
      return { shipment: encodeShipment(await app.recordShipment(sent, identifyRequest(request))) };
    },

    async cancelShipment({ shipmentId }, { request }) {
      return { shipment: encodeShipment(await app.cancelShipment(shipmentId as ShipmentId, identifyRequest(request))) };
    },

    async quoteCarriers({ shipmentId }) {
      return { rates: (await app.quoteCarriers(shipmentId as ShipmentId)).map(encodeCarrierRate) };
    },

    async shipShipment({ shipmentId, carrierId, carrierService }, { request }) {
      const wanted = { shipmentId: shipmentId as ShipmentId, carrierId, carrierService };
      return { shipment: encodeShipment(await app.shipShipment(wanted, identifyRequest(request))) };
    },

    async getLabel({ shipmentId }) {
      const pdf = await app.getLabel(shipmentId as ShipmentId);
      return { contentType: "application/pdf", data: Buffer.from(pdf), extensions: [] };
    },
  });
