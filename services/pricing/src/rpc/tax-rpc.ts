import { TaxServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import { encodeTaxRule } from "./encode.ts";

export const taxRpc = (app: PricingUseCases): ServiceBinding =>
  implement(TaxServiceService, {
    async setTaxRule({ countryCode, taxRule, etag }, { request }) {
      const content = required("tax_rule", taxRule);
      return { taxRule: encodeTaxRule(await app.setTaxRule({ countryCode, content, etag, request })) };
    },

    async listTaxRules({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listTaxRules({ pageSize, pageToken });
      return { taxRules: items.map(encodeTaxRule), nextPageToken };
    },
  });
