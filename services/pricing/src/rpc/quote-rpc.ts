import { QuoteServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import { decodePurchase } from "./decode.ts";
import { encodeQuote } from "./encode-quote.ts";

export const quoteRpc = (app: PricingUseCases): ServiceBinding =>
  implement(QuoteServiceService, {
    async quotePurchase(request) {
      return { quote: encodeQuote(await app.quotePurchase(decodePurchase(request))) };
    },
  });
