import {
  ShipmentCancelled,
  ShipmentDelivered,
  ShipmentPacked,
  ShipmentShipped,
  ShippingRatesChanged,
} from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { aShipment, ids, noon } from "../../test/builders.ts";
import { defaultRates } from "../domain/default-rates.ts";
import { changedBook } from "../domain/rate-book.ts";
import type { ShipmentEvent } from "../domain/shipment.ts";
import { encodeEvent } from "./encode-event.ts";

const messages = { ShipmentPacked, ShipmentShipped, ShipmentDelivered, ShipmentCancelled };
const types = Object.keys(messages) as (keyof typeof messages)[];

test.each(types)("%s travels with the shipment, and says nothing of where anybody lives", (type) => {
  const seen = { code: "in_transit", description: "On its way", location: "Genève", eventTime: noon };
  const shipment = aShipment({ trackingEvents: [seen] });
  const event: ShipmentEvent = { type, key: shipment.shipmentId, version: 1, shipment };
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe(`shipping.v1.${type.replace("Shipment", "shipment_").toLowerCase()}`);
  const decoded = messages[type].decode(payload);
  expect(decoded.shipment).toMatchObject({ shipmentId: shipment.shipmentId, userId: shipment.userId });
  expect(decoded.shipment?.trackingEvents).toEqual([]);
  const text = Buffer.from(payload).toString();
  for (const personal of ["Ada", "Lac", "Genève", "1207"]) expect(text).not.toContain(personal);
});

test("a shipped shipment names the reservation its units were kept under", () => {
  const shipment = aShipment();
  const event: ShipmentEvent = { type: "ShipmentShipped", key: shipment.shipmentId, version: 2, shipment };
  const { reservationId } = ShipmentShipped.decode(encodeEvent(event).payload);
  expect(reservationId).toBe(shipment.reservationId);
});

test("changed rates travel whole", () => {
  const { next, events } = changedBook({ ...defaultRates(noon, ids), version: 0 });
  const [event] = events;
  if (event === undefined) throw new Error("no event");
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("shipping.v1.shipping_rates_changed");
  const { zones, methods } = ShippingRatesChanged.decode(payload);
  expect(zones.map(({ zoneId }) => zoneId)).toEqual(next.zones.map(({ zoneId }) => zoneId));
  const parcel = methods.find(({ shippingMethodId }) => shippingMethodId === "parcel");
  expect(parcel?.rates[0]?.tiers).toEqual([
    {
      from: 0n,
      price: { currencyCode: "EUR", minorUnits: 250n },
      perStartedKilogram: { currencyCode: "EUR", minorUnits: 120n },
    },
  ]);
});
