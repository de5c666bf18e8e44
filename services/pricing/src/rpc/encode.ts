import * as proto from "#gen/grpc/ultramarket/pricing/v1/promotion.ts";
import type { Price, PriceOrigin } from "../domain/price.ts";
import type { Promotion } from "../domain/promotion.ts";
import type { TaxRule } from "../domain/tax-rule.ts";

const origins: Readonly<Record<PriceOrigin, proto.PriceOrigin>> = {
  CATALOGUE: proto.PriceOrigin.PRICE_ORIGIN_CATALOGUE,
  PRICE_LIST: proto.PriceOrigin.PRICE_ORIGIN_PRICE_LIST,
};

export function encodePrice(price: Price): proto.Price {
  return { ...price, origin: origins[price.origin] };
}

export function encodePromotion({ version, ...promotion }: Promotion): proto.Promotion {
  return { ...promotion, etag: String(version) };
}

export function encodeTaxRule({ version, ...rule }: TaxRule): proto.TaxRule {
  return { ...rule, etag: String(version) };
}
