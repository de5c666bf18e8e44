import { isCurrency } from "#mesh/kernel";
import type { Carrier, CarrierRate, Parcel } from "../app/ports.ts";
import type { Address } from "../domain/address.ts";
import { carrierUnknown, refuse } from "../domain/errors.ts";
import type { Label, TrackingEvent } from "../domain/shipment.ts";
import { askCarrier, type CarrierAnswer, type CarrierHttpOptions } from "./carrier-http.ts";
import { fieldsOf, integerOf, listOf, odd, textOf, timeOf } from "./read-answer.ts";

export interface HttpCarrierOptions extends CarrierHttpOptions {
  readonly carrierId: string;
  readonly sender: Address;
}

/** A carrier over HTTP: services/shipping/sandbox/README.md has its API. */
export function httpCarrier({ carrierId, sender, ...http }: HttpCarrierOptions): Carrier {
  const described = ({ to, weightGrams }: Parcel) => ({
    from: encodeAddress(sender),
    to: encodeAddress(to),
    parcel: { weight_grams: weightGrams },
  });
  return {
    carrierId,
    async quote(parcel, withinMs) {
      const asked = { method: "POST", path: "/v1/rates", body: described(parcel) } as const;
      const answer = accepted(await askCarrier(http, asked, withinMs));
      return listOf(answer, "rates").map((rate) => decodeRate(carrierId, rate));
    },
    async buyLabel(shipmentId, parcel, carrierService, withinMs) {
      const body = { reference: shipmentId, service: carrierService, ...described(parcel) };
      const asked = { method: "POST", path: "/v1/shipments", body, idempotencyKey: shipmentId } as const;
      return decodeLabel(accepted(await askCarrier(http, asked, withinMs)));
    },
    async track(trackingNumber, withinMs) {
      const path = `/v1/trackings/${encodeURIComponent(trackingNumber)}`;
      const answer = await askCarrier(http, { method: "GET", path }, withinMs);
      return answer.status === 404 ? [] : listOf(accepted(answer), "events").map(decodeEvent);
    },
  };
}

function accepted({ status, body }: CarrierAnswer) {
  const answer = fieldsOf(body);
  if (status < 400) return answer;
  const error = fieldsOf(answer.error);
  const code = textOf(error, "code");
  if (code === "idempotency_key_reused") throw odd("its first answer under this key is about another shipment");
  if (code === "service_unknown") throw carrierUnknown("carrier_service");
  throw refuse("CARRIER_REFUSED", { metadata: { carrier_message: textOf(error, "message") } });
}

function decodeRate(carrierId: string, rate: ReturnType<typeof fieldsOf>): CarrierRate {
  const price = fieldsOf(rate.price);
  const currencyCode = textOf(price, "currency_code");
  if (!isCurrency(currencyCode)) throw odd("currency_code is no currency");
  return {
    carrierId,
    carrierService: textOf(rate, "service", 50),
    name: textOf(rate, "name", 100),
    price: { currencyCode, minorUnits: BigInt(integerOf(price, "minor_units")) },
    deliveryDays: integerOf(rate, "delivery_days"),
  };
}

function decodeLabel(answer: ReturnType<typeof fieldsOf>): Label {
  const label = fieldsOf(answer.label);
  const pdf = Buffer.from(textOf(label, "data", Number.POSITIVE_INFINITY), "base64");
  if (pdf.subarray(0, 5).toString("latin1") !== "%PDF-") throw odd("the label is no PDF");
  const trackingNumber = textOf(answer, "tracking_number", 100);
  if (trackingNumber === "") throw odd("there is no tracking number");
  return {
    carrierService: textOf(answer, "service", 50),
    trackingNumber,
    trackingUrl: textOf(answer, "tracking_url", 500),
    pdf,
  };
}

function decodeEvent(event: ReturnType<typeof fieldsOf>): TrackingEvent {
  return {
    code: textOf(event, "code", 50),
    description: textOf(event, "description"),
    location: textOf(event, "location"),
    eventTime: timeOf(event, "time"),
  };
}

function encodeAddress(address: Address) {
  return {
    name: address.recipientName,
    organization: address.organization,
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    region_code: address.regionCode,
    postal_code: address.postalCode,
    country_code: address.countryCode,
    phone: address.phone,
  };
}
