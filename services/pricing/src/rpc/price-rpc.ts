import { PriceServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/price.ts";
import { decodePrice } from "./decode.ts";
import { encodePrice } from "./encode.ts";

export const priceRpc = (app: PricingUseCases): ServiceBinding =>
  implement(PriceServiceService, {
    async batchSetPrices({ prices }, { request }) {
      return { prices: (await app.batchSetPrices(prices.map(decodePrice), request)).map(encodePrice) };
    },

    async listPrices({ pageSize, pageToken, variantId }) {
      const query = { variantId: variantId as VariantId, pageSize, pageToken };
      const { items, nextPageToken } = await app.listPrices(query);
      return { prices: items.map(encodePrice), nextPageToken };
    },
  });
