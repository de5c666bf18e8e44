import * as proto from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { assertNever, type PersonErased, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { ShippingRatesChanged } from "../domain/rate-book.ts";
import type { Shipment, ShipmentEvent } from "../domain/shipment.ts";
import { encodeMethod, encodeShipment, encodeZone } from "./encode.ts";

export type ShippingEvent = ShippingRatesChanged | ShipmentEvent | PersonErased;

/** An event as shipping_events.proto has it. */
export function encodeEvent(event: ShippingEvent): EncodedEvent {
  return { subject: `shipping.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: ShippingEvent): Uint8Array {
  switch (event.type) {
    case "ShippingRatesChanged": {
      const [zones, methods] = [event.zones.map(encodeZone), event.methods.map(encodeMethod)];
      return proto.ShippingRatesChanged.encode({ zones, methods }).finish();
    }
    case "ShipmentPacked":
      return proto.ShipmentPacked.encode({ shipment: withoutTracking(event.shipment) }).finish();
    case "ShipmentShipped": {
      const { reservationId } = event.shipment;
      return proto.ShipmentShipped.encode({ shipment: withoutTracking(event.shipment), reservationId }).finish();
    }
    case "ShipmentDelivered":
      return proto.ShipmentDelivered.encode({ shipment: withoutTracking(event.shipment) }).finish();
    case "ShipmentCancelled":
      return proto.ShipmentCancelled.encode({ shipment: withoutTracking(event.shipment) }).finish();
    case "PersonErased":
      return proto.PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
    default:
      return assertNever(event);
  }
}

/** Where it was on its way says where somebody lives. */
function withoutTracking(shipment: Shipment) {
  return encodeShipment({ ...shipment, trackingEvents: [] });
}
