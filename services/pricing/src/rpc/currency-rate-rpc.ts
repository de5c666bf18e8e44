import type { CurrencyRate as ProtoRate } from "#gen/grpc/ultramarket/pricing/v1/currency_rate.ts";
import {
  type CurrencyRateInput,
  CurrencyRateServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/currency_rate_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { CurrencyRateDraft } from "../app/currency-rates.ts";
import type { PricingUseCases } from "../app/use-cases.ts";
import { type CurrencyRate, formatRate, parseRate } from "../domain/currency-rate.ts";

export const currencyRateRpc = (app: PricingUseCases): ServiceBinding =>
  implement(CurrencyRateServiceService, {
    async batchUpdateCurrencyRates({ set, remove }, { request }) {
      const rates = await app.batchUpdateCurrencyRates({ set: set.map(decodeRate), remove, request });
      return { currencyRates: rates.map(encodeRate) };
    },

    async listCurrencyRates({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listCurrencyRates({ pageSize, pageToken });
      return { currencyRates: items.map(encodeRate), nextPageToken };
    },
  });

function decodeRate({ rate, roundingStep, ...input }: CurrencyRateInput): CurrencyRateDraft {
  return { ...input, rateBillionths: parseRate(rate), roundingStep: roundingStep || 1n };
}

function encodeRate({ rateBillionths, ...rate }: CurrencyRate): ProtoRate {
  return { ...rate, rate: formatRate(rateBillionths) };
}
