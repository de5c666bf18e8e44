import * as proto from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import type { ShippingMethodInput, ShippingZoneInput } from "#gen/grpc/ultramarket/shipping/v1/shipping_service.ts";
import { invalid, maskedChange, requiredMoney } from "#mesh/kernel";
import type { MethodUpdate } from "../domain/change-method.ts";
import type { MethodKind, Rate, Tier } from "../domain/method.ts";
import type { ShipmentState } from "../domain/shipment.ts";
import type { ZoneDraft, ZoneId } from "../domain/zone.ts";

const kinds: Readonly<Record<proto.ShippingMethodKind, MethodKind | undefined>> = {
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_UNSPECIFIED]: undefined,
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_FLAT]: "FLAT",
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_WEIGHT]: "BY_WEIGHT",
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_PRICE]: "BY_PRICE",
};

const states: Readonly<Record<proto.ShipmentState, ShipmentState | undefined>> = {
  [proto.ShipmentState.SHIPMENT_STATE_UNSPECIFIED]: undefined,
  [proto.ShipmentState.SHIPMENT_STATE_PACKED]: "PACKED",
  [proto.ShipmentState.SHIPMENT_STATE_HANDING_OVER]: "HANDING_OVER",
  [proto.ShipmentState.SHIPMENT_STATE_SHIPPED]: "SHIPPED",
  [proto.ShipmentState.SHIPMENT_STATE_DELIVERED]: "DELIVERED",
  [proto.ShipmentState.SHIPMENT_STATE_CANCELLED]: "CANCELLED",
};

export function decodeKind(kind: proto.ShippingMethodKind): MethodKind {
  const decoded = kinds[kind];
  if (decoded === undefined) throw invalid({ field: "kind", description: "must be set" });
  return decoded;
}

export function decodeState(state: proto.ShipmentState): ShipmentState | undefined {
  return states[state];
}

/** Ids have passed the contract's pattern; the types follow. */
export function decodeRates(rates: readonly proto.ShippingRate[], path: string): readonly Rate[] {
  return rates.map(({ zoneId, tiers }, index) => ({
    zoneId: zoneId as ZoneId,
    tiers: tiers.map((tier, place) => decodeTier(tier, `${path}[${index}].tiers[${place}]`)),
  }));
}

function decodeTier({ from, price, perStartedKilogram: more }: proto.ShippingTier, path: string): Tier {
  const tier = { from, price: requiredMoney(`${path}.price`, price) };
  if (more === undefined) return tier;
  return { ...tier, perStartedKilogram: requiredMoney(`${path}.per_started_kilogram`, more) };
}

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodeZoneChange(
  { name, countryCodes }: ShippingZoneInput,
  mask: readonly string[],
): Partial<ZoneDraft> {
  if (mask.includes("name")) requireName("zone.name", name);
  return maskedChange({ name, countryCodes }, mask);
}

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodeMethodChange(input: ShippingMethodInput, mask: readonly string[]): MethodUpdate["change"] {
  if (mask.includes("name")) requireName("method.name", input.name);
  const rates = mask.includes("rates") ? decodeRates(input.rates, "method.rates") : [];
  return maskedChange({ name: input.name, rates, enabled: input.enabled }, mask);
}

function requireName(field: string, name: string): void {
  if (name === "") throw invalid({ field, description: "must not be empty" });
}
