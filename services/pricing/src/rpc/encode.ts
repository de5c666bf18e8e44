import type { DerivedPrice } from "#gen/grpc/ultramarket/pricing/v1/currency_rate.ts";
import type { WatchPricesResponse } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import * as proto from "#gen/grpc/ultramarket/pricing/v1/promotion.ts";
import type { QuotedPrice } from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import type { TaxClass as TaxClassMessage } from "#gen/grpc/ultramarket/pricing/v1/tax.ts";
import type { WatchedPrice } from "../app/watch-prices.ts";
import type { ChosenPrice } from "../domain/choose-price.ts";
import { formatRate } from "../domain/currency-rate.ts";
import type { Price, PriceOrigin } from "../domain/price.ts";
import type { Promotion } from "../domain/promotion.ts";
import type { TaxClass } from "../domain/tax-class.ts";
import type { TaxRule } from "../domain/tax-rule.ts";

const origins: Readonly<Record<PriceOrigin, proto.PriceOrigin>> = {
  CATALOGUE: proto.PriceOrigin.PRICE_ORIGIN_CATALOGUE,
  PRICE_LIST: proto.PriceOrigin.PRICE_ORIGIN_PRICE_LIST,
  PRICE_LIST_ENTRY: proto.PriceOrigin.PRICE_ORIGIN_PRICE_LIST_ENTRY,
  CURRENCY_RATE: proto.PriceOrigin.PRICE_ORIGIN_CURRENCY_RATE,
};

export function encodePrice(price: Price): proto.Price {
  return { ...price, origin: origins[price.origin] };
}

export function encodeChosenPrice({
  variantId,
  price,
  origin,
  entry,
  derivedFrom,
  ...chosen
}: ChosenPrice): QuotedPrice {
  return {
    variantId,
    price,
    origin: origins[origin],
    compareAtPrice: chosen.compareAtPrice,
    priceListId: entry?.priceListId ?? "",
    priceListName: entry?.priceListName ?? "",
    endTime: entry?.endTime,
    quantityPrices: chosen.quantityPrices.map((quantityPrice) => ({ variantId, ...quantityPrice })),
    reason: chosen.reason,
    derivedFrom: derivedFrom && encodeDerived(derivedFrom),
  };
}

function encodeDerived({ basePrice, rate }: NonNullable<ChosenPrice["derivedFrom"]>): DerivedPrice {
  const { rateBillionths, source, rateTime } = rate;
  return { basePrice, rate: formatRate(rateBillionths), source, rateTime };
}

export function encodePromotion({ version, tiers, variantIds, ...promotion }: Promotion): proto.Promotion {
  return { ...promotion, tiers: [...tiers], variantIds: [...variantIds], etag: String(version) };
}

export function encodeTaxRule({ version, ...rule }: TaxRule): proto.TaxRule {
  return { ...rule, etag: String(version) };
}

export function encodeTaxClass({ version, ...taxClass }: TaxClass): TaxClassMessage {
  return { ...taxClass, etag: String(version) };
}

export function encodeWatchedPrice({ price, unpricedVariantId, resumeToken }: WatchedPrice): WatchPricesResponse {
  if (price !== undefined) return { change: { $case: "price", price: encodeChosenPrice(price) }, resumeToken };
  if (unpricedVariantId !== undefined)
    return { change: { $case: "unpricedVariantId", unpricedVariantId }, resumeToken };
  return { change: undefined, resumeToken };
}
