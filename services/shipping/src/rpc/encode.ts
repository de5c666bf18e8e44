import * as proto from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import type { CarrierRate } from "../app/ports.ts";
import type { Method, MethodKind, Rate } from "../domain/method.ts";
import { shownState } from "../domain/move-shipment.ts";
import type { Shipment } from "../domain/shipment.ts";
import type { Zone } from "../domain/zone.ts";

const kinds: Readonly<Record<MethodKind, proto.ShippingMethodKind>> = {
  FLAT: proto.ShippingMethodKind.SHIPPING_METHOD_KIND_FLAT,
  BY_WEIGHT: proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_WEIGHT,
  BY_PRICE: proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_PRICE,
};

const states: Readonly<Record<ReturnType<typeof shownState>, proto.ShipmentState>> = {
  PACKED: proto.ShipmentState.SHIPMENT_STATE_PACKED,
  HANDING_OVER: proto.ShipmentState.SHIPMENT_STATE_HANDING_OVER,
  SHIPPED: proto.ShipmentState.SHIPMENT_STATE_SHIPPED,
  DELIVERED: proto.ShipmentState.SHIPMENT_STATE_DELIVERED,
  CANCELLED: proto.ShipmentState.SHIPMENT_STATE_CANCELLED,
};

export function encodeZone({ version, countryCodes, ...zone }: Zone): proto.ShippingZone {
  return { ...zone, countryCodes: [...countryCodes], etag: String(version) };
}

export function encodeMethod({ version, methodId, kind, rates, ...method }: Method): proto.ShippingMethod {
  const etag = String(version);
  return { ...method, shippingMethodId: methodId, kind: kinds[kind], rates: rates.map(encodeRate), etag };
}

function encodeRate({ zoneId, tiers }: Rate): proto.ShippingRate {
  return { zoneId, tiers: tiers.map((tier) => ({ perStartedKilogram: undefined, ...tier })) };
}

/** Without what is the market's own business, and without the address. */
export function encodeShipment(shipment: Shipment): proto.Shipment {
  const {
    address: _,
    asked: _asked,
    reservationId: _reservation,
    version: _version,
    revision: _revision,
    ...shown
  } = shipment;
  return {
    ...shown,
    state: states[shownState(shipment.state)],
    lines: [...shipment.lines],
    trackingEvents: [...shipment.trackingEvents],
    shipTime: shipment.shipTime,
    deliverTime: shipment.deliverTime,
  };
}

export function encodeCarrierRate(rate: CarrierRate): proto.CarrierRate {
  return { ...rate };
}
