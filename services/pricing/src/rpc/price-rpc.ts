import { PriceServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/price.ts";
import { decodePrice } from "./decode.ts";
import { encodeChosenPrice, encodePrice, encodeWatchedPrice } from "./encode.ts";

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

    async batchGetPrices({ variantIds, currencyCode, quantity, customerGroup }, { caller }) {
      const ids = variantIds as VariantId[];
      const wanted = { variantIds: ids, currencyCode, quantity: quantity || 1n, customerGroup };
      return { prices: (await app.batchGetPrices(caller, wanted)).map(encodeChosenPrice) };
    },

    async *watchPrices({ variantIds, currencyCode, resumeToken }, { caller, signal }) {
      const wanted = { variantIds: variantIds as VariantId[], currencyCode, resumeToken, signal };
      for await (const watched of app.watchPrices(caller, wanted)) yield encodeWatchedPrice(watched);
    },
  });
