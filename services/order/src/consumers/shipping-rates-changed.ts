import * as proto from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShippingRatesChanged } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { ShippingRatesFollower } from "../app/follow-shipping-rates.ts";
import type { ShippingMethod, ShippingRates, ShippingTier } from "../domain/shipping-rates.ts";

/** Carts are priced by a copy of what shipping tells, so that they never ask it. */
export const shippingRatesChanged = (rates: ShippingRatesFollower): Consumer => ({
  name: "order.shipping_rates",
  subjects: ["shipping.v1.shipping_rates_changed"],
  async handle({ envelope }) {
    const told = decodeRates(ShippingRatesChanged.decode(envelope.payload));
    await rates.note({ rates: told, version: Number(envelope.version) });
  },
});

function decodeRates({ zones, methods }: ShippingRatesChanged): ShippingRates {
  return {
    zones: zones.map(({ zoneId, countryCodes }) => ({ zoneId, countryCodes })),
    methods: methods.filter(({ enabled }) => enabled).map(decodeMethod),
  };
}

function decodeMethod({ shippingMethodId, name, kind, rates }: proto.ShippingMethod): ShippingMethod {
  return {
    ...{ shippingMethodId, name },
    kind: required("methods.kind", kinds[kind]),
    rates: rates.map(({ zoneId, tiers }) => ({ zoneId, tiers: tiers.map(decodeTier) })),
  };
}

function decodeTier({ from, price, perStartedKilogram }: proto.ShippingTier): ShippingTier {
  return { from, price: required("tiers.price", price), perStartedKilogram };
}

const kinds: Readonly<Record<proto.ShippingMethodKind, ShippingMethod["kind"] | undefined>> = {
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_UNSPECIFIED]: undefined,
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_FLAT]: "FLAT",
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_WEIGHT]: "BY_WEIGHT",
  [proto.ShippingMethodKind.SHIPPING_METHOD_KIND_BY_PRICE]: "BY_PRICE",
};
