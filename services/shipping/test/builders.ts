import { createIds, type RequestKey, systemClock } from "#mesh/kernel";
import type { Address } from "../src/domain/address.ts";
import type { MethodDraft } from "../src/domain/method.ts";
import { type Allocation, beginPacking, type Packing, pack } from "../src/domain/pack.ts";
import type { Sent } from "../src/domain/sent.ts";
import type { Request, Shipment } from "../src/domain/shipment.ts";
import type { ZoneDraft, ZoneId } from "../src/domain/zone.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export const euros = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

export function aRequestKey(change: Partial<RequestKey> = {}): RequestKey {
  return { caller: "usr_clerk", method: "/Pack", key: ids.uuid(), hash: "hash", ...change };
}

/** A request as no other is. */
export const aRequest = (): Request => ({ id: ids.uuid(), hash: "hash" });

export function anAddress(change: Partial<Address> = {}): Address {
  return {
    recipientName: "Ada Lovelace",
    organization: "",
    line1: "Rue du Lac 12",
    line2: "",
    city: "Genève",
    regionCode: "GE",
    postalCode: "1207",
    countryCode: "CH",
    phone: "",
    ...change,
  };
}

export function aPacking(change: Partial<Packing> = {}): Packing {
  const wanted = { orderId: ids.next("ord"), wanted: [], weightGrams: 0 };
  return { ...beginPacking(wanted, aRequest()), ...change };
}

export function anAllocation(change: Partial<Allocation> = {}): Allocation {
  const line = { lineId: ids.next("lin"), variantId: ids.next("var"), sku: "MUG", name: "Mug", quantity: 2n };
  return {
    userId: ids.next("usr"),
    reservationId: ids.next("rsv"),
    address: anAddress(),
    lines: [{ ...line, weightGrams: 350 }],
    ...change,
  };
}

/** Sent at noon without a carrier. */
export function aSentPacking(change: Partial<Sent> = {}): Packing {
  return aPacking({ sent: { shipTime: noon, trackingNumber: "VAN 7", ...change } });
}

/** Packed at noon. */
export function aShipment(change: Partial<Shipment> = {}, allocation: Partial<Allocation> = {}): Shipment {
  return { ...pack(aPacking(), anAllocation(allocation), noon).next, ...change };
}

export function aZoneDraft(change: Partial<ZoneDraft> = {}): ZoneDraft {
  return { name: "Alps", countryCodes: ["CH", "AT"], ...change };
}

export function aMethodDraft(zoneId: ZoneId, change: Partial<MethodDraft> = {}): MethodDraft {
  const rates = [{ zoneId, tiers: [{ from: 0n, price: euros(990n) }] }];
  return { name: "Express", kind: "FLAT", rates, enabled: true, ...change };
}
