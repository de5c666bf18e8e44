import { ShippingMethodKind } from "#gen/es/ultramarket/shipping/v1/shipping_pb.js";
import * as shipping from "#gen/es/ultramarket/shipping/v1/shipping_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function shipmentRequests({
  orderId,
  shippedOrderId,
  packedOrderId,
  shipmentId,
  packedShipmentId,
  spareShipmentId,
  readyShipmentId,
}: Known) {
  return {
    "ShipmentService.ListOrderShipments": of(shipping.ListOrderShipmentsRequestSchema, { orderId: shippedOrderId }),
    "ShipmentService.GetShipment": of(shipping.GetShipmentRequestSchema, { shipmentId }),
    "ShippingDeskService.ListShipments": of(shipping.ListShipmentsRequestSchema, { pageSize: 1 }),
    "ShippingDeskService.PackShipment": of(shipping.PackShipmentRequestSchema, { orderId: packedOrderId, requestId }),
    "ShippingDeskService.CancelShipment": of(shipping.CancelShipmentRequestSchema, {
      shipmentId: spareShipmentId,
      requestId,
    }),
    "ShippingDeskService.QuoteCarriers": of(shipping.QuoteCarriersRequestSchema, { shipmentId: packedShipmentId }),
    "ShippingDeskService.ShipShipment": of(shipping.ShipShipmentRequestSchema, {
      shipmentId: readyShipmentId,
      requestId,
    }),
    // A unit of it came back; the rest was sent.
    "ShippingDeskService.RecordShipment": of(shipping.RecordShipmentRequestSchema, {
      orderId,
      shipTime: { seconds: 1_291_191_960n },
      requestId,
    }),
    "ShippingDeskService.GetLabel": of(shipping.GetLabelRequestSchema, { shipmentId }),
  };
}

export function shippingRateRequests({ zoneId }: Known) {
  const price = { currencyCode: "EUR", minorUnits: 700n };
  const rates = [{ zoneId, tiers: [{ from: 0n, price }] }];
  const { FLAT } = ShippingMethodKind;
  return {
    "ShippingRateService.ListShippingZones": of(shipping.ListShippingZonesRequestSchema, {}),
    "ShippingRateService.CreateShippingZone": of(shipping.CreateShippingZoneRequestSchema, {
      name: "Iceland",
      countryCodes: ["IS"],
      requestId,
    }),
    "ShippingRateService.UpdateShippingZone": of(shipping.UpdateShippingZoneRequestSchema, {
      zoneId,
      zone: { name: "The Alps" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
    "ShippingRateService.ListShippingMethods": of(shipping.ListShippingMethodsRequestSchema, {}),
    "ShippingRateService.CreateShippingMethod": of(shipping.CreateShippingMethodRequestSchema, {
      ...{ shippingMethodId: "every-protocol", name: "By sledge", kind: FLAT, rates, requestId },
    }),
    "ShippingRateService.UpdateShippingMethod": of(shipping.UpdateShippingMethodRequestSchema, {
      shippingMethodId: "standard",
      method: { name: "Standard delivery" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
  };
}
